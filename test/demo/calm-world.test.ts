import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCalmWorld } from '../../source/demo/calm-world.ts';
import { DEFERRED, LONG_ERROR, NO_CAUSE, ROW_LOCKED, SESSION_EXPIRED, TIMED_OUT } from '../../source/demo/job-texts.ts';
import { DELETED_ORGANIZATION, FAILING_ORGANIZATION, ORGANIZATIONS } from '../../source/demo/organizations.ts';
import { rowsAt } from '../../source/demo/world.ts';
import { type Job, parseJob } from '../../source/model/job.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

function jobsAt(now: number, seed: number): Job[] {
	return rowsAt(createCalmWorld({ origin: ORIGIN, seed }), now).map(row => parseJob(row));
}

const age = (job: Job) => ORIGIN - (job.createdAt?.at ?? Number.NaN);
const texts = (job: Job) => job.results.map(({ text }) => text);

/** What a viewer of the demo should find, each with how it can be told. */
const STORY: Readonly<Record<string, (job: Job) => boolean>> = {
	'a full synchronization under way, its map half full': job =>
		job.health === 'running' && job.results.length === 12 && age(job) < MINUTE && texts(job).includes(null),
	'a job stuck since 25 minutes': job =>
		job.health === 'running' && age(job) > 24 * MINUTE && ORIGIN - (job.updatedAt?.at ?? ORIGIN) > 24 * MINUTE,
	'a status of next year': job => job.status === 'queued' && job.health === 'unknown',
	'a status that says failed': job => job.status === 'failed' && job.health === 'failed',
	'a cancelled job': job => job.abort && job.status === 'completed' && job.health === 'cancelled',
	'a failure without a cause': job => job.health === 'failed' && texts(job).every(text => text === NO_CAUSE),
	'an outage of everyone': job =>
		job.health === 'failed' && job.results.length >= 12 && texts(job).every(text => text === TIMED_OUT),
	'a text that no rule knows': job => job.health === 'unknown' && texts(job).some(text => text === DEFERRED),
	'an organization that was never reported': job =>
		job.health === 'degraded' && job.results.some(({ outcome }) => outcome === 'none'),
	'an error of several lines': job => job.health === 'failed' && (texts(job)[0] ?? '').includes('␤'),
	'the deleted organization': job => job.results.some(({ id }) => id === DELETED_ORGANIZATION.organizationId),
};

test('every element of the story is there when the simulator starts, whatever the seed', () => {
	for (const seed of SEEDS) {
		const jobs = jobsAt(ORIGIN, seed);
		assert.ok(jobs.length > 140 && jobs.length < 200, `${jobs.length} jobs`);
		assert.ok(jobs.every(job => job.broken === null));
		assert.ok(jobs.every(job => age(job) >= 0 && age(job) < 96 * HOUR));
		for (const [element, isIt] of Object.entries(STORY)) assert.ok(jobs.some(isIt), `seed ${seed}: ${element}`);
		assert.ok(jobs.some(job => texts(job).some(text => text === ROW_LOCKED)));
		assert.ok(jobs.filter(job => job.health === 'ok').length > jobs.length * 0.7);
	}
	assert.ok(LONG_ERROR.length > 700);
});

test('one organization went well until two hours before the start, and fails since', () => {
	for (const seed of SEEDS) {
		const full = jobsAt(ORIGIN, seed).filter(
			job => job.results.length >= 12 && job.status === 'completed' && !job.abort,
		);
		const ofIt = full.map(job => ({
			age: age(job),
			text: job.results.find(({ id }) => id === FAILING_ORGANIZATION.organizationId)?.text,
		}));
		const failing = ofIt.filter(one => one.age < 2.1 * HOUR);
		assert.ok(failing.length >= 3);
		for (const { text } of failing) assert.equal(text, SESSION_EXPIRED);
		for (const { text } of ofIt.filter(one => one.age >= 2.1 * HOUR)) assert.notEqual(text, SESSION_EXPIRED);
	}
});

test('the deleted organization is in the oldest jobs only', () => {
	const named = (job: Job) => job.results.some(({ id }) => id === DELETED_ORGANIZATION.organizationId);
	const known = new Set([...ORGANIZATIONS, DELETED_ORGANIZATION].map(({ organizationId }) => organizationId));
	for (const job of jobsAt(ORIGIN, 1)) {
		assert.ok(!named(job) || age(job) > 48 * HOUR);
		for (const { id } of job.results) assert.ok(known.has(id), id);
	}
});

test('while one watches a job starts every 20 to 40 seconds, runs and ends; some go wrong', () => {
	for (const seed of SEEDS) {
		const jobs = jobsAt(ORIGIN + 30 * MINUTE, seed);
		const live = jobs.filter(job => age(job) < 0).reverse();
		for (const [index, job] of live.entries()) {
			const gap = (live[index - 1] === undefined ? 0 : age(live[index - 1] as Job)) - age(job);
			assert.ok(gap > 0 && gap <= 40 * SECOND, `${gap} ms`);
			assert.ok(index === 0 || gap >= 20 * SECOND, `${gap} ms`);
			assert.ok(job.duration === null || (job.duration >= 4.9 * SECOND && job.duration <= 25 * SECOND));
		}
		assert.ok(live.filter(job => job.health === 'ok').length > 20);
		assert.ok(live.some(job => job.health === 'degraded' || job.health === 'failed'));
	}
});

test('the schedule goes on without a gap, and the failing organization recovers some day', () => {
	const full = jobsAt(ORIGIN + 24 * HOUR, 1).filter(
		job => job.results.length === 12 && age(job) < 10 * MINUTE && !job.abort,
	);
	for (const [index, job] of full.entries()) {
		const next = full[index + 1];
		if (next !== undefined) assert.ok(Math.abs(age(next) - age(job) - 40 * MINUTE) < 15 * SECOND);
	}
	assert.ok(full.length >= 36);
	assert.ok(full[0] !== undefined && !texts(full[0]).some(text => text === SESSION_EXPIRED));
});
