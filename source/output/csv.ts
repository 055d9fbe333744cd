import type { JobContext } from '../model/fields.ts';
import { joinSafe, type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';
import type { Column } from './column.ts';

/** By which spreadsheets know a formula, in letters of either width, be there blanks before it. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
/** What some of them leave out before they look. */
const LEFT_OUT = /^[\t\r\0]/;

/** A text that no spreadsheet computes: what it might begin to compute has an apostrophe before it. */
function tame(text: string): SafeText {
	const shown = toSafeText(text);
	return FORMULA.test(shown) || LEFT_OUT.test(text) ? safe`'${shown}` : shown;
}

function quote(text: SafeText): SafeText {
	return safe`"${text.replaceAll('"', '""') as SafeText}"`;
}

function cellOf(value: unknown): SafeText {
	if (value === null || value === undefined) return safe``;
	if (typeof value === 'number') return safe`${value}`;
	if (typeof value === 'boolean') return value ? safe`true` : safe`false`;
	if (typeof value === 'string') return quote(tame(value));
	const isList = Array.isArray(value) && value.every(item => typeof item === 'string');
	return quote(isList ? tame(value.join(' ')) : tame(toSafeJson(value)));
}

/**
 * Rows as comma-separated values by RFC 4180, a head of names first. Texts stand in quotes, so that none of them begins a
 * line, and are made safe for terminals and spreadsheets: who needs them to the letter takes JSON.
 */
export function formatCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[], context: JobContext): SafeText {
	const head = columns.map(({ name }) => toSafeText(name));
	const lines = [head, ...rows.map(row => columns.map(({ value }) => cellOf(value(row, context))))];
	return joinSafe(
		lines.map(cells => safe`${joinSafe(cells, safe`,`)}\r\n`),
		safe``,
	);
}
