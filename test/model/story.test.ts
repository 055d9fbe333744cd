import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { eventKeys, storyOf } from '../../source/model/story.ts';
import { ACME, GLOBEX, job, NOW } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';

/** The story in words, newest first. */
function told(jobs: readonly Job[]): string[] {
	return storyOf(jobs).map(event => {
		const job = event.job.id.slice(0, 4);
		if (!('organizations' in event)) return `${job} ${event.kind}`;
		return `${job} ${event.organizations.length} ${event.kind}: ${event.from ?? 'ok'} → ${event.to ?? 'ok'}`;
	});
}

test('jobs tell what happened, newest first, and what befell many alike is told once', () => {
	const jobs = [
		job('jobD', { minutes: 5, texts: { [ACME]: DONE, [GLOBEX]: DONE } }),
		job('jobC', {
			minutes: 25,
			texts: { [ACME]: 'connect ETIMEDOUT 10.0.0.2:443', [GLOBEX]: 'connect ETIMEDOUT 10.0.0.1:443' },
		}),
		job('jobB', { minutes: 45, texts: { [ACME]: LOCKED, [GLOBEX]: DONE } }),
		job('jobA', { minutes: 65, texts: { [ACME]: DONE, [GLOBEX]: DONE } }),
	];
	assert.deepEqual(told(jobs), [
		'jobD ended',
		'jobD 2 recovered: connect ETIMEDOUT <host> → ok',
		'jobD started',
		'jobC ended',
		'jobC 1 failed: ok → connect ETIMEDOUT <host>',
		`jobC 1 changed: ${LOCKED} → connect ETIMEDOUT <host>`,
		'jobC started',
		'jobB ended',
		`jobB 1 failed: ok → ${LOCKED}`,
		'jobB started',
		'jobA ended',
		'jobA started',
	]);
	assert.equal(storyOf(jobs)[0]?.at, NOW - 4 * 60_000, 'the end is when it ended');
});

test('an error that goes on, and the oldest sync held, are no news', () => {
	assert.deepEqual(
		told([
			job('jobB', { minutes: 5, texts: { [ACME]: LOCKED } }),
			job('jobA', { minutes: 25, texts: { [ACME]: LOCKED } }),
		]),
		['jobB ended', 'jobB started', 'jobA ended', 'jobA started'],
	);
});

test('what an organization meets in a job that still runs is told, once', () => {
	const before = job('jobA', { minutes: 25 });
	const texts = { [ACME]: LOCKED, [GLOBEX]: 'in_progress' };
	const running = job('jobB', { minutes: 1, seconds: null, texts });
	const ended = job('jobB', { minutes: 1, texts: { [ACME]: LOCKED, [GLOBEX]: DONE } });
	assert.deepEqual(told([running, before]).slice(0, 2), [`jobB 1 failed: ok → ${LOCKED}`, 'jobB started']);
	const keysBefore = new Set(storyOf([running, before]).flatMap(eventKeys));
	const fresh = storyOf([ended, before]).filter(event => !eventKeys(event).every(key => keysBefore.has(key)));
	assert.deepEqual(
		fresh.map(({ kind }) => kind),
		['ended'],
	);
});

test('older jobs that come to light add to a story and never take from it', () => {
	const texts = fc.dictionary(
		fc.constantFrom(ACME, GLOBEX),
		fc.constantFrom(DONE, LOCKED, 'connect ETIMEDOUT 1.1.1.1:1'),
	);
	fc.assert(
		fc.property(fc.array(texts, { maxLength: 12 }), fc.nat(12), (drawn, held) => {
			const jobs = drawn.map((each, index) => job(`p${index}`, { minutes: index + 1, texts: each }));
			const all = new Set(storyOf(jobs).flatMap(eventKeys));
			for (const key of storyOf(jobs.slice(0, held)).flatMap(eventKeys)) assert.ok(all.has(key), key);
			assert.equal(all.size, storyOf(jobs).flatMap(eventKeys).length, 'no key twice');
		}),
	);
});
