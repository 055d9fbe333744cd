import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Job, parseJob } from '../../source/model/job.ts';
import type { SafeText } from '../../source/model/safe-text.ts';
import { SORTS, type SortKey, sortChoice, sortJobs } from '../../source/model/sort.ts';
import { fc } from '../support/properties.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute)).toISOString();

function job(id: string, minute: number, row: object): Job {
	return parseJob({ id, createdAt: at(minute), overall_status: 'completed', ...row });
}

const jobs = [
	job('ok', 1, { completed_at: at(4), detailed_status: { x: 'success' } }),
	job('failed', 2, { completed_at: at(3), detailed_status: { x: 'error' } }),
	job('degraded', 3, { completed_at: at(9), detailed_status: { x: 'error', y: 'error', z: 'success' } }),
	job('running', 4, { overall_status: 'in_progress', kms: ['x'] }),
	job('stuck', 5, { overall_status: 'in_progress', kms: ['x'] }),
	job('cancelled', 6, { abort: true, completed_at: at(6) }),
	job('unknown', 7, { overall_status: 'queued' }),
	parseJob({ id: 'timeless', overall_status: 'failed' }),
];
const stuck = new Set<SafeText>(jobs.filter(({ id }) => id === 'stuck').map(({ id }) => id));

const orders: readonly (readonly [key: SortKey, down: string, up: string])[] = [
	[
		'started',
		'unknown cancelled stuck running degraded failed ok timeless',
		'timeless ok failed degraded running stuck cancelled unknown',
	],
	[
		'health',
		'failed timeless degraded stuck running cancelled ok unknown',
		'unknown ok cancelled running stuck degraded failed timeless',
	],
	[
		'duration',
		'running stuck degraded ok failed cancelled unknown timeless',
		'unknown timeless cancelled failed ok degraded stuck running',
	],
	[
		'errors',
		'degraded failed unknown cancelled stuck running ok timeless',
		'unknown cancelled stuck running ok timeless failed degraded',
	],
	[
		'status',
		'unknown stuck running timeless cancelled degraded failed ok',
		'cancelled degraded failed ok timeless stuck running unknown',
	],
];

for (const [key, down, up] of orders) {
	test(`by ${key}, and among equals the newest first whichever way round`, () => {
		const ids = (descending: boolean) =>
			sortJobs(jobs, { key, descending }, stuck)
				.map(({ id }) => id)
				.join(' ');
		assert.equal(ids(true), down);
		assert.equal(ids(false), up);
	});
}

const anyJobs = fc
	.uniqueArray(
		fc.record({
			id: fc.stringMatching(/^[a-z]{1,3}$/),
			createdAt: fc.option(fc.integer({ min: 0, max: 3 }).map(at)),
			overall_status: fc.constantFrom('in_progress', 'completed', 'failed', 'queued'),
			detailed_status: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('error', 'success', 'huh')),
		}),
		{ selector: row => row.id },
	)
	.map(rows => rows.map(row => parseJob(row)));

test('a sort keeps every job, leaves the list alone, and does not depend on the order that they came in', () => {
	fc.assert(
		fc.property(anyJobs, fc.constantFrom(...SORTS), fc.boolean(), (given, { key }, descending) => {
			const before = [...given];
			const sorted = sortJobs(given, { key, descending }, stuck);
			assert.deepEqual(given, before);
			assert.deepEqual(new Set(sorted), new Set(given));
			assert.equal(sorted.length, given.length);
			assert.deepEqual(sortJobs([...given].reverse(), { key, descending }, stuck), sorted);
		}),
	);
});

test('every key has its choice, once', () => {
	for (const choice of SORTS) assert.equal(sortChoice(choice.key), choice);
	assert.throws(() => sortChoice('nonsense' as SortKey), TypeError);
});
