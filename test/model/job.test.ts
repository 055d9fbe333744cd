import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseJob, readVerbatim } from '../../source/model/job.ts';
import { causeOf } from '../../source/model/summary.ts';
import { fc } from '../support/properties.ts';

const published: { resources: unknown[] } = JSON.parse(readFileSync('test/fixtures/synchronization-jobs.json', 'utf8'));

function row(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return { ...(published.resources[0] as object), ...fields };
}

test('S10 the published example claims to be completed, and failed for its only organization without a cause', () => {
	for (const source of published.resources) {
		const job = parseJob(source);
		assert.equal(job.status, 'completed');
		assert.equal(job.health, 'failed');
		assert.deepEqual(job.results.map(causeOf), ['Error listing keys from SFDC: (no cause given)']);
	}
	assert.equal(parseJob(published.resources[0]).duration, 546.927);
});

const drifted: readonly (readonly [
	what: string,
	fields: Record<string, unknown>,
	expected: Record<string, unknown>,
])[] = [
	['a status of next year', { overall_status: 'queued' }, { status: 'queued', health: 'unknown' }],
	['a status that is a number', { overall_status: 7 }, { status: '7', health: 'unknown' }],
	[
		'a status with a hidden letter',
		{ overall_status: 'COMPLETED\u200b' },
		{ status: 'COMPLETED<U+200B>', health: 'unknown' },
	],
	['no status', { overall_status: null }, { status: '', health: 'unknown' }],
	['a null map', { detailed_status: null }, { health: 'failed' }],
	['a map that is an array', { detailed_status: ['x'], kms: [] }, { health: 'unknown', results: [] }],
	['containers that are a text', { kms: 'x', detailed_status: {} }, { health: 'unknown', results: [] }],
	[
		'times that are none',
		{ createdAt: 'yesterday', completed_at: 12 },
		{ createdAt: null, completedAt: null, duration: null },
	],
	['a time without its zone', { createdAt: '2021-07-27T03:10:56.701039' }, { createdAt: null, duration: null }],
	['a number for an id', { id: 12 }, { id: '12', broken: null }],
	['an abort that is a text', { abort: 'yes' }, { abort: false }],
];

for (const [what, fields, expected] of drifted) {
	test(`survives ${what}`, () => {
		const job = parseJob(row(fields));
		for (const [name, value] of Object.entries(expected)) assert.deepEqual(job[name as keyof typeof job], value, name);
	});
}

test('an organization that is reported as an object is shown as its JSON, and not as good', () => {
	const job = parseJob(row({ detailed_status: { '00DB000000040bIMAQ': { keys: 3 } } }));
	assert.deepEqual(job.results[0], {
		id: '00DB000000040bIMAQ',
		text: '{"keys":3}',
		outcome: 'unknown',
		rule: 'no-rule-matched',
	});
});

test('an organization of a running job that is not reported yet runs, of an ended one was never reported', () => {
	const fields = { kms: ['00DB000000040bIMAQ', '00DB00000007q7QAC0'] };
	const running = parseJob(row({ ...fields, overall_status: 'in_progress', completed_at: undefined }));
	assert.deepEqual(
		running.results.map(result => result.outcome),
		['error', 'running'],
	);
	assert.deepEqual(
		parseJob(row(fields)).results.map(result => result.outcome),
		['error', 'none'],
	);
});

test('fields that nobody knows stay with the row', () => {
	const source = row({ tomorrow: { nested: [1, 2] } });
	assert.equal(parseJob(source).source, source);
});

for (const source of [null, 3, 'job', [], [1], {}, { id: '' }, { id: null }, { id: {} }]) {
	test(`${JSON.stringify(source)} is a broken row that says so`, () => {
		const job = parseJob(source);
		assert.equal(job.broken, 'the row has no id');
		assert.equal(job.health, 'unknown');
		assert.equal(readVerbatim(job), null);
	});
}

test('no row, however mangled, throws, and what was a row keeps its id', () => {
	const mangled = fc.record(
		{
			id: fc.string({ minLength: 1 }),
			overall_status: fc.anything(),
			detailed_status: fc.anything(),
			kms: fc.anything(),
			createdAt: fc.anything(),
			completed_at: fc.anything(),
			abort: fc.anything(),
		},
		{ requiredKeys: ['id'] },
	);
	fc.assert(
		fc.property(mangled, source => {
			const json: unknown = JSON.parse(JSON.stringify(source));
			const job = parseJob(json);
			assert.equal(job.broken, null);
			assert.equal(readVerbatim(job)?.id, source.id);
			assert.equal(job.results.length, readVerbatim(job)?.organizations.length);
		}),
	);
});
