import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BINDINGS } from '../../source/session/bindings.ts';
import { resolve } from '../../source/session/keymap.ts';
import type { Mode } from '../../source/session/ui-state.ts';

const MODES: readonly Mode[] = ['list', 'detail', 'filter', 'command', 'search', 'note', 'help', 'sort', 'connection'];

test('no key means two things where the reader is', () => {
	for (const mode of MODES) {
		const chords = BINDINGS.filter(binding => binding.modes.includes(mode)).flatMap(binding => binding.chords);
		const twice = chords.filter((chord, index) => chords.indexOf(chord) !== index);
		assert.deepEqual(twice, [], `in ${mode}`);
	}
});

test('no key needs Alt or a function key, and those of tmux and screen are left to them', () => {
	const chords = BINDINGS.flatMap(binding => binding.chords);
	assert.deepEqual(
		chords.filter(chord => /^(alt|meta|f\d)|^ctrl-[ab]$/.test(chord)),
		[],
	);
});

test('Ctrl-C quits from anywhere', () => {
	for (const mode of MODES) assert.deepEqual(resolve('ctrl-c', mode), { type: 'command', command: 'quit' });
});

test('letters are text only where a filter is typed', () => {
	assert.deepEqual(resolve('q', 'filter'), { type: 'text', text: 'q' });
	assert.deepEqual(resolve('q', 'list'), { type: 'leave' });
	assert.equal(resolve('x', 'list'), null);
});

test('control characters are never text', () => {
	for (const chord of ['\x1b', '\x07', 'ctrl-q', 'jj']) assert.equal(resolve(chord, 'filter'), null);
});
