import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endedRows, runningRow, shortId } from '../../../bench/rig/rows.ts';

const NOW = Date.UTC(2026, 10, 23, 14, 2);
const HOUR = 3_600_000;

const momentOf = (value: unknown) => Date.parse(String(value));

test('rows on which nothing runs: newest first, all of them ended, each with an id of its own', () => {
	const rows = endedRows(300, 3 * HOUR, NOW);
	assert.equal(new Set(rows.map(shortId)).size, 300);
	const starts = rows.map(row => momentOf(row.createdAt));
	assert.deepEqual(
		starts,
		starts.toSorted((one, other) => other - one),
	);
	assert.ok((starts[0] ?? NOW) <= NOW - 3 * HOUR);
	for (const row of rows) assert.ok(momentOf(row.completed_at) < NOW && row.overall_status !== 'in_progress');
	assert.deepEqual(endedRows(300, 3 * HOUR, NOW), rows);
});

test('asked for rows that are too young, the youngest that have ended come', () => {
	for (const row of endedRows(20, 0, NOW)) assert.ok(momentOf(row.completed_at) < NOW);
});

test('the row of a job that runs is the same job without an end', () => {
	for (const row of endedRows(5, HOUR, NOW)) {
		const running = runningRow(row, NOW);
		assert.equal(running.id, row.id);
		assert.equal(running.createdAt, row.createdAt);
		assert.equal(running.overall_status, 'in_progress');
		assert.equal('completed_at' in running, false);
		assert.equal(momentOf(running.updatedAt), NOW);
		assert.deepEqual(Object.keys(Object(running.detailed_status)), row.kms);
	}
});
