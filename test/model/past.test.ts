import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { pastOf } from '../../source/model/past.ts';
import { effort, SEED } from '../hostile/effort.ts';
import { ACME, job, NOW } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const MINUTE = 60_000;

test('each moment has the jobs as they were: not begun, begun, changed, ended', () => {
	const halfway = job('a', { minutes: 10, seconds: 30, status: 'in_progress', texts: { [ACME]: 'in_progress' } });
	const ended = job('a', { minutes: 10, seconds: 60, texts: { [ACME]: 'error: EXPIRED' } });
	const { moments, jobsAt } = pastOf([halfway], [ended]);
	const start = NOW - 10 * MINUTE;
	assert.deepEqual(moments, [start, start + 30_000, start + 60_000]);
	const told = (at: number) => jobsAt(at).map(({ id, health, results }) => [id.slice(0, 1), health, results[0]?.text]);
	assert.deepEqual(told(start - 1), []);
	assert.deepEqual(told(start), [['a', 'running', null]]);
	assert.equal(jobsAt(start)[0]?.results.length, 1, 'the organizations were asked for from the start');
	assert.deepEqual(jobsAt(start + 45_000), [halfway]);
	assert.deepEqual(jobsAt(start + 60_000), [ended]);
	assert.equal(jobsAt(start)[0], jobsAt(start + 1)[0], 'read once');
});

test('what the server has forgotten is still there, the newest first, and what tells no time was always there', () => {
	const timeless = job('z');
	const odd: Job = { ...timeless, createdAt: null, updatedAt: null, completedAt: null };
	const [gone, kept] = [job('gone', { minutes: 50 }), job('kept', { minutes: 20 })];
	const { moments, jobsAt } = pastOf([gone], [kept, odd]);
	assert.deepEqual(jobsAt(NOW), [kept, gone, odd]);
	assert.deepEqual(jobsAt(0), [odd]);
	assert.equal(moments.length, 4);
});

test('at the last moment all is as it is held; from moment to moment something changes, and each id is there once', () => {
	const jobs = fc.uniqueArray(
		fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), minutes: fc.nat(50), seconds: fc.option(fc.nat(300)) }),
		{ selector: ({ id }) => id },
	);
	fc.assert(
		fc.property(jobs, jobs, (before, now) => {
			const read = (all: typeof now) => all.map(({ id, minutes, seconds }) => job(id, { minutes, seconds }));
			const held = read(now);
			const { moments, jobsAt } = pastOf(read(before), held);
			let last: readonly Job[] = [];
			for (const moment of moments) {
				const shown = jobsAt(moment);
				assert.notDeepEqual(shown, last);
				assert.equal(new Set(shown.map(({ id }) => id)).size, shown.length);
				assert.ok(shown.every(({ createdAt }) => (createdAt?.at ?? 0) <= moment));
				last = shown;
			}
			if (before.length === 0) assert.deepEqual(new Set(last), new Set(held));
		}),
		{ numRuns: effort(300, 5000), seed: SEED },
	);
});
