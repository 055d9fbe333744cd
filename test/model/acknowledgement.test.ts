import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledgementOf, troublesOf } from '../../source/model/acknowledgement.ts';
import type { Job } from '../../source/model/job.ts';
import { acknowledge } from '../../source/model/journal-entry.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { ACME, GLOBEX, job, NOW } from '../support/jobs.ts';

const DONE = 'organization synchronized successfully';
const acme = toSafeText(ACME);
const MINUTE = 60_000;

function sync(minutes: number, text: string): Job {
	return job(`j${minutes}`, { minutes, texts: { [ACME]: text } });
}

/** What is left of an acknowledgement `minutes` ago of the trouble that `then` told of, in the light of `now`. */
function remains(minutes: number, then: readonly Job[], now: readonly Job[]): boolean {
	const entries = troublesOf([acme], then).map(trouble => ({
		kind: 'acknowledged' as const,
		at: NOW - minutes * MINUTE,
		...trouble,
		who: safe`alice`,
		note: null,
	}));
	return acknowledgementOf(acme, now, entries.reduce(acknowledge, new Map())) !== null;
}

const failing = [sync(30, 'error: EXPIRED 1'), sync(50, DONE)];

const cases: readonly (readonly [name: string, now: readonly Job[], remains: boolean])[] = [
	['nothing else happened', failing, true],
	['it failed again in the same way', [sync(10, 'error: EXPIRED 2'), ...failing], true],
	['a sync runs', [job('run', { minutes: 5, seconds: null, texts: { [ACME]: 'in_progress' } }), ...failing], true],
	['it failed in another way', [sync(10, 'error: LOCKED'), ...failing], false],
	['it got well', [sync(10, DONE), ...failing], false],
	['it got well and fails in the same way again', [sync(5, 'error: EXPIRED 1'), sync(10, DONE), ...failing], false],
	['it failed in between in another way', [sync(5, 'error: EXPIRED 1'), sync(10, 'error: LOCKED'), ...failing], false],
	['the jobs before are not held any more', [sync(25, 'error: EXPIRED 1')], true],
];

for (const [name, now, expected] of cases) {
	test(`acknowledged trouble ${expected ? 'stays' : 'does not stay'} acknowledged where ${name}`, () =>
		assert.equal(remains(20, failing, now), expected));
}

test('who is well, and who is not known, has no trouble', () => {
	assert.deepEqual(troublesOf([acme, toSafeText(GLOBEX)], [sync(10, DONE)]), []);
	assert.equal(troublesOf([acme], failing).length, 1);
});
