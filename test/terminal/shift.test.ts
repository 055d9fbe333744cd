import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { paint } from '../../source/terminal/paint.ts';
import { readRow } from '../../source/terminal/row.ts';
import { applyShift, findShift, type Shift, writeShift } from '../../source/terminal/shift.ts';
import { fc } from '../support/properties.ts';
import { createGlass } from './glass.ts';

const COLUMNS = 12;

const read = (lines: readonly string[]) => lines.map(line => readRow(line, COLUMNS, stringWidth));

/** Rows of one letter each: `abc` are three. */
const rowsOf = (letters: string) => read([...letters].map(letter => letter.trim().repeat(COLUMNS)));

const shifts: readonly [before: string, after: string, shift: string | null][] = [
	['abcd', 'abcd', null],
	['abcd', 'wxyz', null],
	['abcd', 'abxd', null],
	['abcd', 'xabc', '0–3 by 1'],
	['abcd', 'bcdx', '0–3 by -1'],
	['=abcd=', '=xabc=', '1–4 by 1'],
	['=abcd=', '=bcdx=', '1–4 by -1'],
	['=abcdef=', '=cdefxy=', '1–6 by -2'],
	['=abcdef=', '=xyabcd=', '1–6 by 2'],
	['=abcdef=', '=xabvde=', '1–6 by 1'],
	['=ab =cd=', '=xab=cd=', '1–3 by 1'],
	['abcd    ', '    efgh', null],
	['=a=b=c=', '=b=x=y=', null],
];

for (const [before, after, expected] of shifts) {
	test(`finds the block that moved from ${before} to ${after}`, () => {
		const shift = findShift(rowsOf(before), rowsOf(after));
		assert.equal(shift && `${shift.top}–${shift.bottom} by ${shift.down}`, expected);
	});
}

/** Screens of three rows and more, and a block of any of their rows that moves as far as it can or less. */
const shiftsOfScreens = fc.array(fc.stringMatching(/^[ab漢é ]{0,6}$/), { minLength: 3, maxLength: 9 }).chain(lines =>
	fc
		.record({ one: fc.nat(lines.length - 1), other: fc.nat(lines.length - 1), down: fc.integer() })
		.filter(({ one, other }) => one !== other)
		.map(({ one, other, down }) => {
			const [top, bottom] = [Math.min(one, other), Math.max(one, other)];
			const distance = (Math.abs(down) % (bottom - top)) + 1;
			return { lines, shift: { top, bottom, down: down < 0 ? -distance : distance } satisfies Shift };
		}),
);

test('moves rows on a terminal as it says, wherever they are and whatever stands around them', async () => {
	await fc.assert(
		fc.asyncProperty(shiftsOfScreens, async ({ lines, shift }) => {
			const before = read(lines);
			const [worn, fresh] = [createGlass(COLUMNS, lines.length), createGlass(COLUMNS, lines.length)];
			worn.stdout.write(paint(null, before) + writeShift(shift, lines.length, null).bytes);
			fresh.stdout.write(paint(null, applyShift(before, shift)));
			assert.deepEqual(await worn.cells(), await fresh.cells());
			for (const glass of [worn, fresh]) glass.dispose();
		}),
	);
});
