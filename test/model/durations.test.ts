import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findStuck, likenessOf, percentile } from '../../source/model/durations.ts';
import { type Job, parseJob } from '../../source/model/job.ts';
import { fc } from '../support/properties.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 10, 23, 12);
const at = (milliseconds: number) => new Date(START + milliseconds).toISOString();

/** Jobs of these organizations that ended after so many milliseconds each. */
function ended(durations: readonly number[], kms: readonly string[] = ['x', 'y'], row: object = {}): Job[] {
	return durations.map((duration, index) =>
		parseJob({
			id: `ended ${index}`,
			overall_status: 'completed',
			kms,
			createdAt: at(0),
			completed_at: at(duration),
			...row,
		}),
	);
}

function running(updated: number | null, row: object = {}): Job {
	const times = { createdAt: at(0), ...(updated === null ? {} : { updatedAt: at(updated) }) };
	return parseJob({ id: 'running', overall_status: 'in_progress', kms: ['x', 'y'], ...times, ...row });
}

const five = ended([MINUTE, MINUTE, MINUTE, MINUTE, MINUTE]);

const cases: readonly (readonly [why: string, history: readonly Job[], job: Job, age: number, stuck: boolean])[] = [
	['no history: not yet at 15 minutes', [], running(0), 15 * MINUTE, false],
	['no history: past 15 minutes', [], running(0), 15 * MINUTE + 1, true],
	['no history: a change ten minutes in', [], running(10 * MINUTE), 15 * MINUTE + 1, true],
	['no history: a change five minutes ago', [], running(10 * MINUTE + 1), 15 * MINUTE + 1, false],
	['no history: it was never touched', [], running(null), 15 * MINUTE + 1, true],
	['no history: touched before it began', [], running(-MINUTE), 15 * MINUTE, false],
	['no history: touched in the future', [], running(60 * MINUTE), 20 * MINUTE, false],
	['four like it are too few', five.slice(1), running(0), 4 * MINUTE, false],
	['five like it: not yet at three times theirs', five, running(0), 3 * MINUTE, false],
	['five like it: past three times theirs', five, running(0), 3 * MINUTE + 1, true],
	['five like it: a change a third of the limit ago', five, running(2 * MINUTE + 1), 3 * MINUTE + 1, false],
	['five like it: a change longer ago', five, running(2 * MINUTE), 3 * MINUTE + 1, true],
	['the order of the organizations does not matter', five, running(0, { kms: ['y', 'x'] }), 4 * MINUTE, true],
	['five of other organizations', five, running(0, { kms: ['x'] }), 4 * MINUTE, false],
	['five that were cancelled', ended([1, 1, 1, 1, 1], ['x', 'y'], { abort: true }), running(0), 4 * MINUTE, false],
	['the slowest of five counts', ended([1, 1, 1, 1, MINUTE]), running(0), 3 * MINUTE, false],
	['the slowest of twenty does not', ended([...Array(19).fill(MINUTE), 60 * MINUTE]), running(0), 4 * MINUTE, true],
	['nobody knows when it began', [], running(0, { createdAt: null }), 60 * MINUTE, false],
	['it ended', [], running(0, { overall_status: 'completed' }), 60 * MINUTE, false],
	['nobody knows its status', [], running(0, { overall_status: 'queued' }), 60 * MINUTE, false],
	['it is being cancelled', [], running(0, { abort: true }), 60 * MINUTE, true],
];

for (const [why, history, job, age, stuck] of cases) {
	test(`${why}: ${stuck ? 'stuck' : 'not stuck'}`, () => {
		assert.deepEqual([...findStuck([...history, job], START + age)], stuck ? ['running'] : []);
	});
}

test('nothing stuck is always the same set, so that nothing is drawn for it', () => {
	assert.equal(findStuck([], START), findStuck([running(0)], START));
});

test('once stuck, a job that does not change stays stuck', () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(10 * MINUTE), { maxLength: 8 }),
			fc.nat(60 * MINUTE),
			fc.nat(60 * MINUTE),
			fc.nat(60 * MINUTE),
			(durations, updated, age, later) => {
				const jobs = [...ended(durations), running(updated)];
				if (findStuck(jobs, START + age).size === 1) assert.equal(findStuck(jobs, START + age + later).size, 1);
			},
		),
	);
});

test('the likeness of a job is which organizations it names', () => {
	assert.equal(likenessOf(running(0)), likenessOf(running(0, { kms: ['y'], detailed_status: { x: 'error' } })));
	assert.notEqual(likenessOf(running(0)), likenessOf(running(0, { kms: ['x'] })));
});

test('a percentile is one of the values, and that share of them is not above it', () => {
	assert.equal(percentile([], 0.95), null);
	assert.equal(percentile([7], 0.95), 7);
	assert.equal(percentile([1, 2, 3, 4], 0.5), 2);
	fc.assert(
		fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
			const sorted = values.sort((one, other) => one - other);
			const found = percentile(sorted, share);
			assert.ok(found !== null && sorted.includes(found));
			assert.ok(sorted.filter(value => value <= found).length >= share * sorted.length);
		}),
	);
});

test('of the same list, the stuck jobs are those of any moment, whatever moment was asked for before', () => {
	const ages = fc.array(fc.nat(40 * MINUTE), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(ages, ages, (updates, moments) => {
			const list = updates.map((updated, index) => running(updated, { id: `running ${index}` }));
			for (const moment of moments) {
				const stuck = findStuck(list, START + moment);
				assert.deepEqual([...stuck].sort(), [...findStuck([...list], START + moment)].sort());
				assert.equal(findStuck(list, START + moment + 0.5), stuck, 'the same set while nothing changes');
			}
		}),
	);
});
