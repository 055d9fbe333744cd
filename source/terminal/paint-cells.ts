import { moveCursor, type Position } from './cursor.ts';
import { type Cell, EMPTY, isSameCell, isWidthCertain, type Row } from './row.ts';
import { changeStyle, marksBlanks, PLAIN } from './style.ts';

const ERASE_TO_END = '\u001b[K';
const WITHOUT_WRAP = ['\u001b[?7l', '\u001b[?7h'] as const;

/** Further than this, what lies between is not worth a look: a move is shorter. */
const LONGEST_MOVE = 6;

/**
 * The bytes of all cells that differ between what a screen shows and what it shall show; rows of which nothing is shown are
 * empty. They begin where the cursor is, null where that is not known, and leave no style behind.
 */
export function paintCells(shown: readonly Row[], next: readonly Row[], start: Position | null): string {
	const painter = createPainter(start);
	for (const [at, row] of next.entries()) {
		const before = shown[at];
		if (before !== row && (before?.line ?? '') !== row.line) painter.paintRow(at, before?.cells, row.cells);
	}
	return painter.finish();
}

function createPainter(start: Position | null) {
	let bytes = '';
	let pen = PLAIN;
	let cursor = start;

	const setPen = (style: string) => {
		bytes += changeStyle(pen, style);
		pen = style;
	};

	/** Whether a cell can be written without a change of style. */
	const suitsPen = ({ text, style }: Cell) =>
		style === pen || (text === ' ' && !marksBlanks(style) && !marksBlanks(pen));

	const moveTo = (column: number, row: number, cells: readonly Cell[]) => {
		const move = moveCursor(cursor, { column, row });
		const way = cursor?.row === row && cursor.column !== null ? cells.slice(cursor.column, column) : [];
		const text = way.map(cell => cell.text).join('');
		// To write what stands there already may be shorter than to leap over it.
		const isShorter = way.length > 0 && way.length <= LONGEST_MOVE && Buffer.byteLength(text) < move.length;
		bytes += isShorter && way.every(cell => suitsPen(cell) && isWidthCertain(cell)) ? text : move;
		cursor = { column, row };
	};

	const write = (cell: Cell, column: number, row: number, cells: readonly Cell[]): number => {
		moveTo(column, row, cells);
		if (!suitsPen(cell)) setPen(cell.style);
		const end = column + cell.width;
		if (isWidthCertain(cell)) {
			bytes += cell.text;
			cursor = { column: end < cells.length ? end : null, row };
			return end;
		}
		// The terminal may draw it narrower or wider than it is laid out: what was below it goes first, the cursor is set
		// anew behind it, and what it may have run into is drawn again.
		bytes += ' '.repeat(cell.width);
		bytes += moveCursor({ column: end < cells.length ? end : null, row }, { column, row });
		const reach = column + 2 * [...cell.text].length;
		const [open, close] = reach > cells.length ? WITHOUT_WRAP : ['', ''];
		bytes += open + cell.text + close;
		cursor = { column: null, row };
		return Math.max(end, reach);
	};

	return {
		paintRow(row: number, before: readonly Cell[] | undefined, cells: readonly Cell[]): void {
			const end = cells.findLastIndex(cell => !isSameCell(cell, EMPTY)) + 1;
			let unsureUntil = 0;
			for (const [column, cell] of cells.entries()) {
				if (cell.width === 0 || (column >= unsureUntil && isSameCell(cell, before?.[column] ?? EMPTY))) continue;
				if (column >= end) {
					moveTo(column, row, cells);
					if (marksBlanks(pen)) setPen(PLAIN);
					bytes += ERASE_TO_END;
					return;
				}
				unsureUntil = Math.max(unsureUntil, write(cell, column, row, cells));
			}
		},
		finish(): string {
			setPen(PLAIN);
			return bytes;
		},
	};
}
