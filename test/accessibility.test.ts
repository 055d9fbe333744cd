import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colorOf } from '../scripts/contrast.ts';
import { openCamera } from '../scripts/pictures/camera.ts';
import type { Snapshot } from '../source/live/poller.ts';
import type { Answer } from '../source/model/answer.ts';
import { toAscii } from '../source/model/ascii.ts';
import { GLYPHS } from '../source/model/fields.ts';
import type { Job } from '../source/model/job.ts';
import { safe, toSafeText } from '../source/model/safe-text.ts';
import { STATES, type State } from '../source/model/summary.ts';
import { chooseLook } from '../source/ui/look.ts';
import { ACME, answer, GLOBEX, job, NOW } from './support/jobs.ts';
import { DEFICIENCIES, distance, TERMINAL_PALETTES } from './support/palettes.ts';
import { SIZES, type Stage, setStage } from './support/stage.ts';

const DONE = 'organization synchronized successfully';
const TROUBLE = 'INVALID_SESSION_ID: Session expired or invalid';
const ID = 'c8d2f27b';

/** The same job in each state. */
const JOBS: { readonly [state in State]: Job } = {
	failed: job(ID, { texts: { [ACME]: TROUBLE } }),
	degraded: job(ID, { texts: { [ACME]: TROUBLE, [GLOBEX]: DONE } }),
	running: job(ID, { minutes: 1, seconds: null, texts: { [ACME]: 'in_progress' } }),
	stuck: job(ID, { minutes: 30, seconds: null, texts: { [ACME]: 'in_progress' } }),
	ok: job(ID),
	cancelled: job(ID, { abort: true }),
	unknown: job(ID, { status: 'queued', texts: {} }),
};

const STUCK = /STUCK/;
const asciiLines = (stage: Stage) => stage.lines().map(line => toAscii(toSafeText(line)));

test('each state of a job is told by a glyph of its own or by its word, on every size and in ASCII', () => {
	for (const [columns, rows] of SIZES) {
		// Three rows and fewer tell counts alone, each behind its glyph.
		if (rows <= 3) continue;
		const told = STATES.map(state => {
			const stage = setStage(columns, rows, { data: answer([JOBS[state]]) });
			if (state !== 'failed') stage.press('0');
			const row = asciiLines(stage).find(line => line.startsWith('>') && line.includes(ID)) ?? '';
			assert.ok(row.includes(toAscii(GLYPHS[state])), `${state} on ${columns}x${rows}: ${row}`);
			return `${toAscii(GLYPHS[state])}${STUCK.test(row)}`;
		});
		assert.equal(new Set(told).size, STATES.length, `${columns}x${rows}: ${told}`);
	}
});

const stamp = { wall: NOW, monotonic: 0 };
const failing = { failures: 1, failingSince: stamp } as const;

/** What makes the header say each of its words. */
const LINKS: Readonly<Record<string, Partial<Snapshot<Answer>>>> = {
	CONNECTING: { data: null, dataAt: null, polls: 0 },
	LIVE: {},
	STALE: { dataAt: { wall: NOW - 60_000, monotonic: -60_000 } },
	PAUSED: { pause: { since: stamp, held: 0 } },
	'LOGIN NEEDED': { failure: { kind: 'unauthorized', message: safe`no` }, ...failing },
	FORBIDDEN: { failure: { kind: 'forbidden', message: safe`no` }, ...failing },
	TLS: { failure: { kind: 'tls', reason: safe`expired`, fingerprint: null }, ...failing },
};

test('each state of the link is told by its word in the first line, on every size and in ASCII', () => {
	const words = Object.keys(LINKS).concat('PAST');
	for (const [columns, rows] of SIZES) {
		for (const word of words) {
			const stage = setStage(columns, rows, LINKS[word] ?? {});
			if (word === 'PAST' && rows > 3) stage.press('T');
			else if (word === 'PAST') continue;
			const [line = ''] = asciiLines(stage);
			const said = words.filter(each => line.includes(each));
			// In one line, where all is well only numbers are told.
			assert.deepEqual(said, rows <= 3 && word === 'LIVE' ? [] : [word], `${columns}x${rows}: ${line}`);
		}
	}
});

/** Less is hard to tell apart; black and white are 1.7 apart. */
const APART = 0.25;

test('states whose colours look alike to those who see red and green alike differ by glyph or word', () => {
	let alike = 0;
	for (const palette of Object.values(TERMINAL_PALETTES)) {
		for (const deficiency of Object.keys(DEFICIENCIES) as (keyof typeof DEFICIENCIES)[]) {
			for (const [index, one] of STATES.entries()) {
				for (const other of STATES.slice(index + 1)) {
					if (distance(colorOf(one, palette), colorOf(other, palette), deficiency) > APART) continue;
					alike += 1;
					assert.ok(GLYPHS[one] !== GLYPHS[other] || [one, other].includes('stuck'), `${one} and ${other}`);
				}
			}
		}
	}
	assert.ok(alike > 0, 'some colours do look alike');
});

test('the theme of high contrast has no colour and nothing faint, and urgent things are inverse', () => {
	const look = chooseLook({ color: true, ascii: false, theme: 'high-contrast' });
	assert.deepEqual([...new Set(Object.values(look.style).flat())].sort(), ['bold', 'inverse']);
	assert.deepEqual(look.faded, []);
	for (const tone of ['failed', 'stuck', 'alert', 'banner'] as const) assert.ok(look.style[tone].includes('inverse'));
	assert.deepEqual(chooseLook({ color: false, ascii: false, theme: 'high-contrast' }).style, look.style);
});

/** Keys that lead through every view, pane and overlay, and what is there after each. */
const LIST = /WORST ORG/;
const WAY: readonly (readonly [key: string, shows: RegExp])[] = [
	[']', /\[orgs/],
	[']', /\[errors/],
	[']', /\[timeline/],
	[']', /\[jobs/],
	['e', /^> \S \w+ .*STUCK/m],
	['\r', /[─-]{2} > \w{8}/],
	['i', /\[Raw\]/],
	['D', /\[Diff\]/],
	['\x1b', /[─-]{2} \w{8}/],
	['?', /keys .*Esc closes/],
	['\x1b', LIST],
	['I', /connection .*Esc closes/],
	['\x1b', LIST],
	['s', /sort by .*Esc closes/],
	['\x1b', LIST],
	[':', /commands .*Esc closes/],
	['\x1b', LIST],
	['/', /Esc clear/],
	['\x1b', /f faults/],
	['T', /PAST/],
	['N', /LIVE/],
];
/** SGR sequences with a colour among their parameters. */
const COLOUR = /\x1b\[(?:\d*;)*(?:[349][0-8]|10[0-7])(?:;\d+)*m/;

const PLAIN = [
	{ what: 'NO_COLOR', flags: [], env: { NO_COLOR: '1' }, isAscii: false },
	{ what: '--ascii', flags: ['--ascii', '--no-color'], env: {}, isAscii: true },
	{ what: '--theme high-contrast', flags: ['--theme', 'high-contrast'], env: {}, isAscii: false },
	{ what: 'CCKM_TOP_THEME=mono', flags: [], env: { CCKM_TOP_THEME: 'mono' }, isAscii: false },
	{ what: 'TERM=linux', flags: ['--no-color'], env: { TERM: 'linux' }, isAscii: true },
] as const;

for (const { what, flags, env, isAscii } of PLAIN) {
	test(`with ${what} no view, pane or overlay has a colour${isAscii ? ' or anything beyond ASCII' : ''}`, async () => {
		await using camera = await openCamera({ columns: 100, rows: 24, flags: ['--demo', ...flags], env });
		for (const [key, shows] of WAY) {
			camera.press(key);
			await camera.waitFor(() => shows.test(camera.text()), `${JSON.stringify(key)} shows ${shows}`);
		}
		assert.doesNotMatch(camera.output(), COLOUR);
		if (isAscii) assert.doesNotMatch(camera.output(), /[^\x00-\x7e]/);
		else assert.match(camera.output(), /[✗✓]/);
	});
}

/** What console_codes(4) and screen(1) both know: moves, erasing, inserted and deleted lines, scrolling regions, SGR. */
const KNOWN = /^\x1b(?:\[[\d;]*[ABCDEGHJKLMPXdmr]|\[\?(?:7|25)[hl]|[78DEM])$/;
/** Modes that those who do not know them skip. */
const SKIPPED = /^\x1b\[\?(?:1049|2004|2026)[hl]$/;
const SEQUENCE = /\x1b(?:\[[?>=!]?[\d;]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[^[])/g;

for (const TERM of ['linux', 'screen', 'screen-256color']) {
	test(`with TERM=${TERM} nothing is sent that such a terminal would not take for what it is`, async () => {
		await using camera = await openCamera({ columns: 80, rows: 24, flags: ['--demo=incident'], env: { TERM } });
		for (const [keys, shows] of [
			['G', /^> /m],
			['g', /^> /m],
			[']', /LAST 16/],
			['?', /Esc closes/],
			['\x1b', /LAST 16/],
			['[', /WORST ORG/],
		] as const) {
			camera.press(keys);
			await camera.waitFor(() => shows.test(camera.text()), `${keys} shows ${shows}`);
		}
		for (let polls = 0; polls < 8; polls += 1) {
			const before = camera.text();
			await camera.pass(5000);
			await camera.waitFor(() => camera.text() !== before, 'a poll shows something');
		}
		const strange = new Set(camera.output().match(SEQUENCE));
		assert.deepEqual(
			[...strange].filter(one => !KNOWN.test(one) && !SKIPPED.test(one)),
			[],
		);
		assert.doesNotMatch(camera.output().replace(SEQUENCE, ''), /[\x00-\x07\x0b-\x0c\x0e-\x1f\x7f-\x9f]/);
	});
}
