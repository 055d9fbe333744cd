import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupErrors } from '../../source/model/error-groups.ts';
import { ACME, GLOBEX, INITECH, idOf, job, NOW } from '../support/jobs.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';

const JOBS = [
	job('new', { minutes: 5, texts: { [ACME]: LOCKED, [GLOBEX]: DONE, [INITECH]: 'deferred' } }),
	job('mid', {
		minutes: 25,
		texts: { [ACME]: 'connect ETIMEDOUT 10.0.0.2:443', [GLOBEX]: 'connect ETIMEDOUT 10.0.0.1:443' },
	}),
	job('old', { minutes: 45, texts: { [ACME]: 'connect ETIMEDOUT 10.0.0.1:443', [GLOBEX]: DONE } }),
];

test('errors of one kind are one group, with its jobs, its organizations and when it was seen', () => {
	const [locked, deferred, timedOut] = groupErrors(JOBS);
	assert.ok(locked && deferred && timedOut);
	assert.equal(timedOut.fingerprint, 'connect ETIMEDOUT <host>');
	assert.equal(timedOut.exemplar, 'connect ETIMEDOUT 10.0.0.2:443');
	assert.deepEqual([timedOut.jobs, [...timedOut.organizations].sort()], [2, [GLOBEX, ACME].sort()]);
	assert.deepEqual([timedOut.first.job.id, timedOut.last.job.id], [idOf('old'), idOf('mid')]);
	assert.equal(groupErrors(JOBS).length, 3);
});

test('a kind that some organization has now is active and comes first; the others say when they were cleared', () => {
	const [locked, deferred, timedOut] = groupErrors(JOBS);
	assert.deepEqual([...(locked?.active ?? [])], [ACME]);
	assert.equal(locked?.clearedAt, null);
	assert.equal(timedOut?.active.size, 0);
	assert.equal(timedOut?.clearedAt, NOW - 5 * 60_000);
	assert.deepEqual([deferred?.outcome, locked?.outcome], ['unknown', 'error']);
});

test('an organization that was never reported is in trouble too', () => {
	const [group] = groupErrors([job('gap', { texts: { [GLOBEX]: DONE }, kms: [GLOBEX, ACME] })]);
	assert.deepEqual(
		[group?.outcome, group?.exemplar, group?.active.has(ACME as never)],
		['none', 'never reported', true],
	);
});

test('where all is well there are no groups', () => {
	assert.deepEqual(groupErrors([job('well')]), []);
	assert.deepEqual(groupErrors([]), []);
});
