import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SafeText, toSafeText } from '../../source/model/safe-text.ts';
import { blank, fit, takeEnd, takeWidth, trimEnd, truncate, widthOf, wrapText } from '../../source/model/text-width.ts';
import { columnsOf } from '../support/columns.ts';
import { fc } from '../support/properties.ts';

const FAMILY = '👩\u200d👧';

const fitted: readonly (readonly [text: string, width: number, left: string, right: string])[] = [
	['abc', 5, 'abc  ', '  abc'],
	['abc', 3, 'abc', 'abc'],
	['abcd', 3, 'ab…', 'ab…'],
	['abc', 1, '…', '…'],
	['', 2, '  ', '  '],
	['abc', 0, '', ''],
	['abc', -1, '', ''],
	['東京都', 6, '東京都', '東京都'],
	['東京都', 5, '東京…', '東京…'],
	['東京都', 4, '東… ', ' 東…'],
	['東', 1, '…', '…'],
	['e\u0301e\u0301', 2, 'e\u0301e\u0301', 'e\u0301e\u0301'],
	['e\u0301e\u0301e\u0301', 2, 'e\u0301…', 'e\u0301…'],
	['xe\u0301', 1, '…', '…'],
	[`${FAMILY}!`, 3, `${FAMILY}!`, `${FAMILY}!`],
	[`${FAMILY}!`, 2, '… ', ' …'],
	['🇩🇪🇫🇷', 3, '🇩🇪…', '🇩🇪…'],
];

for (const [text, width, left, right] of fitted) {
	test(`${JSON.stringify(text)} in ${width} columns is ${JSON.stringify(left)}`, () => {
		assert.equal(fit(toSafeText(text), width), left);
		assert.equal(fit(toSafeText(text), width, 'right'), right);
	});
}

const ends: readonly (readonly [text: string, width: number, end: string])[] = [
	['abc', 3, 'abc'],
	['abc', 2, 'bc'],
	['abc', 0, ''],
	['東京', 3, '京'],
	['🙂🙂', 3, '🙂'],
	['ae\u0301', 1, 'e\u0301'],
	['', 1, ''],
];

for (const [text, width, end] of ends) {
	test(`${JSON.stringify(text)} ends in ${JSON.stringify(end)} for ${width} columns`, () => {
		assert.equal(takeEnd(toSafeText(text), width), end);
	});
}

const wide: readonly (readonly [text: string, columns: number, why: string])[] = [
	['क्षि', 3, 'letters that Hindi joins, and a vowel with room of its own'],
	['กำ', 2, 'a Thai vowel that joins the letter before it'],
	['🇽🇽', 2, 'letters of a flag that there is not'],
	['👍🏽', 2, 'a skin'],
	['\u1100\u1161\u11a8', 2, 'a syllable in three parts'],
	[Array(40).fill('👩').join('\u200d'), 80, 'more people than anybody draws together'],
];

for (const [text, columns, why] of wide) {
	test(`${why}: ${columns} columns`, () => assert.equal(widthOf(toSafeText(text)), columns));
}

const wrapped: readonly (readonly [text: string, width: number, lines: readonly string[]])[] = [
	['', 5, ['']],
	['short', 5, ['short']],
	['one two three', 7, ['one two', 'three']],
	['one two three', 8, ['one two', 'three']],
	['one two ', 7, ['one two']],
	['a verylongword', 6, ['a very', 'longwo', 'rd']],
	['abcdef', 2, ['ab', 'cd', 'ef']],
	['東京都', 4, ['東京', '都']],
	['東🙂', 1, ['東', '🙂']],
	['ab', 0, ['a', 'b']],
	['e\u0301e\u0301', 1, ['e\u0301', 'e\u0301']],
];

for (const [text, width, lines] of wrapped) {
	test(`${JSON.stringify(text)} is broken into ${lines.length} at ${width} columns`, () => {
		assert.deepEqual(wrapText(toSafeText(text), width), lines);
	});
}

const letter = fc.oneof(
	fc.constantFrom(
		'a',
		'b',
		' ',
		' ',
		'東',
		'é',
		'e\u0301',
		'🙂',
		FAMILY,
		'🇩🇪',
		'\u0301',
		'ｶ',
		'ﾞ',
		'각',
		'\u1112',
		'\x1b',
	),
	fc.string({ unit: 'grapheme-composite', maxLength: 1 }),
);
const anyText = fc.array(letter, { maxLength: 60 }).map(letters => toSafeText(letters.join('')));
const anyWidth = fc.integer({ min: 0, max: 50 });

test('whatever the text, fit takes exactly the width, and truncate and takeWidth no more', () => {
	fc.assert(
		fc.property(anyText, anyWidth, fc.constantFrom('left', 'right'), (text, width, align) => {
			assert.equal(columnsOf(fit(text, width, align)), width);
			assert.ok(columnsOf(truncate(text, width)) <= width);
			const taken = takeWidth(text, width);
			assert.ok(columnsOf(taken) <= width && text.startsWith(taken));
			const end = takeEnd(text, width);
			assert.ok(columnsOf(end) <= width && text.endsWith(end));
			assert.ok(taken.isWellFormed() && end.isWellFormed());
		}),
		{ numRuns: 1000 },
	);
});

test('truncate changes nothing that has room', () => {
	fc.assert(fc.property(anyText, text => truncate(text, widthOf(text)) === text));
});

test('broken into lines, a text loses nothing but spaces, and no line is too wide', () => {
	fc.assert(
		fc.property(anyText, anyWidth, (text, width) => {
			const lines = wrapText(text, width);
			assert.ok(lines.length > 0);
			// Where the lines so far may end: of two spaces, it is not seen which one was left out.
			let ends = [0];
			for (const line of lines) {
				const starts = ends.flatMap(end => (text[end] === ' ' ? [end, end + 1] : [end]));
				ends = [...new Set(starts)].filter(start => text.startsWith(line, start)).map(start => start + line.length);
				assert.ok(ends.length > 0, `${JSON.stringify(line)} does not go on with ${JSON.stringify(text)}`);
				assert.ok(line.isWellFormed());
				const letters = [...new Intl.Segmenter().segment(line)].length;
				assert.ok(columnsOf(line) <= Math.max(width, 1) || letters === 1);
			}
			assert.match(text.slice(Math.max(...ends)), /^ ?$/);
			assert.ok(text.length - lines.join('').length <= lines.length, 'no more than a space for each break');
			assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
		}),
		{
			numRuns: 1000,
			examples: [
				[toSafeText('\u{10000} a\u3031\uff9e'), 3],
				[toSafeText('a   !'), 0],
			],
		},
	);
});

test('a text of several pieces measures as one', () => {
	fc.assert(
		fc.property(fc.array(letter, { minLength: 200, maxLength: 400 }), letters => {
			const text = toSafeText(letters.join(''));
			assert.equal(widthOf(text), columnsOf(text));
			assert.equal(takeWidth(text, widthOf(text)), text);
		}),
		{ numRuns: 100, endOnFailure: true }, // making such a text shorter would take minutes
	);
	const flags = toSafeText('🇩🇪'.repeat(300));
	assert.equal(widthOf(toSafeText(`a${flags}`)), 601);
});

test('the longest text that is kept is cut at once and broken in no time worth the name', () => {
	for (const unit of ['x', 'é', '東 x', FAMILY]) {
		const text = toSafeText(unit.repeat(Math.floor(65_536 / unit.length)));
		const started = performance.now();
		for (let row = 0; row < 20; row += 1) fit(text, 80);
		assert.ok(performance.now() - started < 1000, `${unit} cut`);
		wrapText(text, 80);
		assert.ok(performance.now() - started < 10_000, `${unit} broken`);
	}
});

test('spaces are made and taken away', () => {
	assert.equal(blank(3), '   ');
	assert.equal(blank(-3), '');
	assert.equal(trimEnd(' a  ' as SafeText), ' a');
});
