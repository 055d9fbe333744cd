import { stripVTControlCharacters } from 'node:util';
import { toSafeText } from '../../source/model/safe-text.ts';
import type { Rule } from './verdict.ts';

const CONTROL_STRING = /\x1b[\]P^_X][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;
const COMMAND = /\x1b\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g;
const COLOUR = /\x1b\[[\d;:]*m/g;
const SEQUENCE = /[\x1b\x9b][[\]()#;?]*(?:\d{1,4}(?:[;:]\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]/g;

function caret(character: string): string {
	return `^${String.fromCharCode((character.charCodeAt(0) & 0x7f) ^ 0x40)}`;
}

/** Does something to all of a text but for what matches. */
function except(kept: RegExp, rule: Rule): Rule {
	return remote => {
		const matches = remote.match(kept) ?? [];
		return remote
			.split(kept)
			.map((part, index) => rule(part) + (matches[index] ?? ''))
			.join('');
	};
}

const withoutControls: Rule = text => text.replace(/(?![\t\n])\p{Cc}/gu, '');
const withoutSequences: Rule = text => text.replace(/\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]|[\x20-\x2f]*[\x30-\x7e])/g, '');

/** What others do about it, in a few words of our own each: every one of them lets something through. */
export const OTHERS: Readonly<Record<string, Rule>> = {
	nothing: remote => remote,
	'strip-ansi, which takes sequences out': remote => remote.replace(CONTROL_STRING, '').replace(SEQUENCE, ''),
	'util.stripVTControlCharacters of Node': stripVTControlCharacters,
	'kubectl: ESC and CR made visible': remote => remote.replaceAll('\x1b', '^[').replaceAll('\r', '\\r'),
	'git: C0 and DEL as carets, but tabs and line feeds': remote => remote.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, caret),
	'gh: C0 and C1 as carets, but white space': remote => remote.replace(/[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f]/g, caret),
	'npm: C0 and C1 taken out, but white space and colours': except(COLOUR, text =>
		text.replace(/[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f]/g, ''),
	),
	'Ink 7: sequences taken out, but colours and commands': except(
		new RegExp(`${COLOUR.source}|${COMMAND.source}`, 'g'),
		withoutSequences,
	),
	'Ink 8: the same, and other controls too': except(new RegExp(`${COLOUR.source}|${COMMAND.source}`, 'g'), text =>
		withoutControls(withoutSequences(text)),
	),
	'JSON.stringify': remote => JSON.stringify(remote),
};

/** Our own rule with one kind of character let through: each must be missed. */
export const OURS_WITHOUT: Readonly<Record<string, Rule>> = Object.fromEntries(
	Object.entries({
		escape: /\x1b/g,
		'carriage return': /\r/g,
		backspace: /\x08/g,
		'line feed': /\n/g,
		tab: /\t/g,
		bell: /\x07/g,
		'other C0': /[\x00-\x06\x0b\x0c\x0e-\x1a\x1c-\x1f]/g,
		DEL: /\x7f/g,
		C1: /[\x80-\x9f]/g,
		'line separators': /[\u2028\u2029]/g,
		'reading order': /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
		'zero width': /[\u200b\u200c\u2060\ufeff\u00ad]/g,
		joiners: /\u200d/g,
		tags: /[\u{e0000}-\u{e007f}]/gu,
		'variation selectors': /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu,
		fillers: /[\u115f\u1160\u2800\u3164\uffa0]/g,
		'blank symbols': /[\u{13441}\u{13442}\u{16fe4}\u{1d159}]/gu,
		'private use': /\p{Co}/gu,
		'not assigned': /\p{Cn}/gu,
		'lone surrogates': /\p{Cs}/gu,
		marks: /\p{M}+/gu,
		'the frame of digits': /\u20e3/g,
		skins: /\p{Emoji_Modifier}+/gu,
		'parts of syllables': /[\u1161-\u11ff]+/g,
		'commands to build services': /##\w*\[/g,
	}).map(([kind, characters]) => [kind, except(characters, toSafeText)]),
);
