import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	SAFE_TEXT_LIMIT,
	safe,
	showJson,
	sliceSafe,
	splitLines,
	toSafeJson,
	toSafeText,
} from '../../source/model/safe-text.ts';
import { fc } from '../support/properties.ts';

const escaped: readonly (readonly [remote: string, shown: string, why: string])[] = [
	['Acme-Prod', 'Acme-Prod', 'plain text'],
	['Šárka 東京 🙂', 'Šárka 東京 🙂', 'letters and emoji of all tongues'],
	['\x1b]0;owned\x07', '^[]0;owned^G', 'a window title'],
	['\x1b[2J\x1b[H', '^[[2J^[[H', 'a cleared screen'],
	['\x1b[3\x1b[31m1m', '^[[3^[[31m1m', 'a sequence inside another'],
	['Failed\b\b\b\b\b\bSynced', 'Failed^H^H^H^H^H^HSynced', 'overprinting'],
	['one\r\ntwo\nthree', 'one^M␤two␤three', 'line feeds'],
	['a\tb', 'a  b', 'a tab'],
	['\x00\x7f', '^@^?', 'NUL and DEL'],
	['\x9b2J\x9d0;x\x9c', '<U+009B>2J<U+009D>0;x<U+009C>', 'C1 controls'],
	['\u202egnp.exe', '<U+202E>gnp.exe', 'a bidirectional override'],
	['Ac\u200bme', 'Ac<U+200B>me', 'a zero-width space'],
	['\u{e0041}', '<U+E0041>', 'a tag character'],
	['❤\ufe0f', '❤<U+FE0F>', 'a variation selector'],
	['\ud800x', '\ufffdx', 'a lone surrogate'],
	['e\u0301', 'e\u0301', 'a letter with its accent'],
	['e\u0301\u0301\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301\u0301<+2 marks>', 'a flood of accents'],
	['\u0301', '<U+0301>', 'an accent without a letter'],
	['👩\u200d👧', '👩\u200d👧', 'a family'],
	['👩🏽\u200d🚀', '👩🏽\u200d🚀', 'somebody of a colour and a trade'],
	['1\ufe0f\u20e3', '1<U+FE0F><U+20E3>', 'a digit in a frame'],
	['🏽 👍🏽🏽', '<U+1F3FD> 👍🏽<U+1F3FD>', 'a skin without somebody'],
	['\u1100\u1161\u11a8', '\u1100\u1161\u11a8', 'a syllable in three parts'],
	['น้ำ ำ ｶﾞ ﾞ', 'น้ำ <U+0E33> ｶﾞ <U+FF9E>', 'a vowel and a mark with a letter and without'],
	['\u0d4e\u0d15', '<U+0D4E>\u0d15', 'a letter that joins what follows'],
	['\u1100\uac01\u11a8\uac01\u11a8', '\u1100<U+AC01><U+11A8>\uac01\u11a8', 'a consonant before a whole syllable'],
	['a\u1161\u11a8', 'a<U+1161><U+11A8>', 'parts of a syllable alone'],
	['## A ##vso[x] ##[y]', '## A #<U+0023>vso[x] #<U+0023>[y]', 'a command to a build service'],
	['a\u200db', 'a<U+200D>b', 'a joiner between letters'],
	['👩\u200d\u{1f02c}', '👩<U+200D><U+1F02C>', 'a joiner before a pictograph that is not assigned'],
];

for (const [remote, shown, why] of escaped) {
	test(`shows ${why} as ${JSON.stringify(shown)}`, () => assert.equal(toSafeText(remote), shown));
}

const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

test('whatever comes in, nothing comes out that a terminal obeys or hides, and once is enough', () => {
	const hostile = fc.string({
		unit: fc.oneof(
			fc.string({ unit: 'binary', maxLength: 2 }),
			fc.constantFrom('\x1b', '\x9b', '\u202e', '\u0301', '\u200d', '👩'),
		),
	});
	fc.assert(
		fc.property(hostile, remote => {
			const shown = toSafeText(remote);
			assert.doesNotMatch(
				shown.replace(/(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})/gu, ''),
				DANGEROUS,
			);
			assert.equal(toSafeText(shown), shown);
		}),
		{ numRuns: 2000 },
	);
});

test('every code point by itself is shown as itself or as an escape', () => {
	for (let point = 0; point <= 0x10ffff; point += 1) {
		const shown = toSafeText(String.fromCodePoint(point));
		if (DANGEROUS.test(shown)) assert.fail(`U+${point.toString(16)} is let through`);
	}
});

test('a text beyond the limit says how much is missing', () => {
	assert.equal(toSafeText('abcdefghij', 10), 'abcdefghij');
	assert.equal(toSafeText('abcdefghijk', 10), 'abcdef…+5');
	assert.equal(toSafeText('abcde\x1b\x1bf', 8), 'abcde…+3', 'no escape is cut in two');
	assert.equal(toSafeText('abcd🙂🙂🙂', 9), 'abcd…+6', 'nor a character');
	assert.equal(toSafeText('ab👩\u200d👧👧👧', 9), 'ab👩…+7', 'and nobody waits to be joined');
});

test('joins our words with safe values and takes them apart at line feeds', () => {
	assert.equal(safe`${toSafeText('a\x07')} of ${3}\n`, 'a^G of 3\n');
	assert.deepEqual(splitLines(toSafeText('one\ntwo␤\u0301')), ['one', 'two␤\u0301']);
	assert.equal(sliceSafe(toSafeText('abc'), 1), 'bc');
});

test('JSON is the same value to a parser and harmless to a terminal', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
			const json = toSafeJson({ value, text });
			assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ value, text })));
			assert.doesNotMatch(json, DANGEROUS);
		}),
	);
	assert.equal(toSafeJson('\x9d0;x\u202e\u2028'), '"\\u009d0;x\\u202e\\u2028"');
});

test('JSON for people is indented, escaped, and cut where it is too long', () => {
	assert.equal(showJson({ a: '\x9b##vso[' }), '{␤  "a": "\\u009b\\u0023#vso["␤}');
	assert.equal(showJson(undefined), 'null');
	const long = showJson('x'.repeat(SAFE_TEXT_LIMIT));
	assert.match(long, /^"x{65535}…\+2$/);
});
