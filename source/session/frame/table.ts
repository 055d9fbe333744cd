import { type SafeText, safe } from '../../model/safe-text.ts';
import { fit } from '../../model/text-width.ts';
import { clip, type Line, type Span, span, type Tone } from './line.ts';

/** One column of a table of `Row`s: its head, the room it takes, and what it says of a row. */
export interface TableColumn<Row> {
	readonly id: string;
	readonly title: SafeText;
	/** Columns of the terminal; one that grows takes what is left, and no less than this. */
	readonly width: number;
	readonly align: 'left' | 'right';
	readonly grows?: boolean;
	/** Whether the cursor's bar lies on it: on no more than name the row, so that a step of it is a few bytes. */
	readonly isInBar?: boolean;
	readonly text: (row: Row) => SafeText;
	readonly tone?: (row: Row) => Tone;
	/** For a text of several tones: takes the text as it was fitted. */
	readonly spans?: (text: SafeText) => readonly Span[];
}

/** The cursor on a row: a bar in the pane that has the keys, a mark in one that has not. */
export type RowCursor = 'bar' | 'mark' | 'none';

/** The cursor, and whether the row is marked. */
const MARGIN = 2;
const GAP = 2;
/** A glyph belongs to what follows it. */
const GLYPH_GAP = 1;

function gapAfter({ width }: { readonly width: number }): number {
	return width === 1 ? GLYPH_GAP : GAP;
}

function widthOfTable(columns: readonly TableColumn<never>[]): number {
	return columns.reduce(
		(sum, column, index) => sum + column.width + (index === columns.length - 1 ? 0 : gapAfter(column)),
		MARGIN,
	);
}

/** The columns for which there is room: those named in `givingWay` go first to last, and one that grows takes the rest. */
export function fitTable<Row>(
	wanted: readonly TableColumn<Row>[],
	givingWay: readonly string[],
	width: number,
): readonly TableColumn<Row>[] {
	let columns = wanted;
	for (const id of givingWay) {
		if (widthOfTable(columns) <= width) break;
		columns = columns.filter(column => column.id !== id);
	}
	const room = Math.max(0, width - widthOfTable(columns));
	return columns.map(column => (column.grows ? { ...column, width: column.width + room } : column));
}

/** A cell and the gap to the next one; the last has none. */
function cell(text: SafeText, column: TableColumn<never>, isLast: boolean): SafeText {
	const gap = isLast ? safe`` : gapAfter(column) === GLYPH_GAP ? safe` ` : safe`  `;
	return safe`${fit(text, column.width, column.align)}${gap}`;
}

/** The heads of the columns. */
function tableHead<Row>(columns: readonly TableColumn<Row>[], width: number): Line {
	const spans = columns.map((column, index) => span(cell(column.title, column, index === columns.length - 1), 'dim'));
	return { spans: clip([span(safe`  `), ...spans], width) };
}

/** A cell in its tone; what draws the background too is kept to the words, or an empty cell would be a block of it. */
function inked(text: SafeText, tone: Tone): readonly Span[] {
	if (tone !== 'alert') return [span(text, tone)];
	return text
		.split(/(\S(?:.*\S)?)/)
		.filter(part => part !== '')
		.map(part => span(part as SafeText, part.trim() === '' ? 'plain' : tone));
}

/** One row of the table. */
function tableRow<Row>(
	row: Row,
	columns: readonly TableColumn<Row>[],
	cursor: RowCursor,
	isMarked: boolean,
	width: number,
): Line {
	const cells = columns.flatMap((column, index): readonly Span[] => {
		const text = cell(column.text(row), column, index === columns.length - 1);
		if (cursor === 'bar' && column.isInBar) return [span(text, 'cursor')];
		return column.spans?.(text) ?? inked(text, column.tone?.(row) ?? 'plain');
	});
	const margin = safe`${cursor === 'none' ? safe` ` : safe`>`}${isMarked ? safe`•` : safe` `}`;
	const tone = cursor === 'bar' ? 'cursor' : isMarked ? 'key' : 'plain';
	return { spans: clip([span(margin, tone), ...cells], width) };
}

/** A table ready to be drawn. */
export interface Table<Row> {
	readonly head: Line;
	/** One line for each row; `cursorAt` and `isMarked` are told of lines, counted from 0. */
	lines(
		rows: readonly Row[],
		cursorAt?: (line: number) => RowCursor,
		isMarked?: (line: number) => boolean,
	): readonly Line[];
}

/**
 * Lays out a table. It remembers the lines that it drew last: of those that a step of the cursor shows, all but two are
 * the same again.
 */
export function layTable<Row>(columns: readonly TableColumn<Row>[], width: number, faded: boolean): Table<Row> {
	let last: ReadonlyMap<Row, Line> = new Map();
	return {
		head: tableHead(columns, width),
		lines(rows, cursorAt = () => 'none', isMarked = () => false) {
			const plain = new Map<Row, Line>();
			const lines = rows.map((row, index) => {
				const [cursor, marked] = [cursorAt(index), isMarked(index)];
				const isPlain = cursor === 'none' && !marked;
				const line = (isPlain && last.get(row)) || { ...tableRow(row, columns, cursor, marked, width), faded };
				if (isPlain) plain.set(row, line);
				return line;
			});
			last = plain;
			return lines;
		},
	};
}
