/** How many columns and rows of letters a terminal has. */
export interface TerminalSize {
	readonly columns: number;
	readonly rows: number;
}

const USUAL: TerminalSize = { columns: 80, rows: 24 };

/** The size of a terminal; one that does not know its own, as behind a serial line, is taken for one of the usual size. */
export function sizeOf({ columns, rows }: Partial<TerminalSize>): TerminalSize {
	return columns && rows ? { columns, rows } : USUAL;
}
