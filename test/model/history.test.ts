import assert from 'node:assert/strict';
import { test } from 'node:test';
import { previousOf } from '../../source/model/comparison.ts';
import { usualDuration } from '../../source/model/durations.ts';
import { groupErrors } from '../../source/model/error-groups.ts';
import { backgroundOf, newlyTroubled } from '../../source/model/history.ts';
import type { Job } from '../../source/model/job.ts';
import { jobPath } from '../../source/model/job-path.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { joinKinds } from '../../source/model/share.ts';
import { storyOf } from '../../source/model/story.ts';
import { ACME, certificateJob, idOf, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';

/** Keys are well and certificates fail, turn about: one history of both would be nonsense. */
const JOBS: readonly Job[] = [
	job('k1', { minutes: 10, texts: { [ACME]: DONE } }),
	certificateJob('c1', { minutes: 15, texts: { [ACME]: LOCKED } }),
	job('k2', { minutes: 20, texts: { [ACME]: DONE } }),
	certificateJob('c2', { minutes: 25, texts: { [ACME]: LOCKED } }),
	job('k3', { minutes: 30, texts: { [ACME]: DONE } }),
	certificateJob('c3', { minutes: 35, texts: { [ACME]: DONE } }),
];

const byLetters = (letters: string) => JOBS.find(({ id }) => id === idOf(letters)) ?? assert.fail(letters);

function acme(jobs: readonly Job[], now = NOW) {
	const found = summarizeOrganizations(jobs, ORGANIZATIONS, now).filter(({ id }) => id === ACME);
	assert.equal(found.length, 1);
	return found[0] ?? assert.fail();
}

test('an organization stands as the worst of its kinds, and no strip or streak is made of several', () => {
	const { kind, standing, strip, streak, since, novelty, others } = acme(JOBS);
	assert.deepEqual(
		[kind, standing, strip, streak, since?.job.id, novelty],
		['certificates', 'failing', ['ok', 'error', 'error'], 2, idOf('c2'), 'known'],
	);
	assert.deepEqual(
		others.map(other => [other.kind, other.standing, other.strip]),
		[['keys', 'ok', ['ok', 'ok', 'ok']]],
	);
});

test('a kind of which nothing is known yet does not speak for the organization', () => {
	const first = certificateJob('c4', { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } });
	const keys = JOBS.filter(({ kind }) => kind === 'keys');
	const { standing, others } = acme([first, ...keys]);
	assert.deepEqual([standing, others.map(other => other.standing)], ['ok', ['waiting']]);
});

test('what one kind brings on time does not hide that the other is overdue', () => {
	const keys = [10, 20, 30, 40, 50, 60].map(minutes => job(`k${minutes}`, { minutes, texts: { [ACME]: DONE } }));
	const stopped = [80, 90, 100, 110, 120, 130].map(minutes =>
		certificateJob(`c${minutes}`, { minutes, texts: { [ACME]: DONE } }),
	);
	assert.equal(acme(keys).overdue, null);
	const { kind, overdue } = acme([...keys, ...stopped]);
	assert.deepEqual([kind, overdue], ['certificates', 600_000]);
});

test('trouble is new by the syncs of its own kind', () => {
	assert.equal(backgroundOf(ACME as Job['id'], byLetters('c1'), JOBS)?.novelty, 'known');
	assert.equal(backgroundOf(ACME as Job['id'], byLetters('c2'), JOBS)?.previous?.job.id, idOf('c3'));
	assert.deepEqual(
		JOBS.map(each => newlyTroubled(each, JOBS).length),
		[0, 0, 0, 1, 0, 0],
	);
	const turns = storyOf(JOBS).filter(({ kind }) => kind === 'failed' || kind === 'recovered');
	assert.deepEqual(
		turns.map(turn => 'job' in turn && turn.job.id),
		[idOf('c2')],
	);
});

test('errors are counted over both kinds, and a good sync of keys does not clear one of certificates', () => {
	const [group] = groupErrors(JOBS);
	assert.deepEqual([group?.jobs, group?.clearedAt, [...(group?.kinds ?? [])]], [2, null, ['certificates']]);
});

test('jobs are like jobs of their kind only', () => {
	assert.equal(previousOf(byLetters('c1'), JOBS)?.id, idOf('c2'));
	const many = [1, 2, 3, 4, 5].map(minutes => job(`m${minutes}`, { minutes, seconds: 9, texts: { [ACME]: DONE } }));
	assert.equal(usualDuration(job('n', { texts: { [ACME]: DONE } }), many), 9000);
	assert.equal(usualDuration(certificateJob('n', { texts: { [ACME]: DONE } }), many), null);
});

test('the same id in both lists is two jobs, each at its own address', () => {
	const keys = [job('same')];
	const [one, other, third] = joinKinds(keys, [certificateJob('same'), certificateJob('same'), certificateJob('more')]);
	assert.deepEqual([one?.id, other?.id, third?.id], [idOf('same'), `${idOf('same')} #2`, `${idOf('same')} #3`]);
	assert.equal(joinKinds(keys, []), keys);
	assert.equal(one && jobPath(one), `/api/v1/cckm/sfdc/keys/synchronization-jobs/${idOf('same')}`);
	assert.equal(other && jobPath(other), `/api/v1/cckm/sfdc/certificates/synchronization-jobs/${idOf('same')}`);
});
