import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareJobs, previousOf } from '../../source/model/comparison.ts';
import { ACME, GLOBEX, INITECH, job } from '../support/jobs.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';

test('the job before is the newest older one of the same organizations', () => {
	const now = job('now', { minutes: 5 });
	const other = job('othr', { minutes: 10, texts: { [ACME]: DONE } });
	const before = job('befo', { minutes: 20, texts: { [GLOBEX]: DONE, [ACME]: LOCKED } });
	const oldest = job('olde', { minutes: 40 });
	assert.equal(previousOf(now, [now, other, before, oldest]), before);
	assert.equal(previousOf(oldest, [now, other, before, oldest]), null);
	assert.equal(previousOf(job('none', { texts: {} }), [now]), null);
});

test('each organization is told once, what changed first', () => {
	const before = job('b', { texts: { [ACME]: LOCKED, [GLOBEX]: DONE, [INITECH]: 'connect ETIMEDOUT 1.1.1.1:1' } });
	const after = job('a', { texts: { [ACME]: DONE, [GLOBEX]: LOCKED, [INITECH]: 'connect ETIMEDOUT 2.2.2.2:2' } });
	const kinds = (one: typeof before, two: typeof before) => compareJobs(one, two).map(({ id, kind }) => [id, kind]);
	assert.deepEqual(kinds(before, after), [
		[GLOBEX, 'failed'],
		[ACME, 'recovered'],
		[INITECH, 'same'],
	]);
	assert.deepEqual(
		kinds(before, before).map(([, kind]) => kind),
		['same', 'same', 'same'],
	);
});

test('another error, or none said any more, is a change', () => {
	const locked = job('b', { texts: { [ACME]: LOCKED } });
	const down = job('a', { texts: { [ACME]: 'connect ETIMEDOUT 1.1.1.1:1' } });
	const gone = job('g', { texts: {} });
	assert.equal(compareJobs(locked, down)[0]?.kind, 'changed');
	assert.equal(compareJobs(locked, gone)[0]?.kind, 'changed');
	assert.equal(compareJobs(gone, locked)[0]?.kind, 'failed');
});
