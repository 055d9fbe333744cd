import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { paint } from '../../source/terminal/paint.ts';
import { paintCells } from '../../source/terminal/paint-cells.ts';
import { type Row, readRow } from '../../source/terminal/row.ts';
import { createRandom, pick, type Random } from '../support/chance.ts';
import { createGlass } from './glass.ts';
import { moveBlock, randomText } from './random-lines.ts';

const read = (lines: readonly string[], columns: number): Row[] =>
	lines.map(line => readRow(line, columns, stringWidth));

/** The bytes for a second frame on a screen that shows a first one. */
function change(before: readonly string[], after: readonly string[], columns = 20): string {
	return paint(read(before, columns), read(after, columns));
}

const RED = '\u001b[31m';
const INVERSE = '\u001b[7m';
const END = '\u001b[m';

const changes: readonly [name: string, before: string[], after: string[], bytes: string][] = [
	['nothing', ['abc', 'def'], ['abc', 'def'], ''],
	['what cannot be seen', ['a'], [`a${RED}   ${END}`], ''],
	['one cell', ['', 'abc'], ['', 'aXc'], '\u001b[2;2HX'],
	['one cell of a colour', ['abc'], [`a${RED}b${END}c`], `\u001b[;2H${RED}b${END}`],
	['cells near each other', ['abcdef'], ['XbcXef'], '\u001b[HXbcX'],
	['cells far from each other', ['abcdefghij'], ['XbcdefghiX'], '\u001b[HX\u001b[8CX'],
	['the end of a line', ['abcdef'], ['abc'], '\u001b[;4H\u001b[K'],
	['all of a line', ['abcdef'], [''], '\u001b[H\u001b[K'],
	['blanks that can be seen', [''], [`${INVERSE}  ${END}`], `\u001b[H${INVERSE}  ${END}`],
	['such blanks gone', [`${INVERSE}  ${END}`], [''], '\u001b[H\u001b[K'],
	['a wide letter', ['abcd'], ['a漢d'], '\u001b[;2H漢'],
	['a wide letter for another that begins inside', ['漢a'], ['a漢'], '\u001b[Ha漢'],
	['a narrow letter for a wide one', ['漢a'], ['xya'], '\u001b[Hxy'],
	['the last column, then the next row', ['', ''], ['a'.repeat(20), 'b'], `\u001b[H${'a'.repeat(20)}\u001b[2Hb`],
	[
		'the last column twice',
		['', ''],
		['a'.repeat(20), `${'.'.repeat(19)}b`.replaceAll('.', ' ')],
		`\u001b[H${'a'.repeat(20)}\u001b[2;20Hb`,
	],
	['a letter of uncertain width', ['abcdefgh'], ['a😀defgh'], '\u001b[;2H  \b\b😀'],
	['what such a letter may reach', ['abcdefgh'], ['👨‍👩cdefgh'], '\u001b[H  \r👨‍👩\u001b[3Gcdef'],
];

for (const [name, before, after, bytes] of changes) {
	test(`writes no more than it must: ${name}`, () => {
		assert.equal(change(before, after), bytes);
	});
}

function randomStyledLine(random: Random, columns: number): string {
	let line = '';
	while (random() < 0.8) {
		const codes = pick(random, [
			'0',
			'1',
			'2',
			'1;2',
			'22',
			'7',
			'27',
			'4',
			'24',
			'31',
			'39',
			'91',
			'44',
			'49',
			'38;5;9',
		]);
		line += `\u001b[${codes}m${randomText(random, columns / 2)}`;
	}
	return line;
}

test('brings a terminal with other widths to the same picture, whatever it showed before, in no more bytes', async () => {
	let moved = 0;
	for (let seed = 1; seed <= 40; seed++) {
		const random = createRandom(seed);
		const columns = 5 + Math.floor(random() * 30);
		const rows = 3 + Math.floor(random() * 9);
		const fresh = () => randomStyledLine(random, columns);
		const worn = createGlass(columns, rows, 'of old');
		let lines = Array.from({ length: rows }, fresh);
		let shown: Row[] | null = null;
		for (let step = 0; step < 10; step++) {
			if (rows > 5 && random() < 0.6) moveBlock(random, lines, fresh);
			lines = lines.map(line => (random() < 0.8 ? line : fresh()));
			const next = read(lines, columns);
			const bytes = paint(shown, next);
			if (shown !== null) {
				const inPlace = paintCells(shown, next, null);
				assert.ok(Buffer.byteLength(bytes) <= Buffer.byteLength(inPlace), `seed ${seed}, step ${step}`);
				if (bytes !== inPlace) moved++;
			}
			worn.stdout.write(bytes);
			shown = next;
			const blank = createGlass(columns, rows, 'of old');
			blank.stdout.write(paint(null, next));
			assert.deepEqual(await worn.cells(), await blank.cells(), `seed ${seed}, step ${step}`);
			blank.dispose();
		}
		worn.dispose();
	}
	assert.ok(moved > 50, `rows were moved ${moved} times only`);
});

test('keeps columns straight behind letters that a terminal takes for wider or narrower', async () => {
	for (const letter of ['😀', '👨‍👩‍👧', '🇩🇪', '⚠\ufe0f', 'e\u0301', 'क्षि']) {
		const glass = createGlass(12, 2, 'of old');
		const width = stringWidth(letter);
		glass.stdout.write(
			paint(null, read([`${letter}${'.'.repeat(12 - width)}`, `${'.'.repeat(12 - width)}${letter}`], 12)),
		);
		const [above = [], below = []] = await glass.cells();
		assert.ok(
			above.slice(width).every(cell => cell.startsWith('. 1')),
			`${letter}: ${above}`,
		);
		assert.ok(
			below.slice(0, -width).every(cell => cell.startsWith('. 1')),
			`${letter}: ${below}`,
		);
		glass.dispose();
	}
});
