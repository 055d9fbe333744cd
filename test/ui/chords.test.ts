import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Key } from 'ink';
import { toChords } from '../../source/ui/chords.ts';

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
];

for (const [input, key, chords] of inputs) {
	test(`${JSON.stringify(input)} with ${Object.keys(key).join(' ') || 'nothing'} is ${chords.join(' ') || 'no key'}`, () => {
		assert.deepEqual(toChords(input, { ...NO_KEY, ...key }), chords);
	});
}
