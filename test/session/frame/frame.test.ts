import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe } from '../../../source/model/safe-text.ts';
import type { Frame } from '../../../source/session/frame/frame.ts';
import { widthOfSpans } from '../../../source/session/frame/line.ts';
import { answer, job } from '../../support/jobs.ts';
import { fc } from '../../support/properties.ts';
import { setStage } from '../../support/stage.ts';

/** A frame as its lines, after some keys. */
function drawn(columns: number, rows: number, chords: string): string[] {
	const stage = setStage(columns, rows);
	if (chords !== '') stage.press(chords);
	return stage.lines();
}

test('20x6', () => {
	assert.deepEqual(drawn(20, 6, ''), [
		'● LIVE ≤5s    14:02Z',
		' ✗1 !1 ●2 ✓2 ?2',
		'> ✗ 91aa07e4    40m',
		'  ! c8d2f27b     5m',
		'  ● 0be4417d  STUCK',
		'',
	]);
});

test('40x12', () => {
	assert.deepEqual(drawn(40, 12, ''), [
		'cm.example.net ● LIVE ≤5s         14:02Z',
		' ✗1 !1 ●2 ✓2 ?2            problems only',
		'────────────────────────────────────────',
		'> ✗ 91aa07e4  13:22  1/1 orgs     40m',
		'  ! c8d2f27b  13:57  1/2 orgs      5m',
		'  ● 0be4417d  13:32  STUCK        30m',
		'',
		'',
		'',
		'── 91aa07e4 ────────────────────────────',
		'Acme-Prod · Error listing keys from SFD…',
		'Enter open  [/] view  ? help  q quit 1/3',
	]);
});

test('80x24', () => {
	assert.deepEqual(drawn(80, 24, 'e'), [
		'cm.example.net  alice   ● LIVE ≤5s                                        14:02Z',
		'1 ✗fail 1  2 !degraded 1  3 ●run 2  4 ✓ok 2  5 ?unk 2         f faults  STARTED↓',
		'── [jobs 8]  orgs  errors  timeline  shown 8 ─────────────────── filter: none ──',
		'  S JOB           STARTED     DUR  ORGS  ERR  NEW  WORST ORG · ERROR',
		'  ● beef0001     14:01:30    1m00     2            running 1/2',
		'> ! c8d2f27b     13:57:30    1m00     2    1   +1  Acme-Prod · INVALID_SESSION_…',
		'  ● 0be4417d     13:32:30   30m00     2            running 0/2 · STUCK, no chan…',
		'  ✗ 91aa07e4     13:22:30    1m00     1    1   +1  Acme-Prod · Error listing ke…',
		'  ✓ 77b3d410     13:12:30    1m00     2',
		'  ? 20c1f9aa     12:52:30    1m00     0            a status that is not known: …',
		'  ⊘ aa12bb90     12:42:30    1m00     2            cancelled after 2 of 2',
		'  ✓ 4d5e6f70     12:32:30    1m00     2',
		'',
		'',
		'── c8d2f27b  DEGRADED  1 of 2 orgs in trouble ──── [Errors 1] Orgs 2 Diff Raw ──',
		'status completed  1m00  started 2026-11-23 13:57:30Z  ended 13:58:30Z',
		'✗ Acme-Prod           00D00000000acmeIAA  error by names-trouble',
		'    INVALID_SESSION_ID: Session expired or invalid',
		'    NEW: was Error listing keys from SFDC: (no cause given) in 91aa07e4; failing',
		'    since 13:22:30, 2 syncs in a row, last ok 13:12:30',
		'✓ 1 ok',
		'    Globex-UAT',
		'',
		'Enter open  [/] view  Tab pane  e/E next/prev ✗  / filter  ? help  q quit',
	]);
});

test('120x26', () => {
	assert.deepEqual(drawn(120, 26, 'e e e'), [
		'cm.example.net  alice   ● LIVE ≤5s                                                                                14:02Z',
		'1 ✗fail 1   2 !degraded 1   3 ●run 2   4 ✓ok 2   5 ?unk 2                                       f faults   sort STARTED↓',
		'── [jobs 8]  orgs  errors  timeline  shown 8 ─────────────────────────────────────────────────────────── filter: none ──',
		'  S JOB       HEALTH     STATUS           STARTED   AGO     DUR  ORGS  ERR  NEW  WORST ORG · ERROR',
		'  ● beef0001  RUNNING    in_progress     14:01:30    1m    1m00     2            running 1/2',
		'  ! c8d2f27b  DEGRADED   completed       13:57:30    5m    1m00     2    1   +1  Acme-Prod · INVALID_SESSION_ID: Sessio…',
		'  ● 0be4417d  STUCK      in_progress     13:32:30   30m   30m00     2            running 0/2 · STUCK, no change',
		'> ✗ 91aa07e4  FAILED     completed       13:22:30   40m    1m00     1    1   +1  Acme-Prod · Error listing keys from SF…',
		'  ✓ 77b3d410  OK         completed       13:12:30   50m    1m00     2',
		'  ? 20c1f9aa  UNKNOWN    queued          12:52:30    1h    1m00     0            a status that is not known: queued',
		'  ⊘ aa12bb90  CANCELLED  completed       12:42:30    1h    1m00     2            cancelled after 2 of 2',
		'  ✓ 4d5e6f70  OK         completed       12:32:30    1h    1m00     2',
		'',
		'',
		'',
		'',
		'── 91aa07e4-fb4f-4557-b63c-00d4a1439c4a  FAILED  1 of 1 org in trouble ─────────────────── [Errors 1] Orgs 1 Diff Raw ──',
		'status completed  1m00  started 2026-11-23 13:22:30Z  ended 13:23:30Z',
		'✗ Acme-Prod           00D00000000acmeIAA  sfdc-main  error by says-error-or-fail',
		'    Error listing keys from SFDC: (no cause given)',
		'    NEW: was ok in 77b3d410 at 13:12:30',
		'',
		'',
		'',
		'',
		'Enter open  [/] view  Tab pane  e/E next/prev ✗  / filter  1–5 health  f faults  s sort  Y copy  Z pause  ? help  q quit',
	]);
});

test('200x24', () => {
	assert.deepEqual(drawn(200, 24, 'e'), [
		'cm.example.net  alice   ● LIVE ≤5s                                                                                                                                                                14:02Z',
		'1 ✗fail 1   2 !degraded 1   3 ●run 2   4 ✓ok 2   5 ?unk 2                                                                                                                       f faults   sort STARTED↓',
		'── [jobs 8]  orgs  errors  timeline  shown 8 ──────────────────────────────────────────────────── filter: none ──┬── c8d2f27b  DEGRADED  1 of 2 orgs in trouble ────────── [Errors 1] Orgs 2 Diff Raw ──',
		'  S JOB       HEALTH     STATUS           STARTED   AGO     DUR  ORGS  ERR  NEW  WORST ORG · ERROR               │ status completed  1m00  started 2026-11-23 13:57:30Z  ended 13:58:30Z',
		'  ● beef0001  RUNNING    in_progress     14:01:30    1m    1m00     2            running 1/2                     │ ✗ Acme-Prod           00D00000000acmeIAA  error by names-trouble',
		'> ! c8d2f27b  DEGRADED   completed       13:57:30    5m    1m00     2    1   +1  Acme-Prod · INVALID_SESSION_ID:…│     INVALID_SESSION_ID: Session expired or invalid',
		'  ● 0be4417d  STUCK      in_progress     13:32:30   30m   30m00     2            running 0/2 · STUCK, no change  │     NEW: was Error listing keys from SFDC: (no cause given) in 91aa07e4; failing',
		'  ✗ 91aa07e4  FAILED     completed       13:22:30   40m    1m00     1    1   +1  Acme-Prod · Error listing keys …│     since 13:22:30, 2 syncs in a row, last ok 13:12:30',
		'  ✓ 77b3d410  OK         completed       13:12:30   50m    1m00     2                                            │ ✓ 1 ok',
		'  ? 20c1f9aa  UNKNOWN    queued          12:52:30    1h    1m00     0            a status that is not known: que…│     Globex-UAT',
		'  ⊘ aa12bb90  CANCELLED  completed       12:42:30    1h    1m00     2            cancelled after 2 of 2          │',
		'  ✓ 4d5e6f70  OK         completed       12:32:30    1h    1m00     2                                            │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'                                                                                                                 │',
		'Enter open  [/] view  Tab pane  e/E next/prev ✗  / filter  1–5 health  f faults  s sort  Y copy  Z pause  : command  ? help  q quit',
	]);
});

test('the bar lies on the columns that name the job, in the pane that has the keys, and hides no health', () => {
	const stage = setStage(120, 40);
	const underCursor = (spans: Frame['top'][number]['spans']) =>
		spans
			.filter(({ tone }) => tone === 'cursor')
			.map(({ text }) => text)
			.join('');
	const rows = () => {
		const { body } = stage.session.frame();
		return body.kind === 'lines' ? body.lines.map(({ spans }) => underCursor(spans)).filter(text => text !== '') : [];
	};
	stage.press('j');
	assert.deepEqual(rows(), ['> ! c8d2f27b  ']);
	stage.press('tab');
	assert.deepEqual(rows(), []);
	assert.match(stage.lines().join('\n'), /^> ! c8d2f27b/m);
});

function heightOf({ top, body, bottom }: Frame): number {
	const middle =
		body.kind === 'table'
			? body.rows
			: body.kind === 'sides'
				? body.left.length + body.below.length
				: body.lines.length;
	return top.length + middle + bottom.length;
}

function widestOf({ top, body, bottom }: Frame): number {
	const widths = (lines: Frame['top']) => lines.map(({ spans }) => widthOfSpans(spans));
	const middle =
		body.kind === 'sides'
			? [body.leftWidth + 1 + Math.max(0, ...widths(body.right)), ...widths(body.left), ...widths(body.below)]
			: body.kind === 'lines'
				? widths(body.lines)
				: [];
	return Math.max(0, ...widths(top), ...middle, ...widths(bottom));
}

const CHORDS = [
	'j',
	'k',
	'G',
	'enter',
	'escape',
	'tab',
	'?',
	's',
	'I',
	'i',
	'/',
	'x',
	'f',
	'1',
	'0',
	'p',
	'P',
	'}',
	'{',
	'+',
	'_',
	'w',
	't',
	'O',
	'e',
];

test('no frame is ever larger than its terminal, whatever keys were pressed and whatever the server said', () => {
	const wide = '東京の組織 👩\u200d👧 é'.repeat(20);
	const jobs = [
		job('11111111', { texts: { [wide]: `Error: ${wide}\n${wide}` } }),
		job('22222222', { seconds: null }),
		job(wide),
	];
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 220 }),
			fc.integer({ min: 1, max: 70 }),
			fc.array(fc.constantFrom(...CHORDS), { maxLength: 8 }),
			fc.boolean(),
			(columns, rows, chords, verified) => {
				const stage = setStage(columns, rows, { data: answer(jobs) }, { verified });
				for (const chord of chords) stage.session.press(chord);
				const frame = stage.session.frame();
				assert.ok(heightOf(frame) <= rows, `${heightOf(frame)} lines in ${rows}`);
				assert.ok(widestOf(frame) <= columns, `${widestOf(frame)} columns in ${columns}`);
			},
		),
		{ numRuns: 500 },
	);
});

const headers: readonly (readonly [columns: number, change: Parameters<typeof setStage>[2], line: string])[] = [
	[80, {}, 'cm.example.net  alice   ● LIVE ≤5s                                        14:02Z'],
	[
		80,
		{
			dataAt: { wall: Date.parse('2026-11-23T13:49:28Z'), monotonic: -372_000 },
			failure: { kind: 'server', status: 502, message: safe`x` },
			failures: 31,
			activity: { kind: 'waiting', until: 28_000 },
		},
		'cm.example.net ▲ STALE 6m12s  HTTP 502  as of 13:49:28Z  retry 31 in 28s  14:02Z',
	],
	[
		40,
		{ dataAt: { wall: Date.parse('2026-11-23T13:49:28Z'), monotonic: -372_000 } },
		'cm.example.net ▲ STALE 6m12s      14:02Z',
	],
];

for (const [columns, change, line] of headers) {
	test(`the header gives room to the truth: ${line}`, () => {
		assert.equal(setStage(columns, 24, change).lines()[0], line);
	});
}
