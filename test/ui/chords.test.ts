import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Key } from 'ink';
import { createKeyboard, toChords } from '../../source/ui/chords.ts';

const NO_KEY: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};

const inputs: readonly (readonly [input: string, key: Partial<Key>, chords: readonly string[]])[] = [
	['j', {}, ['j']],
	['jj/', {}, ['j', 'j', '/']],
	['acme\r', {}, ['a', 'c', 'm', 'e', 'enter']],
	['é🙂', {}, ['é', '🙂']],
	['a\tb\x04', {}, ['a', 'tab', 'b', 'ctrl-d']],
	['', { upArrow: true }, ['up']],
	['', { return: true }, ['enter']],
	['', { escape: true, meta: true }, ['escape']],
	['\t', { tab: true }, ['tab']],
	['', { tab: true, shift: true }, ['shift-tab']],
	['d', { ctrl: true }, ['ctrl-d']],
	['j', { meta: true }, ['escape', 'j']],
	['', { delete: true }, ['backspace']],
	['[?1;2c', {}, []],
	['[200', {}, []],
	[']11;rgb:0000/0000/0000', {}, []],
	['[', {}, ['[']],
	['[[', {}, ['[', '[']],
	[']]', {}, [']', ']']],
	[']]]jj', {}, [']', ']', ']', 'j', 'j']],
	['[1', {}, ['[', '1']],
	[']2', {}, [']', '2']],
	['_G', {}, ['_', 'G']],
	['Pj', {}, ['P', 'j']],
	['P>|xterm(390)', {}, []],
	['P1$r0m', {}, []],
	['_Gi=1;OK', {}, []],
	['[12;40R', {}, []],
];

for (const [input, key, chords] of inputs) {
	test(`${JSON.stringify(input)} with ${Object.keys(key).join(' ') || 'nothing'} is ${chords.join(' ') || 'no key'}`, () => {
		assert.deepEqual(toChords(input, { ...NO_KEY, ...key }), chords);
	});
}

type Heard = readonly [input: string, key: Partial<Key>];
const META = { meta: true };

/** What Ink hands over at once, and the keys that it means. */
const answers: readonly (readonly [what: string, heard: readonly Heard[], chords: readonly string[]])[] = [
	[
		'a colour, ended by a bell',
		[
			[']', META],
			['11;rgb:00/00/00\x07', {}],
		],
		[],
	],
	[
		'a colour, and a key behind it',
		[
			[']', META],
			['11;rgb:00/00/00\x07q', {}],
		],
		['q'],
	],
	[
		'a name',
		[
			[']', META],
			['lqqq', {}],
			['\\', META],
			['j', {}],
		],
		['j'],
	],
	[
		'a style',
		[
			['P', { meta: true, shift: true }],
			['1$r0m', {}],
			['\\', META],
		],
		[],
	],
	[
		'a clipboard in parts',
		[
			[']', META],
			['52;c;qqq', {}],
			['qqqq', {}],
			['qq\x07', {}],
			['j', {}],
		],
		['j'],
	],
	[
		'one that never ends, and a key',
		[
			[']', META],
			['52;c;qqq', {}],
			['q', {}],
		],
		['q'],
	],
	[
		'one that never ends, and an arrow',
		[
			[']', META],
			['52;c;qqq', {}],
			['', { downArrow: true }],
		],
		['down'],
	],
	['Escape and a letter', [['P', META]], ['escape', 'P']],
	[
		'Escape, a letter and another',
		[
			['_', META],
			['j', {}],
		],
		['escape', '_', 'j'],
	],
	[
		'keys',
		[
			['jj', {}],
			['j', META],
			['q', {}],
		],
		['j', 'j', 'escape', 'j', 'q'],
	],
];

for (const [what, heard, chords] of answers) {
	test(`E33 of ${what}, what was typed is pressed: ${chords.join(' ') || 'nothing'}`, async () => {
		const pressed: string[] = [];
		const keyboard = createKeyboard(chord => void pressed.push(chord));
		for (const [input, key] of heard) keyboard(input, { ...NO_KEY, ...key });
		await Promise.resolve();
		assert.deepEqual(pressed, chords);
	});
}
