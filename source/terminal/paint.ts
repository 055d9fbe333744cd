import type { Position } from './cursor.ts';
import { paintCells } from './paint-cells.ts';
import type { Row } from './row.ts';
import { applyShift, findShift, writeShift } from './shift.ts';

const CLEAR = '\u001b[m\u001b[H\u001b[J';

/**
 * The bytes that bring a screen from what it shows to what it shall show, as many rows of as many columns: changed cells
 * only, after a block of rows was moved where that is shorter. Where it is not known what the screen shows, null, they
 * clear it and draw everything. Wherever the cursor was, they find their way; they leave no style behind.
 */
export function paint(shown: readonly Row[] | null, next: readonly Row[]): string {
	return shown === null ? CLEAR + paintCells([], next, { column: 0, row: 0 }) : paintChanges(shown, next, null);
}

/** The same from a screen that is known. After one block another may have moved as well. */
function paintChanges(shown: readonly Row[], next: readonly Row[], start: Position | null): string {
	const inPlace = paintCells(shown, next, start);
	const shift = findShift(shown, next);
	if (shift === null) return inPlace;
	const { bytes, cursor } = writeShift(shift, next.length, start);
	const moved = bytes + paintChanges(applyShift(shown, shift), next, cursor);
	return Buffer.byteLength(moved) < Buffer.byteLength(inPlace) ? moved : inPlace;
}
