import type { JobContext } from '../model/fields.ts';
import { joinSafe, type SafeText, safe } from '../model/safe-text.ts';
import { fit, trimEnd, truncate, widthOf } from '../model/text-width.ts';
import type { Column } from './column.ts';

/** The most that a column takes but for the last: a word that never ends must not push the others away. */
const WIDEST = 64;

/** Text of the server at the beginning of a line: a program that reads it shall not take it for a command. */
function beginLine(text: SafeText): SafeText {
	return text === '' || /^[\p{L}\p{N}]/u.test(text) ? text : safe`'${text}`;
}

/**
 * What is printed for people: a head and a line for each row, cut at `width` where the output has one. `write` has the
 * last say on each line, such as to make it ASCII.
 */
export function formatTable<Row>(
	rows: readonly Row[],
	columns: readonly Column<Row>[],
	context: JobContext,
	width: number | null,
	write: (line: SafeText) => SafeText = line => line,
): SafeText {
	const last = columns.length - 1;
	const cellsOf = (row: Row) => {
		let hasBegun = false;
		return columns.map(({ text, isRemote }) => {
			const told = text(row, context);
			const cell = isRemote && !hasBegun ? beginLine(told) : told;
			hasBegun ||= cell !== '';
			return cell;
		});
	};
	const lines = [columns.map(({ title }) => title), ...rows.map(cellsOf)].map(cells =>
		cells.map((text, column) => (column === last ? text : truncate(text, WIDEST))),
	);
	const widths = columns.map((_, column) =>
		column === last ? 0 : lines.reduce((widest, cells) => Math.max(widest, widthOf(cells[column] ?? safe``)), 0),
	);
	const written = lines.map(cells => {
		const fitted = cells.map((text, column) =>
			column === last ? text : fit(text, widths[column] ?? 0, columns[column]?.align),
		);
		const line = joinSafe(fitted, safe`  `);
		return safe`${write(trimEnd(width === null ? line : truncate(line, width)))}\n`;
	});
	return joinSafe(written, safe``);
}
