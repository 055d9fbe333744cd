import { moveCursor, type Position } from './cursor.ts';
import { EMPTY, isSameCell, type Row } from './row.ts';

/** A block of rows, first and last included, whose lines move down or, below zero, up; what they leave becomes empty. */
export interface Shift {
	readonly top: number;
	readonly bottom: number;
	readonly down: number;
}

/** More ways than this to move a block are not tried. */
const MOST_TRIED = 3;

/** The shift after which the fewest cells are left to be written, null where none leaves fewer than there are now. */
export function findShift(shown: readonly Row[], next: readonly Row[]): Shift | null {
	const distances = distancesBetween(shown, next);
	if (distances.length === 0) return null;
	const costs = next.map((row, at) => countChanges(shown[at], row));
	let best: Shift | null = null;
	let most = 0;
	for (const down of distances) {
		const shift = findBlock(shown, next, costs, down);
		const gain = shift === null ? 0 : gainOf(shift, shown, next, costs);
		if (gain > most) [best, most] = [shift, gain];
	}
	return best;
}

/** How far down lines went that stand elsewhere now, the distance of most lines first. */
function distancesBetween(shown: readonly Row[], next: readonly Row[]): number[] {
	const changed = [...next.keys()].filter(at => shown[at]?.line !== next[at]?.line);
	const counts = new Map<number, number>();
	for (const at of changed) {
		const line = next[at]?.line ?? '';
		if (line.trim() === '') continue;
		for (const [from, row] of shown.entries()) {
			if (row.line === line) counts.set(at - from, (counts.get(at - from) ?? 0) + 1);
		}
	}
	const byCount = [...counts].sort(([, one], [, other]) => other - one);
	return byCount.slice(0, MOST_TRIED).map(([down]) => down);
}

/** Of all blocks that could move so far, the one that gains most; what it leaves behind does not count yet. */
function findBlock(shown: readonly Row[], next: readonly Row[], costs: readonly number[], down: number): Shift | null {
	let best = { gain: 0, first: 0, last: -1 };
	let run = { gain: 0, first: 0 };
	for (const [at, row] of next.entries()) {
		const from = shown[at - down];
		if (from === undefined) continue;
		if (run.gain <= 0) run = { gain: 0, first: at };
		// A row of which little would be right is left out rather than moved and written again.
		run.gain += (costs[at] ?? 0) - 2 * countChanges(from, row);
		if (run.gain > best.gain) best = { ...run, last: at };
	}
	if (best.gain === 0) return null;
	return { top: best.first - Math.max(down, 0), bottom: best.last - Math.min(down, 0), down };
}

/** How many cells fewer are to be written after a shift. */
function gainOf(shift: Shift, shown: readonly Row[], next: readonly Row[], costs: readonly number[]): number {
	const moved = applyShift(shown, shift);
	let gain = 0;
	for (let at = shift.top; at <= shift.bottom; at++) gain += (costs[at] ?? 0) - countChanges(moved[at], next[at]);
	return gain;
}

function countChanges(before: Row | undefined, after: Row | undefined): number {
	if (before === undefined || after === undefined || before.line === after.line) return 0;
	return after.cells.reduce((sum, cell, at) => (isSameCell(cell, before.cells[at] ?? EMPTY) ? sum : sum + 1), 0);
}

/** What a screen shows after a shift. */
export function applyShift(shown: readonly Row[], { top, bottom, down }: Shift): readonly Row[] {
	const empty: Row = { line: '', cells: shown[top]?.cells.map(() => EMPTY) ?? [] };
	return shown.map((row, at) => {
		if (at < top || at > bottom) return row;
		const from = at - down;
		return from < top || from > bottom ? empty : (shown[from] ?? empty);
	});
}

/**
 * The bytes of a shift on a screen of so many rows, and where they leave the cursor. Lines are deleted at one end of the
 * block and inserted at the other, which all terminals can; no margins are set, so that none can stay behind.
 */
export function writeShift(
	{ top, bottom, down }: Shift,
	rows: number,
	start: Position | null,
): { readonly bytes: string; readonly cursor: Position | null } {
	const count = Math.abs(down);
	const behind = bottom + 1 - count;
	const [deletedAt, insertedAt] = down > 0 ? [behind, top] : [top, behind];
	let bytes = '';
	let cursor = start;
	const edit = (row: number, command: string) => {
		const place = { column: 0, row };
		bytes += `${moveCursor(cursor, place)}\u001b[${count === 1 ? '' : count}${command}`;
		cursor = place;
	};
	// At the end of the screen lines go and come by themselves.
	if (deletedAt + count < rows) edit(deletedAt, 'M');
	if (insertedAt + count < rows) edit(insertedAt, 'L');
	return { bytes, cursor };
}
