/** A place on the screen, counted from zero; the column is null where it is not known, as behind the last one. */
export interface Position {
	readonly column: number | null;
	readonly row: number;
}

/** The shortest way of the cursor to a cell from where it is, null where nothing is known of that. */
export function moveCursor(from: Position | null, to: { readonly column: number; readonly row: number }): string {
	const absolute =
		to.column === 0 ? csi(to.row + 1, 'H') : csi(`${to.row === 0 ? '' : to.row + 1};${to.column + 1}`, 'H');
	if (from === null) return absolute;
	const relative = moveToRow(to.row - from.row) + moveToColumn(from.column, to.column);
	return relative.length < absolute.length ? relative : absolute;
}

function moveToRow(down: number): string {
	if (down === 0) return '';
	return down > 0 ? csi(down, 'B') : csi(-down, 'A');
}

function moveToColumn(from: number | null, to: number): string {
	if (from === to) return '';
	if (to === 0) return '\r';
	const absolute = csi(to + 1, 'G');
	if (from === null) return absolute;
	const relative = to > from ? csi(to - from, 'C') : from - to < 4 ? '\b'.repeat(from - to) : csi(from - to, 'D');
	return relative.length < absolute.length ? relative : absolute;
}

/** A control sequence; a count of one goes without saying. */
function csi(parameter: number | string, command: string): string {
	return `\u001b[${parameter === 1 ? '' : parameter}${command}`;
}
