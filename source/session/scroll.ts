import type { SafeText } from '../model/safe-text.ts';

/** Where the reader's cursor was put, told so that it can be found again when rows come, go and move. */
export interface Cursor {
	/** The job it stands on; null before anything could be selected. */
	readonly id: SafeText | null;
	/** The row it stood on, for when its job is gone. */
	readonly index: number;
	/** The line of the window it stood on. */
	readonly line: number;
	/** Whether the list was scrolled away from its top. */
	readonly scrolled: boolean;
	/** Whether the reader put it there. One that nobody moved does not drag the list along. */
	readonly placed: boolean;
}

/** Before any key. */
export const FIRST_ROW: Cursor = { id: null, index: 0, line: 0, scrolled: false, placed: false };

/** Where cursor and window are in the present list: rows by index, −1 for a cursor in an empty list. */
export interface Place {
	readonly index: number;
	readonly top: number;
}

function clamp(value: number, low: number, high: number): number {
	return Math.max(low, Math.min(value, high));
}

/**
 * Finds the cursor in the present list. It stays on its job, and in a scrolled list the job stays on its line; a list at
 * its top stays there, so that new jobs show. When the job is gone the cursor stays on its row.
 */
export function placeCursor(cursor: Cursor, ids: readonly SafeText[], rows: number): Place {
	if (ids.length === 0) return { index: -1, top: 0 };
	const window = Math.max(rows, 1);
	const found = cursor.id === null ? -1 : ids[cursor.index] === cursor.id ? cursor.index : ids.indexOf(cursor.id);
	if (!cursor.placed && (found === -1 || found >= window)) return { index: 0, top: 0 };
	const index = found === -1 ? clamp(cursor.index, 0, ids.length - 1) : found;
	const top = cursor.scrolled ? index - cursor.line : 0;
	return { index, top: keepInSight(index, top, ids.length, window) };
}

/** Moves a window as little as it takes to show the row `index` without showing more emptiness than it must. */
function keepInSight(index: number, top: number, length: number, window: number): number {
	return clamp(clamp(top, index - window + 1, index), 0, Math.max(0, length - window));
}

/** Puts the cursor on the row `index`, clamped to the list. */
export function moveCursor(place: Place, index: number, ids: readonly SafeText[], rows: number): Cursor {
	const target = clamp(index, 0, Math.max(ids.length - 1, 0));
	const top = keepInSight(target, place.top, ids.length, Math.max(rows, 1));
	return { id: ids[target] ?? null, index: target, line: target - top, scrolled: top > 0, placed: true };
}

/** Remembers where an untouched cursor is, so that it stays with its job when the next rows come. */
export function settleCursor(cursor: Cursor, ids: readonly SafeText[], rows: number): Cursor {
	const { index, top } = placeCursor(cursor, ids, rows);
	const id = ids[index] ?? null;
	if (cursor.placed || cursor.id === id) return cursor;
	return { id, index, line: index - top, scrolled: top > 0, placed: false };
}

/** The first line to show of `length` lines in a window of `rows`, near the wished one. */
export function clampTop(top: number, length: number, rows: number): number {
	return clamp(top, 0, Math.max(0, length - rows));
}
