import { moveCursor, type Position } from './cursor.ts';
import { type Cell, EMPTY, isWidthCertain, type Row } from './row.ts';
import { changeStyle, marksBlanks, PLAIN } from './style.ts';

const CLEAR = '\u001b[m\u001b[H\u001b[J';
const ERASE_TO_END = '\u001b[K';
const WITHOUT_WRAP = ['\u001b[?7l', '\u001b[?7h'] as const;

/** Further than this, what lies between is not worth a look: a move is shorter. */
const LONGEST_MOVE = 6;

/**
 * The bytes that bring a screen from what it shows to what it shall show, as many rows of as many columns: changed cells
 * only. Where it is not known what the screen shows, null, they clear it and draw everything. Wherever the cursor was,
 * they find their way; they leave no style behind.
 */
export function paint(shown: readonly Row[] | null, next: readonly Row[]): string {
	const painter = createPainter(shown === null ? { column: 0, row: 0 } : null);
	for (const [at, row] of next.entries()) {
		const before = shown?.[at];
		if (before !== row && before?.line !== row.line) painter.paintRow(at, before?.cells, row.cells);
	}
	const changes = painter.finish();
	return shown === null ? CLEAR + changes : changes;
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
			const end = cells.findLastIndex(cell => !isSame(cell, EMPTY)) + 1;
			let unsureUntil = 0;
			for (const [column, cell] of cells.entries()) {
				if (cell.width === 0 || (column >= unsureUntil && isSame(cell, before?.[column] ?? EMPTY))) continue;
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

function isSame(one: Cell, other: Cell): boolean {
	return one === other || (one.text === other.text && one.style === other.style);
}
