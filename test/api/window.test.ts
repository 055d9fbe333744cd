import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	EMPTY_WINDOW,
	isWhole,
	joinNewest,
	joinSlice,
	nextWant,
	type Slice,
	type Window,
} from '../../source/api/window.ts';

/** Keys as one letter each. */
const keys = (letters: string) => [...letters];
const show = (window: Window) =>
	`${window.keys.slice(0, window.sure).join('')}|${window.keys.slice(window.sure).join('')}`;

function slice(letters: string, total: number | null = 10, isLast = false): Slice {
	return { keys: keys(letters), rows: letters.length, total, isLast };
}

/** A window that was read as these letters, of a list of ten. */
function windowOf(letters: string, change: Partial<Window> = {}): Window {
	return { ...EMPTY_WINDOW, keys: keys(letters), sure: letters.length, first: 3, total: 10, ...change };
}

const ALL = Number.POSITIVE_INFINITY;

const pages: readonly [what: string, before: Window, page: Slice, after: string][] = [
	['the first', EMPTY_WINDOW, slice('abc'), 'abc|'],
	['one with a new row', windowOf('abcdef'), slice('Xab', 11), 'Xabcdef|'],
	['one that misses a row', windowOf('abcdef'), slice('acd', 9), 'acdef|'],
	['one with a row in between', windowOf('abcdef'), slice('aXb', 11), 'aXbcdef|'],
	['one that is the whole list', windowOf('abcdef'), slice('ab', 2, true), 'ab|'],
	['one without a known row', windowOf('abcdef'), slice('XYZ', 20), 'XYZ|abcdef'],
	['one in another order', windowOf('abcdef'), slice('bXa', 11), 'bXa|cdef'],
	['one in front of rows that are not sure', windowOf('abcdef', { sure: 4 }), slice('Xab', 11), 'Xabcd|ef'],
];

for (const [what, before, page, after] of pages) {
	test(`a first page: ${what}`, () => assert.equal(show(joinNewest(before, page, ALL)), after));
}

test('a first page that changes nothing changes nothing', () => {
	const window = windowOf('abcdef');
	assert.equal(joinNewest(window, slice('abc'), ALL), window);
});

test('what is beyond the reach is let go', () => {
	const window = joinNewest(windowOf('abcdef', { ended: true }), slice('Xab', 11), 6);
	assert.deepEqual([show(window), window.ended], ['Xabcde|', false]);
	assert.equal(show(joinNewest(windowOf('abc'), slice('XYZ', 20), 3)), 'XYZ|');
});

const slices: readonly [what: string, before: Window, next: Slice, after: string, reach?: number][] = [
	['more rows', windowOf('abcdef'), slice('fgh'), 'abcdefgh|'],
	['the last rows', windowOf('abcdef'), slice('fgh', 8, true), 'abcdefgh|'],
	['rows that came in front moved it', windowOf('abcdef'), slice('defgh', 12), 'abcdefgh|'],
	['so many rows came in front that it shows nothing new', windowOf('abcdef'), slice('cde', 13), 'abcdef|'],
	['rows vanished in what it shows', windowOf('abcdef'), slice('dfgh', 9), 'abcdfgh|'],
	['rows vanished before it', windowOf('abcdef'), slice('hij', 8), 'abcde|f'],
	['rows that were not sure are found', windowOf('abcdef', { sure: 3 }), slice('cde'), 'abcde|f'],
	['some of these are gone', windowOf('abcdef', { sure: 3 }), slice('ceg', 9), 'abceg|df'],
	[
		'the last of them, so that those not found are gone',
		windowOf('abcdef', { sure: 3 }),
		slice('cf', 4, true),
		'abcf|',
	],
	['a gap is closed', windowOf('XYZabcdef', { sure: 3, joins: true }), slice('Zab', 20), 'XYZabcdef|'],
	['a gap is not closed yet', windowOf('XYZabcdef', { sure: 3, joins: true }), slice('ZVW', 20), 'XYZVW|abcdef'],
	['more than is reached for', windowOf('abcdef'), slice('fgh'), 'abcdefg|', 7],
];

for (const [what, before, next, after, reach = ALL] of slices) {
	test(`a slice: ${what}`, () => {
		const want = nextWant(before, reach, 5);
		assert.ok(want !== null && !want.isCheck);
		assert.equal(show(joinSlice(before, want, next, reach)), after);
	});
}

test('where rows vanished before a slice, the next ones begin further and further ahead', () => {
	let window = windowOf('abcdefgh');
	const from: number[] = [];
	for (let turn = 0; turn < 4; turn += 1) {
		const want = nextWant(window, ALL, 5);
		assert.ok(want !== null);
		from.push(want.from);
		window = joinSlice(window, want, slice('xyz', 8), ALL);
	}
	assert.deepEqual(from, [7, 6, 4, 0]);
	assert.equal(show(window), 'xyz|abcdefgh');
});

test('a total that does not fit makes the window suspect, and its last row in its place clears it', () => {
	const suspect = joinNewest(windowOf('abcdef'), slice('Xab', 10), ALL);
	const want = nextWant(suspect, 7, 5);
	assert.deepEqual(want, { from: 6, count: 1, isCheck: true });
	const checked = (letter: string, total: number) =>
		want === null ? '' : show(joinSlice(suspect, want, slice(letter, total), 7));
	assert.equal(checked('f', 10), 'Xabcdef|');
	assert.equal(checked('g', 10), 'Xab|cdef', 'read again');
	assert.equal(checked('f', 11), 'Xab|cdef', 'a row that came meanwhile may hide one that vanished');
});

test('a server that gives nothing new is asked twice, until something changes', () => {
	let window = windowOf('abcdef');
	for (let turn = 0; turn < 2; turn += 1) {
		const want = nextWant(window, ALL, 5);
		assert.ok(want !== null);
		window = joinSlice(window, want, slice('abc'), ALL);
	}
	assert.equal(nextWant(window, ALL, 5), null);
	assert.notEqual(nextWant(joinNewest(window, slice('Xab', 11), ALL), ALL, 5), null);
});

test('behind a slice that brought nothing new the next one begins at its end, wherever that is', () => {
	const window = windowOf('abcdef');
	const wants: (number | undefined)[] = [];
	let next = window;
	for (const page of ['cde', 'efg', 'ghi']) {
		const want = nextWant(next, ALL, 5);
		wants.push(want?.from);
		if (want !== null) next = joinSlice(next, want, slice(page), ALL);
	}
	assert.deepEqual([wants, show(next)], [[5, 7, 6], 'abcdefghi|']);
});

test('no more is wanted than is reached for, and nothing behind the end', () => {
	const window = windowOf('abcdef');
	assert.deepEqual(nextWant(window, 8, 5), { from: 5, count: 3, isCheck: false });
	assert.equal(nextWant(window, 6, 5), null);
	assert.equal(nextWant({ ...window, ended: true }, ALL, 5), null);
	assert.deepEqual([isWhole({ ...window, ended: true }), isWhole({ ...window, ended: true, total: 6 })], [false, true]);
});
