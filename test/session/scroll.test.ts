import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SafeText, toSafeText } from '../../source/model/safe-text.ts';
import {
	type Cursor,
	clampTop,
	FIRST_ROW,
	moveCursor,
	placeCursor,
	settleCursor,
} from '../../source/session/scroll.ts';
import { fc } from '../support/properties.ts';

const ROWS = 5;

function ids(first: number, last: number): SafeText[] {
	return Array.from({ length: last - first + 1 }, (_, index) => toSafeText(`job-${first + index}`));
}

function cursorAt(index: number, list: readonly SafeText[], from: Cursor = FIRST_ROW): Cursor {
	return moveCursor(placeCursor(from, list, ROWS), index, list, ROWS);
}

test('stays on its job when rows come above it, and new rows show while the list is at its top', () => {
	const cursor = cursorAt(1, ids(10, 30));
	assert.deepEqual(placeCursor(cursor, ids(8, 30), ROWS), { index: 3, top: 0 });
});

test('a scrolled list keeps the line of the job under the cursor', () => {
	const list = ids(10, 30);
	const cursor = cursorAt(8, list);
	const before = placeCursor(cursor, list, ROWS);
	const after = placeCursor(cursor, ids(5, 30), ROWS);
	assert.equal(after.index, 13);
	assert.equal(after.index - after.top, before.index - before.top);
});

test('a cursor that the reader placed is never lost from sight', () => {
	const cursor = cursorAt(0, ids(10, 30));
	assert.deepEqual(placeCursor(cursor, ids(1, 30), ROWS), { index: 9, top: 5 });
});

test('a cursor that nobody placed stays with its job while it is in sight, then goes back to the newest', () => {
	const settled = settleCursor(FIRST_ROW, ids(10, 30), ROWS);
	assert.deepEqual(placeCursor(settled, ids(8, 30), ROWS), { index: 2, top: 0 });
	assert.deepEqual(placeCursor(settled, ids(1, 30), ROWS), { index: 0, top: 0 });
});

test('stays on its row when its job is gone', () => {
	const list = ids(1, 20);
	const cursor = cursorAt(7, list);
	assert.equal(
		placeCursor(
			cursor,
			list.filter(id => id !== cursor.id),
			ROWS,
		).index,
		7,
	);
	assert.equal(placeCursor(cursor, ids(30, 32), ROWS).index, 2);
});

test('an empty list has no cursor', () => {
	assert.deepEqual(placeCursor(cursorAt(3, ids(1, 9)), [], ROWS), { index: -1, top: 0 });
});

test('whatever happens, the cursor is in sight and the window is on the list', () => {
	const length = fc.integer({ min: 0, max: 40 });
	fc.assert(
		fc.property(
			length,
			length,
			fc.integer({ min: -5, max: 50 }),
			fc.integer({ min: 1, max: 12 }),
			(before, after, target, rows) => {
				const cursor = moveCursor({ index: 0, top: 0 }, target, ids(1, before), rows);
				const { index, top } = placeCursor(cursor, ids(1, after), rows);
				if (after === 0) return assert.equal(index, -1);
				assert.ok(index >= top && index < top + rows && index < after);
				assert.ok(top === 0 || top + rows <= after);
			},
		),
	);
});

test('lines scroll no further than their end', () => {
	assert.equal(clampTop(99, 10, 4), 6);
	assert.equal(clampTop(-3, 10, 4), 0);
	assert.equal(clampTop(3, 2, 4), 0);
});
