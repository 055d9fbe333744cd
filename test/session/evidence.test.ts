import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE_TEXTS } from '../../source/demo/hostile-texts.ts';
import { parseJob } from '../../source/model/job.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { ACME, answer, idOf, NOW, organization, row, STORY } from '../support/jobs.ts';
import { type Stage, setStage } from '../support/stage.ts';

/** The last text that was copied, after some keys. */
async function copied(stage: Stage, chords: string): Promise<string> {
	stage.press(chords);
	await stage.clock.settle();
	const [what, text] = stage.taken.at(-1) ?? ['nothing', ''];
	assert.equal(what, 'copy');
	return text;
}

test('what a ticket is told of a job: where, which, who, what, since when, how often, by what', async () => {
	const stage = setStage(120, 40, { dataAt: { wall: NOW - 3000, monotonic: 0 } });
	assert.deepEqual((await copied(stage, 'j Y')).split('\n'), [
		'evidence      2026-11-23 14:02:30Z by cckm-top 1.2.3',
		'server        cm.example.net',
		'data          LIVE, as of 2026-11-23 14:02:27Z',
		'',
		`job           ${idOf('c8d2f27b')}`,
		'of            keys',
		`api path      /api/v1/cckm/sfdc/keys/synchronization-jobs/${idOf('c8d2f27b')}`,
		'status        completed',
		'health        DEGRADED',
		'started       2026-11-23 13:57:30Z',
		'ended         2026-11-23 13:58:30Z (1m00)',
		'in trouble    1 of 2 organizations in this job',
		'organization  Acme-Prod',
		'  sfdc id     00D00000000acmeIAA',
		'  record id   resource-Acme-Prod',
		'  connection  sfdc-main',
		'  outcome     error by rule names-trouble',
		'  error       INVALID_SESSION_ID: Session expired or invalid',
		'  since       NEW: was Error listing keys from SFDC: (no cause given) in 91aa07e4; failing since 2026-11-23 13:22:30Z, 2 syncs in a row, last ok 2026-11-23 13:12:30Z',
		'  this kind   cleared 2026-11-23 14:01:30Z; first seen 2026-11-23 13:57:30Z, last 2026-11-23 13:57:30Z; 1 job, 1 organization',
		'',
	]);
	assert.match(stage.lines().at(-1) ?? '', /^copied evidence of 1 row: to tmux' paste buffer and the clipboard$/);
});

test('an unchecked certificate, the simulator, old data and missing jobs are told with the evidence', async () => {
	const stage = setStage(
		120,
		40,
		{ data: answer(STORY, { complete: false, total: 1431 }), dataAt: { wall: NOW - 60_000, monotonic: -60_000 } },
		{ verified: false, simulated: true },
	);
	const lines = (await copied(stage, 'Y')).split('\n');
	assert.equal(lines[1], 'server        cm.example.net (simulator) (its certificate was NOT VERIFIED)');
	assert.equal(lines[2], 'data          STALE, as of 2026-11-23 14:01:30Z, from 8 of 1431 jobs');
});

const names: readonly (readonly [where: string, chords: string, text: string])[] = [
	['a job', 'j y', idOf('c8d2f27b')],
	['an organization', '] G y', '00D0000000globxIAA'],
	['an error', '] ] y', 'INVALID_SESSION_ID: Session expired or invalid'],
	['an event', '] ] ] y', idOf('beef0001')],
];

for (const [where, chords, text] of names) {
	test(`y copies what identifies ${where}, and says so`, async () => {
		const stage = setStage(120, 40);
		assert.equal(await copied(stage, chords), text);
		assert.match(stage.lines().at(-1) ?? '', new RegExp(`^copied ${text.slice(0, 30)}.*: to tmux'`));
	});
}

test('an organization, an error and an event are told with their job', async () => {
	for (const [chords, wanted] of [
		['] Y', /^organization {2}\S+\n {2}sfdc id/m],
		['] ] Y', /^ {2}this kind {3}/m],
		['] ] ] Y', /^event {9}2026-11-23 14:01:30Z Acme-Prod recovered[\s\S]*^organization {2}Acme-Prod\n/m],
	] as const) {
		const text = await copied(setStage(120, 40), chords);
		assert.match(text, wanted);
		assert.match(text, /^job {11}\w{8}-/m);
	}
});

test('E25 of hostile texts nothing but text is copied, and no line of it begins with any', async () => {
	const texts = [...HOSTILE_TEXTS, 'first\norganization  Trusted-Org\n::error::owned'];
	const names = new Map(texts.map((text, index) => [`00D${index}`, organization(`00D${index}`, text)]));
	const hostile = texts.map((text, index) =>
		parseJob({
			...row(`${index}`.padStart(3, '0'), { texts: { [`00D${index}`]: `error ${text}`, [text]: text } }),
			overall_status: text,
		}),
	);
	const stage = setStage(120, 40, { data: answer(hostile, { organizations: names }) });
	const ours =
		/^(?:$|(?:evidence|server|data|job|of|api path|status|health|started|ended|in trouble|organization) {2,}| {2}(?:\||sfdc id|record id|connection|outcome|error|since|this kind) {2,})/;
	const blocks = new Set<string>();
	for (let index = 0; index < texts.length; index += 1) {
		const text = await copied(stage, 'Y j');
		blocks.add(text);
		for (const line of text.split('\n')) {
			assert.equal(toSafeText(line, Number.MAX_SAFE_INTEGER), line);
			assert.match(line, ours);
		}
		assert.equal(text.match(/^organization {2}Trusted-Org$/m), null);
	}
	assert.equal(blocks.size, texts.length, 'each of them was copied');
	for (const chords of ['y', '] y', '] y', '] y']) {
		const text = await copied(stage, chords);
		assert.equal(toSafeText(text), text);
	}
});

test('a row without anything to copy is said to have none', async () => {
	const stage = setStage(120, 40, { data: answer([]) });
	for (const chords of ['y', 'Y']) {
		stage.press(chords);
		await stage.clock.settle();
		assert.equal(stage.lines().at(-1), 'nothing to copy here');
	}
	assert.deepEqual(stage.taken, []);
});

test('o tells where the API has the job', async () => {
	const stage = setStage(120, 40);
	stage.press('j o');
	await stage.clock.settle();
	const path = `/api/v1/cckm/sfdc/keys/synchronization-jobs/${idOf('c8d2f27b')}`;
	assert.equal(stage.lines().at(-1), `cm.example.net${path}`);
});

test('Ctrl-S saves the screen as it is seen', async () => {
	for (const [columns, rows] of [
		[120, 40],
		[20, 6],
	] as const) {
		const stage = setStage(columns, rows);
		const seen = stage.lines();
		stage.press('ctrl-s');
		await stage.clock.settle();
		assert.deepEqual(stage.taken, [['screen', `${seen.join('\n')}\n`]]);
		assert.match(stage.lines().at(-1) ?? '', /^saved \/home\/alice/);
	}
});

test('S saves the rows shown as JSON: jobs as they were sent, and of other views what they are', async () => {
	const stage = setStage(120, 40, {}, { verified: false });
	for (const chord of '/acme') stage.session.press(chord);
	stage.press('enter S ] S ] S ] S');
	await stage.clock.settle();
	const saved = stage.taken.map(([what, text]) => {
		assert.equal(what, 'data');
		return JSON.parse(text);
	});
	assert.deepEqual(
		saved.map(({ view, filter, verified, asOf, rows }) => [view, filter, verified, asOf, rows.length > 0]),
		[
			['jobs', 'acme', false, '2026-11-23T14:02:30.000Z', true],
			['organizations', '', false, '2026-11-23T14:02:30.000Z', true],
			['errors', '', false, '2026-11-23T14:02:30.000Z', true],
			['timeline', '', false, '2026-11-23T14:02:30.000Z', true],
		],
	);
	assert.deepEqual(
		saved[0].rows,
		STORY.filter(job => JSON.stringify(job.source).includes(ACME)).map(job => job.source),
	);
	assert.deepEqual(Object.keys(saved[2].rows[0].last), ['job', 'startedAt', 'outcome', 'text']);
});

test('one line has no room for any of it', async () => {
	const stage = setStage(60, 3);
	stage.press('y Y o ctrl-s S');
	await stage.clock.settle();
	assert.deepEqual(stage.taken, []);
	assert.equal(stage.session.ui.get().notice, null);
});
