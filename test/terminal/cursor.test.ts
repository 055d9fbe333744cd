import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveCursor } from '../../source/terminal/cursor.ts';

for (const [name, from, to, bytes] of [
	['nowhere', { column: 3, row: 4 }, { column: 3, row: 4 }, ''],
	['home', null, { column: 0, row: 0 }, '\u001b[H'],
	['the first column from anywhere', null, { column: 0, row: 4 }, '\u001b[5H'],
	['the first row from anywhere', null, { column: 4, row: 0 }, '\u001b[;5H'],
	['any cell from anywhere', null, { column: 119, row: 39 }, '\u001b[40;120H'],
	['right', { column: 3, row: 4 }, { column: 4, row: 4 }, '\u001b[C'],
	['far right', { column: 0, row: 4 }, { column: 99, row: 4 }, '\u001b[99C'],
	['left', { column: 6, row: 4 }, { column: 4, row: 4 }, '\b\b'],
	['far left', { column: 109, row: 4 }, { column: 101, row: 4 }, '\u001b[8D'],
	['the first column', { column: 9, row: 4 }, { column: 0, row: 4 }, '\r'],
	['from behind the last column', { column: null, row: 4 }, { column: 8, row: 4 }, '\u001b[9G'],
	['down', { column: 9, row: 4 }, { column: 9, row: 6 }, '\u001b[2B'],
	['up', { column: 9, row: 4 }, { column: 9, row: 3 }, '\u001b[A'],
	['the next row', { column: null, row: 9 }, { column: 0, row: 10 }, '\u001b[B\r'],
	['elsewhere', { column: 9, row: 4 }, { column: 29, row: 20 }, '\u001b[21;30H'],
] as const)
	test(`goes the shortest way: ${name}`, () => {
		assert.equal(moveCursor(from, to), bytes);
	});
