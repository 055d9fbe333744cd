import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HOSTILE_TEXTS } from '../../source/demo/hostile-texts.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { serve } from '../support/server.ts';
import { openTmux, type Tmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';
import { FRAGMENTS } from './fragments.ts';

/** Everything that this terminal can be made to do unseen, one in a text. */
const WORST: readonly string[] = [...HOSTILE_TEXTS, ...Object.values(FRAGMENTS).flat()];

/** A shell that shows what arrives as keys when the program has ended: that is where a terminal's answers would be. */
const SHOWING_KEYS = ['sh', '-c', '"$@"; echo "ended with $?"; exec cat -v', 'sh'];

const UNSEEN = [
	'alternate_on',
	'cursor_flag',
	'insert_flag',
	'keypad_cursor_flag',
	'keypad_flag',
	'mouse_any_flag',
	'origin_flag',
	'wrap_flag',
	'scroll_region_upper',
	'scroll_region_lower',
	'window_bell_flag',
	'pane_title',
];

/** What of the terminal cannot be seen on its screen. */
async function unseen(tmux: Tmux): Promise<readonly string[]> {
	const values = await tmux.value(UNSEEN.map(name => `${name} #{${name}}`).join('\n'));
	return [...values.split('\n'), `buffer ${await tmux.pasteBuffer()}`];
}

async function open(t: TestContext, argv: readonly string[]): Promise<Tmux> {
	const tmux = await openTmux({ argv: [...SHOWING_KEYS, ...argv], columns: 160, rows: 50, env: { LC_ALL: 'C.UTF-8' } });
	t.after(() => tmux[Symbol.asyncDispose]());
	return tmux;
}

test('G2 tmux obeys these texts where nobody stands between', async t => {
	const script =
		'setTimeout(() => process.stdout.write(JSON.parse(process.argv[1]).join("\\n")), 500); setTimeout(() => {}, 1000)';
	const obeyed = ['\x1b]52;c;b3duZWQ=\x07', '\x1b]2;owned\x07', '\x07', '\x1b[?25l', '\x1b[?1003h', '\x1b[6n'];
	const tmux = await open(t, [process.execPath, '-e', script, JSON.stringify(obeyed)]);
	const before = await unseen(tmux);
	await tmux.waitFor('ended with 0');
	await waitFor(
		async () => (await unseen(tmux)).includes('buffer owned'),
		() => 'no paste buffer',
	);
	const changed = (await unseen(tmux))
		.filter((value, index) => value !== before[index])
		.map(value => value.split(' ')[0]);
	assert.deepEqual(changed, ['cursor_flag', 'mouse_any_flag', 'window_bell_flag', 'pane_title', 'buffer']);
	await tmux.keys('Enter');
	await tmux.waitFor('^[[');
});

test('E01 E02 E05 E06 E07 E12 E13 E17 the monitor in tmux: the worst texts change nothing unseen, and keys still work', async t => {
	await buildProgram();
	const rows = WORST.map((text, index) => ({
		id: `${index} ${text}`,
		createdAt: new Date(Date.now() - index * 60_000).toISOString(),
		overall_status: index % 3 === 0 ? text : 'completed',
		detailed_status: { [`00D5g00000Kb${String(index).padStart(4, '0')}AA`]: `Error: ${text}`, [text]: text },
		kms: [text],
	}));
	const server = await serve(t, { rows });
	const tmux = await open(t, [process.execPath, programPath, ...server.flags, '--limit', 'all']);
	await tmux.waitFor('LIVE');
	await tmux.waitFor(new RegExp(`jobs ${rows.length}\\b`));
	const before = await unseen(tmux);
	const isFramed = (text: string) => {
		const lines = text.split('\n');
		return /^127\.0\.0\.1:\d+ .*LIVE/.test(lines[0] ?? '') && /quit|close/.test(lines[49] ?? '');
	};
	for (const keys of [
		'Enter',
		'Tab',
		'Tab',
		'Tab',
		'G',
		'PgUp',
		'PgUp',
		'PgUp',
		'i',
		'+',
		'G',
		'_',
		'Escape',
		'I',
		'Escape',
	]) {
		await tmux.keys(keys);
		await tmux.waitFor(isFramed);
	}
	await tmux.keys('g');
	await tmux.type('/7 ');
	await tmux.waitFor(/\d+ of \d+/);
	await tmux.keys('Escape');
	assert.deepEqual(await unseen(tmux), before);
	await tmux.keys('q');
	await tmux.waitFor('ended with 0');
	await tmux.keys('x', 'Enter');
	const left = await tmux.waitFor(/^x\n/m);
	assert.doesNotMatch(left, /\^\[/, 'the terminal answered a question');
	const after = new Set(await unseen(tmux));
	const kept = before.filter(value => /^(?:pane_title|buffer|window_bell_flag|mouse_any_flag) /.test(value));
	for (const value of [...kept, 'alternate_on 0', 'cursor_flag 1']) assert.ok(after.has(value), value);
});
