import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { STRIP_LENGTH, summarizeOrganizations } from '../../source/model/organizations.ts';
import { ACME, GLOBEX, INITECH, idOf, job, NOW, ORGANIZATIONS } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';
const TIMED_OUT = 'connect ETIMEDOUT 10.20.1.5:443';
const MARKS = { ok: '✓', error: '✗', running: '●', none: '-', unknown: '?', absent: '·' } as const;

/** Syncs of Acme, newest first, so many minutes ago each; null is a job without it. */
function acme(...syncs: readonly (readonly [minutes: number, text: string | null])[]): Job[] {
	return syncs.map(([minutes, text], index) =>
		job(`a${index}`, { minutes, texts: text === null ? { [GLOBEX]: DONE } : { [ACME]: text } }),
	);
}

function summary(jobs: readonly Job[], id = ACME) {
	const found = summarizeOrganizations(jobs, ORGANIZATIONS, NOW).find(organization => organization.id === id);
	assert.ok(found);
	return found;
}

const strip = (jobs: readonly Job[], id = ACME) =>
	summary(jobs, id)
		.strip.map(cell => MARKS[cell])
		.join('');

test('an organization fails since the first sync of its row of failures, and the last good one is named', () => {
	const jobs = acme([10, LOCKED], [30, TIMED_OUT], [50, TIMED_OUT], [70, DONE], [90, TIMED_OUT]);
	const { name, standing, since, sinceIsCertain, streak, lastOk, novelty, current, recent } = summary(jobs);
	assert.deepEqual(
		{ name, standing, since: since?.job.id, sinceIsCertain, streak, lastOk: lastOk?.job.id, novelty, recent },
		{
			name: 'Acme-Prod',
			standing: 'failing',
			since: idOf('a2'),
			sinceIsCertain: true,
			streak: 3,
			lastOk: idOf('a3'),
			novelty: 'changed',
			recent: { failures: 4, syncs: 5 },
		},
	);
	assert.equal(current?.result.text, LOCKED);
	assert.equal(strip(jobs), '✗✓✗✗✗');
});

const NOVELTIES: readonly (readonly [string, Job[], ReturnType<typeof summary>['novelty']])[] = [
	['after a good sync is new', acme([10, LOCKED], [30, DONE]), 'new'],
	['after another error has changed', acme([10, LOCKED], [30, TIMED_OUT]), 'changed'],
	['like the one before is known', acme([10, TIMED_OUT], [30, 'connect ETIMEDOUT 10.9.9.9:3128']), 'known'],
	['with nothing held before it may be old', acme([10, LOCKED]), 'oldest'],
	['that is over is none', acme([10, DONE], [30, LOCKED]), null],
];

for (const [what, jobs, expected] of NOVELTIES) {
	test(`an error ${what}`, () => {
		assert.equal(summary(jobs).novelty, expected);
	});
}

test('where all that is held has failed, it may have begun before', () => {
	const { sinceIsCertain, since, streak } = summary(acme([10, LOCKED], [30, LOCKED]));
	assert.deepEqual([sinceIsCertain, since?.job.id, streak], [false, idOf('a1'), 2]);
});

test('jobs without an organization are one gap in its strip, never good', () => {
	const jobs = acme([10, null], [20, null], [30, DONE], [40, null], [50, LOCKED]);
	assert.equal(strip(jobs), '✗·✓·');
	assert.equal(strip(jobs, GLOBEX), '✓·✓✓');
	assert.equal(summary(jobs).standing, 'ok');
});

test('a strip shows sixteen places at most', () => {
	const jobs = acme(...Array.from({ length: 40 }, (_, index) => [index + 1, index === 39 ? LOCKED : DONE] as const));
	assert.equal(strip(jobs), '✓'.repeat(STRIP_LENGTH));
});

test('work under way decides nothing, and a cancel fails nobody that it never reached', () => {
	const jobs = [
		job('run', { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } }),
		job('cut', { minutes: 20, abort: true, texts: { [GLOBEX]: DONE }, kms: [GLOBEX, ACME] }),
		job('well', { minutes: 40, texts: { [ACME]: DONE } }),
	];
	const { standing, running, streak } = summary(jobs);
	assert.deepEqual([standing, running?.id, streak], ['ok', idOf('run'), 0]);
	assert.equal(strip(jobs), '✓-●');
});

test('an organization that a job names and never reports is failing; a text that nobody knows is unknown', () => {
	const named = [job('gap', { texts: { [GLOBEX]: DONE }, kms: [GLOBEX, ACME] })];
	assert.equal(summary(named).standing, 'failing');
	assert.equal(summary(acme([10, 'deferred']), ACME).standing, 'unknown');
	assert.equal(summary([job('run', { seconds: null, texts: { [ACME]: 'in_progress' } })]).standing, 'waiting');
});

test('an organization whose schedule stopped is overdue after three times its usual gap', () => {
	const regular = (newest: number) =>
		acme(...Array.from({ length: 6 }, (_, index) => [newest + 20 * index, DONE] as const));
	assert.equal(summary(regular(59)).overdue, null);
	assert.equal(summary(regular(61)).overdue, 20 * 60_000);
	assert.equal(summary(acme([600, DONE], [620, DONE])).overdue, null, 'too few to know a usual gap');
	const running = [job('run', { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } }), ...regular(61)];
	assert.equal(summary(running).overdue, null, 'it is being synchronized');
});

test('the worst come first: failing by how lately, then unknown, then those that are well by name', () => {
	const jobs = [
		job('a', { minutes: 5, texts: { [INITECH]: LOCKED, [GLOBEX]: DONE, [ACME]: LOCKED } }),
		job('b', { minutes: 25, texts: { [INITECH]: LOCKED, [GLOBEX]: DONE, [ACME]: DONE } }),
		job('c', { minutes: 45, texts: { [INITECH]: DONE } }),
	];
	const ids = summarizeOrganizations(jobs, ORGANIZATIONS, NOW).map(({ id }) => id);
	assert.deepEqual(ids, [ACME, INITECH, GLOBEX]);
});

test('every organization of every job is there once, with a strip that ends with its newest outcome or a gap', () => {
	const texts = fc.dictionary(fc.constantFrom(ACME, GLOBEX, INITECH), fc.constantFrom(DONE, LOCKED, TIMED_OUT, 'odd'));
	fc.assert(
		fc.property(fc.array(texts, { maxLength: 40 }), drawn => {
			const jobs = drawn.map((each, index) => job(`p${index}`, { minutes: index + 1, texts: each }));
			const found = summarizeOrganizations(jobs, ORGANIZATIONS, NOW);
			const named = new Set(jobs.flatMap(({ results }) => results.map(({ id }) => id)));
			assert.deepEqual(new Set(found.map(({ id }) => id)), named);
			assert.equal(found.length, named.size);
			for (const { id, strip: cells, current } of found) {
				assert.ok(cells.length > 0 && cells.length <= STRIP_LENGTH);
				const isInNewest = jobs[0]?.results.some(result => result.id === id);
				assert.equal(cells.at(-1), isInNewest ? current?.result.outcome : 'absent');
			}
		}),
	);
});
