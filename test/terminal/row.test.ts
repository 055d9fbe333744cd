import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { EMPTY, isWidthCertain, readRow } from '../../source/terminal/row.ts';
import { applySgr, PLAIN } from '../../source/terminal/style.ts';

const texts = (line: string, columns = 4) => readRow(line, columns, stringWidth).cells.map(({ text }) => text);

for (const [name, line, cells] of [
	['fills what is short', 'ab', ['a', 'b', ' ', ' ']],
	['cuts what is long', 'abcdef', ['a', 'b', 'c', 'd']],
	['gives a wide letter its columns', 'a漢b', ['a', '漢', '', 'b']],
	['keeps joined letters together', '👨‍👩‍👧e\u0301x', ['👨‍👩‍👧', '', 'e\u0301', 'x']],
	['puts a blank where a wide letter is cut', 'abc漢', ['a', 'b', 'c', ' ']],
	['gives a mark to the letter before it, over a change of style', 'e\u001b[1m\u0301x', ['e\u0301', 'x', ' ', ' ']],
	['leaves out a mark without a letter', '\u0301', [' ', ' ', ' ', ' ']],
	['leaves out controls and what is no style', 'a\u0007b\u001b]0;x\u009b', ['a', 'b', ']', '0']],
] as const)
	test(`${name}`, () => {
		assert.deepEqual(texts(line), cells);
	});

test('knows a blank that cannot be seen from one that can', () => {
	const [unseen, seen] = readRow('\u001b[1;31m \u001b[7m ', 2, stringWidth).cells;
	assert.equal(unseen, EMPTY);
	assert.deepEqual(seen, { text: ' ', width: 1, style: applySgr(PLAIN, '1;31;7') });
});

test('trusts terminals with the width of common letters only', () => {
	const isCertain = (text: string) => isWidthCertain({ text, width: stringWidth(text), style: PLAIN });
	for (const letter of 'a ~éüλд─│●✓✗…·≤⚠漢か한！') assert.ok(isCertain(letter), letter);
	for (const letter of ['e\u0301', '😀', '⌚', '🇩🇪', '⚠\ufe0f', 'ｱ', '\u1161', '\u00ad'])
		assert.ok(!isCertain(letter), letter);
});
