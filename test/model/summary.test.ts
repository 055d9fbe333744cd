import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Organization } from '../../source/model/answer.ts';
import { HEALTHS } from '../../source/model/health.ts';
import { parseJob } from '../../source/model/job.ts';
import { type SafeText, safe, toSafeText } from '../../source/model/safe-text.ts';
import {
	causeOf,
	countOutcome,
	findOrganization,
	isProblem,
	nameOf,
	STATES,
	stateOf,
	summarize,
	troubledResults,
} from '../../source/model/summary.ts';

const ACME: Organization = {
	id: safe`00DB000000040bIMAQ`,
	name: safe`Acme`,
	connection: null,
	resourceId: safe`resource`,
	verbatim: { name: 'Acme' },
};
const organizations = new Map([[ACME.id as string, ACME]]);
const stuck = new Set<SafeText>([safe`stuck`]);

const good = 'synchronized successfully';
const bad = 'Session expired';

const rows: readonly (readonly [row: object, summary: string])[] = [
	[
		{ detailed_status: { [ACME.id]: 'Error listing keys from SFDC: ' } },
		'Acme · Error listing keys from SFDC: (no cause given)',
	],
	[{ detailed_status: { a: good, b: good } }, ''],
	[{ detailed_status: { a: good, b: bad } }, 'b · Session expired'],
	[{ detailed_status: { a: 'huh', b: bad, [ACME.id]: 'other error' } }, 'b +2 · Session expired'],
	[{ detailed_status: { a: bad, b: bad } }, 'ALL · Session expired'],
	[{ detailed_status: { a: bad, b: 'other error' } }, 'a +1 · Session expired'],
	[{ detailed_status: { a: bad, b: bad, c: good } }, 'a +1 · Session expired'],
	[{ kms: ['a', 'b'] }, 'ALL · never reported'],
	[{ kms: ['a', 'b'], detailed_status: { a: good } }, 'b · never reported'],
	[{ detailed_status: { a: 'huh' } }, 'a · huh'],
	[{ detailed_status: { a: ' ' } }, 'a · (no text given)'],
	[{ detailed_status: { a: 'in_progress' } }, 'a · in_progress'],
	[{ detailed_status: { a: 'one\nerror\x1b[2J' } }, 'a · one␤error^[[2J'],
	[{}, 'no organization named'],
	[{ overall_status: 'failed' }, 'no organization named'],
	[{ abort: true, detailed_status: { a: good }, kms: ['a', 'b'] }, 'cancelled after 1 of 2'],
	[{ overall_status: 'in_progress' }, 'running'],
	[{ overall_status: 'in_progress', kms: ['a', 'b'], detailed_status: { a: good } }, 'running 1/2'],
	[{ overall_status: 'in_progress', kms: ['a'], abort: true }, 'cancelling 0/1'],
	[{ overall_status: 'in_progress', kms: ['a', 'b'], detailed_status: { a: bad } }, 'a · Session expired'],
	[{ id: 'stuck', overall_status: 'in_progress', kms: ['a'] }, 'running 0/1 · STUCK, no change'],
	[{ overall_status: 'queued' }, 'a status that is not known: queued'],
	[{ overall_status: null }, 'the server gives no status'],
	[{ id: null }, 'unreadable row: the row has no id'],
];

for (const [row, summary] of rows) {
	test(`${JSON.stringify(row)} is told as ${JSON.stringify(summary)}`, () => {
		const job = parseJob({ id: 'job', overall_status: 'completed', ...row });
		assert.equal(summarize(job, stuck, organizations), summary);
	});
}

test('an organization is found by both lengths of its id, and called by its id where nobody knows it', () => {
	assert.equal(findOrganization(ACME.id, organizations), ACME);
	assert.equal(findOrganization(safe`00DB000000040bI`, organizations), ACME);
	assert.equal(findOrganization(safe`00DB000000040b`, organizations), undefined);
	assert.equal(findOrganization(safe`00DB000000040bi`, organizations), undefined);
	assert.equal(nameOf(safe`00DB000000040bI`, organizations), 'Acme');
	assert.equal(nameOf(safe`00D1`, organizations), '00D1');
});

test('what needs looking at stands worst first, each kind in the order of the server', () => {
	const detailed_status = { a: 'huh', b: good, c: 'Error 1', d: 'in_progress', e: 'Error 2' };
	const ids = (overall_status: string) => {
		const job = parseJob({ id: 'job', overall_status, kms: [...Object.keys(detailed_status), 'f'], detailed_status });
		return troubledResults(job).map(({ id }) => id);
	};
	assert.deepEqual(ids('in_progress'), ['c', 'e', 'a']);
	assert.deepEqual(ids('completed'), ['c', 'e', 'a', 'd', 'f']);
});

test('a cause is told without its trailing blank; its text stays as it was', () => {
	const [result] = parseJob({ id: 'job', detailed_status: { a: 'Error: disk full  ' } }).results;
	assert.ok(result !== undefined);
	assert.equal(causeOf(result), 'Error: disk full');
	assert.equal(result.text, 'Error: disk full  ');
	assert.equal(causeOf({ ...result, text: toSafeText('queued: '), outcome: 'unknown' }), 'queued:');
});

test('the outcomes of a job are counted', () => {
	const job = parseJob({
		id: 'job',
		overall_status: 'completed',
		kms: ['x'],
		detailed_status: { a: bad, b: bad, c: good },
	});
	assert.deepEqual(
		(['error', 'ok', 'none', 'running', 'unknown'] as const).map(outcome => countOutcome(job, outcome)),
		[2, 1, 1, 0, 0],
	);
});

test('every health is a state, stuck is one more, and failed, degraded and stuck are problems', () => {
	assert.deepEqual([...STATES].sort(), [...HEALTHS, 'stuck'].sort());
	assert.deepEqual(STATES.filter(isProblem), ['failed', 'degraded', 'stuck']);
	assert.equal(STATES.at(-1), 'unknown');
	assert.equal(stateOf(parseJob({ id: 'stuck', overall_status: 'in_progress' }), stuck), 'stuck');
	assert.equal(stateOf(parseJob({ id: 'job', overall_status: 'in_progress' }), stuck), 'running');
});
