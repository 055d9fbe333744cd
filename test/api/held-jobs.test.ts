import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHeldJobs } from '../../source/api/held-jobs.ts';
import { rowKey } from '../../source/model/share.ts';

function hold(...rows: readonly Readonly<Record<string, unknown>>[]) {
	const held = createHeldJobs();
	const put = (row: Readonly<Record<string, unknown>>) => held.put(rowKey(row), structuredClone(row));
	for (const row of rows) put(row);
	return { held, put, ids: () => [...held.keys()].map(key => String(held.get(key)?.id)) };
}

test('a row that did not change leaves its job as it is', () => {
	const row = { id: 'a', overall_status: 'completed', kms: ['00D'] };
	const { held, put } = hold(row);
	const before = held.get('id a');
	assert.equal(put(row), false);
	assert.equal(held.get('id a'), before);
	assert.equal(put({ ...row, abort: true }), true);
	assert.notEqual(held.get('id a'), before);
	assert.deepEqual([...held.organizationIds], ['00D']);
});

test('the very same row changes nothing for as long as no other came in between', () => {
	const held = createHeldJobs();
	const [runs, ended] = [
		{ id: 'a', overall_status: 'in_progress' },
		{ id: 'a', overall_status: 'completed' },
	];
	const put = (row: object) => [held.put('id a', row), String(held.get('id a')?.status)];
	assert.deepEqual([runs, runs, ended, ended, runs].map(put), [
		[true, 'in_progress'],
		[false, 'in_progress'],
		[true, 'completed'],
		[false, 'completed'],
		[true, 'in_progress'],
	]);
	held.drop('id a');
	assert.deepEqual(put(runs), [true, 'in_progress']);
	assert.deepEqual([...held.unsettled], ['id a']);
});

test('what runs, or is in a state that nobody knows, is not settled; what ended, or cannot be read, is', () => {
	const { held, put } = hold(
		{ id: 'runs', overall_status: 'in_progress' },
		{ id: 'waits', overall_status: 'queued' },
		{ id: 'other', overall_status: 'archived', completed_at: '2026-01-01T00:00:00Z' },
		{ id: 'failed', overall_status: 'failed' },
		{ nonsense: true },
	);
	assert.deepEqual([...held.unsettled], ['id runs', 'id waits']);
	put({ id: 'runs', overall_status: 'completed' });
	held.drop('id waits');
	assert.deepEqual([[...held.unsettled], held.size], [[], 4]);
});

test('ids that merely look alike are told apart, and keep their numbers whoever changes', () => {
	for (const [first, second] of [
		['a^G', 'a\u0007'],
		['a\u0007', 'a^G'],
	] as const) {
		const { held, put, ids } = hold({ id: first }, { id: second });
		assert.deepEqual(ids(), ['a^G', 'a^G #2']);
		put({ id: first, abort: true });
		put({ id: second, abort: true });
		assert.deepEqual(ids(), ['a^G', 'a^G #2']);
		held.drop(`id ${first}`);
		put({ id: second, abort: false });
		assert.equal(held.size, 1);
	}
});
