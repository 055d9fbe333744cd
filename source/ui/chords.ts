import type { Key } from 'ink';
import type { Chord } from '../session/bindings/binding.ts';

/** Ink's flags that name a key, and our name for it. */
const NAMED: readonly (readonly [keyof Key, Chord])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['backspace', 'backspace'],
	['delete', 'backspace'],
];

const CONTROL_NAMES: Readonly<Record<string, Chord>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\x7f': 'backspace',
};

/** What a terminal answers when it is asked something: never a key. */
const TERMINAL_REPLY = /^[[\]P_^][\x20-\x7e]+$/;

function chordOf(character: string): Chord {
	const named = CONTROL_NAMES[character];
	if (named !== undefined) return named;
	const code = character.charCodeAt(0);
	return code > 0 && code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}

/**
 * The keys in what Ink hands over at once: keys typed fast, repeated or sent by tmux come as one text, such as `jj/` or
 * `acme\r`. What a terminal says about itself is dropped.
 */
export function toChords(input: string, key: Key): Chord[] {
	if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
	const named = NAMED.find(([flag]) => key[flag]);
	if (named !== undefined) return [named[1]];
	if (TERMINAL_REPLY.test(input)) return [];
	// No key here needs Alt: what looks like it is Escape and another key, sent at once.
	if (key.meta) return ['escape', ...Array.from(input, chordOf)];
	if (key.ctrl) return input.length === 1 ? [`ctrl-${input.toLowerCase()}`] : [];
	return Array.from(input, chordOf);
}
