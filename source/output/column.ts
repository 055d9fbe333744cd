import type { JobContext } from '../model/fields.ts';
import type { SafeText } from '../model/safe-text.ts';

/** One thing that is told of a row, under the same name in every format. */
export interface Column<Row> {
	/** What JSON, the head of CSV and `--columns` call it. */
	readonly name: string;
	/** What the head of a printed table calls it. */
	readonly title: SafeText;
	readonly align?: 'right';
	/** Whether its text may be the server's: such text begins no line. */
	readonly isRemote?: true;
	/** Whether it tells rows apart: where it does not, tables have it only when it is asked for. */
	readonly isTelling?: (context: JobContext) => boolean;
	/** For machines: texts to the letter, times and numbers as such, null for what is not known. */
	readonly value: (row: Row, context: JobContext) => unknown;
	/** For people. */
	readonly text: (row: Row, context: JobContext) => SafeText;
}

/** How rows are printed: for people in few or in all columns, for spreadsheets, or for programs. */
export type Shape = 'table' | 'wide' | 'csv' | 'json';

/** All that can be told of rows of one kind. */
export interface Listing<Row> {
	/** What JSON calls the list of them. */
	readonly name: string;
	readonly columns: readonly Column<Row>[];
	/** The names of the columns that each shape has unless others are asked for. */
	readonly usual: Readonly<Record<Shape, readonly string[]>>;
}

/** The columns of these names, in their order; names that there are not are left out. */
export function columnsNamed<Row>({ columns }: Listing<Row>, names: readonly string[]): readonly Column<Row>[] {
	return names.flatMap(name => columns.filter(column => column.name === name));
}

/** The columns that tell rows apart. */
export function tellingColumns<Row>(columns: readonly Column<Row>[], context: JobContext): readonly Column<Row>[] {
	return columns.filter(({ isTelling }) => isTelling?.(context) ?? true);
}

/** A moment for machines, in milliseconds since 1970; null for what is none. */
export function isoTime(at: number | null | undefined): string | null {
	const date = new Date(at ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
