import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { safe } from '../../source/model/safe-text.ts';
import { VIEWS } from '../../source/session/ui-state.ts';
import { ACME, answer, certificateJob, GLOBEX, INITECH, job, NOW } from '../support/jobs.ts';
import { SIZES, type Stage, setStage } from '../support/stage.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record';
const TIMED_OUT = 'connect ETIMEDOUT 10.20.1.5:443';

/** Acme fails since half an hour, Globex met something else before, Initech was deleted. */
const JOBS: readonly Job[] = [
	job('eeee', { minutes: 10, texts: { [ACME]: LOCKED, [GLOBEX]: DONE } }),
	job('dddd', { minutes: 30, texts: { [ACME]: LOCKED, [GLOBEX]: TIMED_OUT } }),
	job('cccc', { minutes: 50, texts: { [ACME]: DONE, [GLOBEX]: DONE, [INITECH]: DONE } }),
];

function stageOf(columns = 120, rows = 40): Stage {
	return setStage(columns, rows, { data: answer(JOBS) });
}

const row = (stage: Stage, wanted: RegExp) => stage.lines().find(line => wanted.test(line)) ?? '';

test('the view of organizations answers who is broken, since when, with what, and whether that is new', () => {
	const stage = stageOf();
	stage.press(']');
	assert.match(row(stage, /\[orgs/), /jobs {2}\[orgs 3\] {2}errors {2}timeline {2}shown 3/);
	assert.match(
		row(stage, /Acme-Prod +✓/),
		/^> ✗ Acme-Prod +✓✗✗ {2}FAILING +13:32:30 +2 +13:12 +2\/3 {9}UNABLE_TO_LOCK_ROW/,
	);
	assert.match(row(stage, /Globex-UAT/), /^ {2}✓ Globex-UAT +✓✗✓ {2}ok +13:52 +1\/3/);
	assert.match(row(stage, /00D0000000in/), /✓· {2}ok/);
	assert.match(row(stage, /known:/), /known: failing since 13:32:30, 2 syncs in a row, last ok 13:12:30/);
});

test('the view of errors tells kinds, how many have them, and which are over', () => {
	const stage = stageOf();
	stage.press('] ]');
	assert.match(row(stage, /UNABLE/), /^> ✗ active +2 +1 +13:32 +13:52 {2}UNABLE_TO_LOCK_ROW/);
	assert.match(row(stage, /ETIMEDOUT/), /^ {2}· cleared 13:52 +1 +1 +13:32 +13:32 {2}connect ETIMEDOUT <host>/);
	stage.press('j');
	assert.match(stage.lines().join('\n'), /connect ETIMEDOUT 10\.20\.1\.5:443\n *over it: Globex-UAT/);
	stage.press('f');
	assert.doesNotMatch(stage.lines().join('\n'), /ETIMEDOUT/);
});

test('kinds of jobs are told apart only where there are several', () => {
	const stage = stageOf();
	assert.doesNotMatch(stage.lines().join('\n'), /KIND|\bkeys\b|cert/);
	stage.know({ data: answer([certificateJob('ffff', { minutes: 5, texts: { [GLOBEX]: TIMED_OUT } }), ...JOBS]) });
	assert.match(row(stage, /JOB/), /S JOB {7}KIND {2}HEALTH/);
	assert.match(row(stage, /ffff0000/), /✗ ffff0000 {2}cert {2}FAILED/);
	assert.match(row(stage, /eeee0000/), /! eeee0000 {2}keys {2}DEGRADED/);
	stage.press(']');
	assert.match(row(stage, /Globex-UAT/), /✗ Globex-UAT +cert +✗ {2}FAILING/);
	stage.press('g');
	assert.match(stage.lines().join('\n'), /keys ok {2}last ok[^\n]*\n/);
	stage.press('[ [');
	assert.match(stage.lines().join('\n'), /certificates job ffff0000 ended completed: FAILED/);
	stage.press('] /');
	for (const letter of 'kind:cert') stage.session.press(letter);
	assert.deepEqual(stage.lines().filter(line => /ffff0000 {2}cert|0000 {2}keys/.test(line)).length, 1);
});

test('an organization names its schedules, and one that is overdue the one that should have run', () => {
	const minutes = [100, 110, 120, 130, 140, 150];
	const old = minutes.map(each => job(`o${each}`, { minutes: each, texts: { [ACME]: DONE } }));
	const on = { name: safe`hourly`, cron: '0 * * * *', organizations: null, isOff: false, from: null, until: null };
	const off = { ...on, name: safe`nightly`, isOff: true };
	const stage = setStage(120, 40, { data: answer(old, { schedules: [on, off] }) });
	stage.press(']');
	assert.match(row(stage, /OVERDUE: /), /last sync 1h40m ago, usually every 10m00s/);
	assert.match(
		row(stage, /hourly/),
		/^schedule hourly, should have run at 2026-11-23 13:00:00Z, next run 2026-11-23 15:00:00Z/,
	);
	assert.match(row(stage, /nightly/), /^schedule nightly, switched off/);
	const certificates = minutes.map(each => certificateJob(`c${each}`, { minutes: each, texts: { [ACME]: DONE } }));
	const fresh = job('new', { minutes: 1, texts: { [ACME]: DONE } });
	stage.know({ data: answer([fresh, ...certificates], { schedules: [on] }) });
	assert.match(row(stage, /OVERDUE: /), /certificates {2}OVERDUE/);
	assert.match(row(stage, /hourly/), /^schedule hourly, next run/, 'it may have run for the keys');
	stage.know({ data: answer(JOBS, { schedules: [on] }) });
	assert.match(row(stage, /hourly/), /^schedule hourly, next run 2026-11-23 15:00:00Z/);
	stage.know({ data: answer(JOBS) });
	assert.doesNotMatch(stage.lines().join('\n'), /schedule/);
});

test('the timeline tells what happened, newest first', () => {
	const stage = stageOf();
	stage.press('[');
	const told = stage.lines().filter(line => /^.? +\d\d:\d\d:\d\d/.test(line));
	assert.deepEqual(
		told.map(line => line.slice(22).trimEnd()),
		[
			'job eeee0000 ended completed: DEGRADED, 1 of 2 failed',
			'Globex-UAT recovered from connect ETIMEDOUT <host>',
			'job eeee0000 started, 2 organizations',
			'job dddd0000 ended completed: FAILED, 2 of 2 failed',
			`Acme-Prod ✗ ${LOCKED}`,
			'Globex-UAT ✗ connect ETIMEDOUT <host>',
			'job dddd0000 started, 2 organizations',
			'job cccc0000 ended completed: OK',
			'job cccc0000 started, 3 organizations',
		],
	);
});

test('a link that was lost and came back stands in the timeline, one failed poll does not', () => {
	const stage = stageOf();
	const failure = { kind: 'network', code: 'ECONNREFUSED' } as never;
	const failingSince = { wall: NOW + 1000, monotonic: 1000 };
	stage.know({ failure, failures: 1, failingSince });
	stage.know({ failure: null, failures: 0, failingSince: null });
	stage.know({ failure, failures: 1, failingSince });
	stage.know({ failure, failures: 2, failingSince });
	stage.know({ failure, failures: 3, failingSince });
	stage.press('[');
	assert.equal(stage.lines().filter(line => line.includes('link')).length, 1);
	stage.know({ failure: null, failures: 0, failingSince: null, dataAt: { wall: NOW + 61_000, monotonic: 61_000 } });
	assert.match(row(stage, /restored/), /14:03:31 {2}● {6}link restored after 1m00s \(3 polls failed: .*ECONNREFUSED/);
	assert.match(row(stage, /lost/), /14:02:31 {2}▲ {6}link lost: .*ECONNREFUSED/);
});

test('Enter in the detail pane shows the jobs of the row, and Esc comes back to it', () => {
	const stage = stageOf();
	stage.press('] j j enter');
	assert.equal(stage.session.ui.get().mode, 'detail');
	stage.press('enter');
	assert.match(row(stage, /\[jobs/), new RegExp(`\\[jobs 3\\].*shown 3.*filter: org:${GLOBEX}`));
	stage.press('escape');
	assert.match(row(stage, /\[orgs/), /filter: none/);
	assert.match(row(stage, /^>/), /Globex-UAT/);
	stage.press('] j enter enter');
	assert.match(row(stage, /\[jobs/), /shown 1.*filter: err:\/\^connect ETIMEDOUT \.\*\//);
	stage.press('escape [ [ ]');
	assert.match(row(stage, /\[orgs/), /filter: none/);
});

test('each view keeps its own cursor and filter; Esc leads home', () => {
	const stage = stageOf();
	for (const chord of ['j', ']', '/', 'g', 'l', 'o', 'enter']) stage.session.press(chord);
	assert.match(row(stage, /\[orgs/), /\[orgs 3\].*shown 1.*filter: glo/);
	stage.press('[');
	assert.match(row(stage, /\[jobs/), /shown 3.*filter: none/);
	assert.match(row(stage, /^>/), /dddd/);
	stage.press(']');
	assert.match(row(stage, /\[orgs/), /filter: glo/);
	stage.press('escape escape');
	assert.equal(stage.session.ui.get().view, 'jobs');
});

test('words of a filter mean in every view what they say', () => {
	for (const [view, filter, expected] of [
		[1, 'health:failed', 'shown 1'],
		[1, 'health:ok', 'shown 2'],
		[1, 'err:lock', 'shown 1'],
		[1, 'age<20m', 'shown 1'],
		[2, 'org:globex', 'shown 1'],
		[2, 'health:active', 'shown 1'],
		[2, 'health:cleared', 'shown 1'],
		[3, 'new:', 'shown 2'],
		[3, 'recovered', 'shown 1'],
	] as const) {
		const stage = stageOf();
		for (let step = 0; step < view; step += 1) stage.session.press(']');
		for (const chord of `/${filter}`) stage.session.press(chord);
		stage.session.press('enter');
		assert.match(row(stage, /shown/), new RegExp(expected), `${VIEWS[view]} ${filter}`);
	}
});

test('e goes to what somebody should look at, in every view', () => {
	const stage = setStage(120, 40, {
		data: answer([job('old', { minutes: 5 }), ...JOBS]),
	});
	stage.press('[ e');
	assert.match(row(stage, /^>/), /Acme|Globex/);
	stage.press('[ j j E');
	assert.match(row(stage, /^>/), /✗|·/);
});

test('every view is drawn at every size, empty or not, and never too wide', () => {
	for (const [columns, rows] of SIZES) {
		for (const data of [answer(JOBS), answer([])]) {
			const stage = setStage(columns, rows, { data });
			for (const view of VIEWS) {
				assert.equal(stage.session.ui.get().view, rows <= 3 ? 'jobs' : view);
				const lines = stage.lines();
				assert.ok(lines.length <= rows && lines.every(line => line.length <= columns), `${view} ${columns}x${rows}`);
				stage.press('enter');
				stage.press('escape ]');
			}
		}
	}
});

test('what changed since the previous sync of the same organizations', () => {
	const stage = stageOf();
	stage.press('D');
	const text = stage.lines().join('\n');
	assert.match(text, /against the previous sync of the same organizations: dddd0000/);
	assert.match(text, /✗→✓ Globex-UAT +recovered +\(was connect ETIMEDOUT/);
	assert.match(text, /✗→✗ Acme-Prod +same +UNABLE_TO_LOCK_ROW/);
	stage.press('escape G D');
	assert.match(stage.lines().join('\n'), /no earlier job of the same organizations is held/);
});

test('who comes back after ten minutes reads in one line what happened, and the timeline marks the place', async () => {
	const stage = stageOf();
	stage.press('j');
	await stage.clock.advance(38 * 60_000);
	const failed = job('ffff', { minutes: -30, texts: { [ACME]: LOCKED, [GLOBEX]: TIMED_OUT } });
	stage.know({
		data: answer([failed, ...JOBS]),
		dataAt: { wall: stage.clock.now(), monotonic: stage.clock.monotonic() },
	});
	stage.press('k');
	assert.equal(stage.lines().at(-1), 'since you last looked (38m00s): 1 finished  1 new failing org  0 recovered');
	stage.press('j j');
	assert.match(stage.lines().at(-1) ?? '', /since you last looked/, 'keys pressed at once do not take it away');
	await stage.clock.advance(6000);
	stage.press('[');
	assert.match(stage.lines().at(-1) ?? '', /Enter open/);
	assert.match(row(stage, /last looked/), /14:02:30 {2}─ {6}-------- you last looked here/);
});

test('a break in which nothing happened, or one that is short, is not told of', async () => {
	const stage = stageOf();
	await stage.clock.advance(9 * 60_000);
	stage.press('j');
	assert.match(stage.lines().at(-1) ?? '', /Enter open/);
	await stage.clock.advance(60 * 60_000);
	stage.press('j');
	assert.match(stage.lines().at(-1) ?? '', /Enter open/);
});
