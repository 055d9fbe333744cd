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

/**
 * What a terminal answers when it is asked something, or the mark of a paste, without the Escape before it: never a key. No
 * wider than it must be, because over a slow line `]]` or `[j` come at once too, and are keys.
 */
const TERMINAL_REPLY =
	/^(?:\[(?:[\d<=>?;:]+[ -/]*[@-~]|20[01])|\]\d+;[\x20-\x7e]*|P(?:>\||!\||[01]?[$+]r)[\x20-\x7e]*|_G[a-z]=[\x20-\x7e]*)$/;

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

/** What begins an answer of the terminal that is a text: a colour, a name, the clipboard. */
const TEXT_BEGINS = /^[\]P_^X]$/;
const TEXT_ENDS = '\\';
const BELL = '\x07';

/**
 * Hears what Ink hands over and presses the keys in it. Ink takes a text that a terminal answers with apart: its beginning
 * looks like Alt and a letter, and what it says like letters. They come at once; a beginning that nothing comes with was
 * typed.
 */
export function createKeyboard(press: (chord: Chord) => void): (input: string, key: Key) => void {
	/** What the beginning would be as keys, for as long as it is not known; null outside an answer. */
	let held: readonly Chord[] | null = null;

	const release = () => {
		const chords = held ?? [];
		held = null;
		chords.forEach(press);
	};

	/** What of an input is no part of an answer. */
	const skipAnswer = (input: string, key: Key): string => {
		if (key.meta && input === TEXT_ENDS) held = null;
		else if (key.meta || input.length < 2) {
			release();
			return input;
		} else held = input.includes(BELL) ? null : [];
		return input.includes(BELL) ? input.slice(input.indexOf(BELL) + 1) : '';
	};

	return (input, key) => {
		const isAnswer = held !== null;
		const rest = isAnswer ? skipAnswer(input, key) : input;
		if (isAnswer && rest === '' && input !== '') return;
		if (key.meta && TEXT_BEGINS.test(rest)) {
			held = toChords(rest, key);
			void Promise.resolve().then(() => {
				if (held?.length !== 0) release();
			});
		} else toChords(rest, key).forEach(press);
	};
}
