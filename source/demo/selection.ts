/** Rows in the server's own order, counted but made only when asked for. Saved ones may be anything that JSON can say. */
export interface Selection {
	readonly total: number;
	/** The row at `index`, which is below `total`. */
	at(index: number): unknown;
}

/** A selection of rows that are there already. */
export function selectRows(rows: readonly unknown[]): Selection {
	return { total: rows.length, at: index => rows[index] };
}

/** A field of a row, undefined where there is none. */
export function fieldOf(row: unknown, name: string): unknown {
	if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) return undefined;
	return (row as Readonly<Record<string, unknown>>)[name];
}
