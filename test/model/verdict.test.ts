import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findStuck } from '../../source/model/durations.ts';
import type { Job } from '../../source/model/job.ts';
import { summarizeOrganizations } from '../../source/model/organizations.ts';
import { judge, type Verdict } from '../../source/model/verdict.ts';
import { ACME, GLOBEX, INITECH, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';

const DAY = 24 * 3_600_000;
const GOOD = 'organization synchronized successfully';
const BAD = 'Error listing keys from SFDC: ';

function verdictOf(jobs: readonly Job[], mayBeOld = DAY): Verdict {
	const rows = summarizeOrganizations(jobs, ORGANIZATIONS, NOW);
	return judge({ jobs, rows, organizations: ORGANIZATIONS, stuck: findStuck(jobs, NOW), now: NOW, mayBeOld });
}

const cases: Readonly<Record<string, readonly [level: Verdict['level'], jobs: readonly Job[]]>> = {
	'no job at all': ['ok', []],
	'all went well': ['ok', [job('a')]],
	'it failed once and was well since: history does not count': [
		'ok',
		[job('a', { minutes: 5 }), job('b', { minutes: 50, texts: { [ACME]: BAD, [GLOBEX]: BAD } })],
	],
	'it failed for all': ['critical', [job('a', { texts: { [ACME]: BAD, [GLOBEX]: BAD } })]],
	'it failed for some': ['warning', [job('a', { texts: { [ACME]: BAD, [GLOBEX]: GOOD } })]],
	'it failed by the word of the server, and somebody was told so': [
		'critical',
		[job('a', { status: 'failed', texts: { [ACME]: BAD, [GLOBEX]: GOOD } })],
	],
	'one recovered from a job that failed for it alone, the other was never ill': [
		'ok',
		[
			job('a', { minutes: 5, texts: { [ACME]: GOOD } }),
			job('b', { minutes: 50, texts: { [ACME]: BAD, [GLOBEX]: GOOD } }),
		],
	],
	'what was never reported is degraded': ['warning', [job('a', { texts: { [GLOBEX]: GOOD }, kms: [ACME, GLOBEX] })]],
	'a text that no rule knows is never good': ['warning', [job('a', { texts: { [ACME]: 'Hm.', [GLOBEX]: GOOD } })]],
	'the latest sync is too old': ['warning', [job('a', { minutes: 25 * 60 })]],
	'the latest sync is too old of an organization that was deleted': [
		'ok',
		[job('a', { minutes: 25 * 60, texts: { [INITECH]: GOOD } })],
	],
	'a job is stuck': [
		'warning',
		[job('a', { minutes: 100, seconds: null, texts: { [ACME]: 'in_progress' } }), job('b', { minutes: 200 })],
	],
	'a job runs, and nothing has ended yet': [
		'ok',
		[job('a', { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } })],
	],
};

for (const [name, [level, jobs]] of Object.entries(cases)) {
	test(`${name}: ${level}`, () => assert.equal(verdictOf(jobs).level, level));
}

test('who is in trouble, how many run, and how old the oldest latest sync is', () => {
	const { failed, degraded, stale, stuck, ...numbers } = verdictOf([
		job('a', { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } }),
		job('b', { minutes: 10, texts: { [ACME]: BAD } }),
		job('c', { minutes: 60, seconds: 60, texts: { [ACME]: BAD, [GLOBEX]: BAD } }),
	]);
	assert.deepEqual([failed.map(({ id }) => id).sort(), degraded, stale, stuck], [[ACME, GLOBEX].sort(), [], [], []]);
	assert.deepEqual(numbers, { level: 'critical', organizations: 2, unknown: [], running: 1, oldest: 59 * 60_000 });
});

test('a sync is too old from the moment on that it may not be older than', () => {
	const jobs = [job('a', { minutes: 60, seconds: 0 })];
	assert.equal(verdictOf(jobs, 3_600_000).level, 'ok');
	assert.equal(verdictOf(jobs, 3_599_999).level, 'warning');
});
