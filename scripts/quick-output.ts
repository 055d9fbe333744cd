import { plainColumns } from '../source/model/quick-text.ts';

/** Outside it nothing is drawn; `x2` and `y2` are the first column and row outside. A side may have no edge. */
export interface Clip {
	readonly x1?: number | undefined;
	readonly y1?: number | undefined;
	readonly x2?: number | undefined;
	readonly y2?: number | undefined;
}

/** Styles a line of a text. */
type Transformer = (line: string, index: number) => string;

/** A text, and the cell that it begins in. */
interface Write {
	readonly type: 'write';
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly transformers: readonly Transformer[];
}

type Operation = Write | { readonly type: 'clip'; readonly clip: Clip } | { readonly type: 'unclip' };

/** A frame as text. */
export interface Drawn {
	readonly output: string;
	readonly height: number;
}

/** The last stage of Ink: it is told all texts of a frame and puts them together. */
export interface Output {
	readonly width: number;
	readonly height: number;
	readonly operations: readonly Operation[];
	write(x: number, y: number, text: string, options: { readonly transformers: readonly Transformer[] }): void;
	clip(clip: Clip): void;
	unclip(): void;
	get(): Drawn;
}

/** Ink's class. */
export type OutputClass = new (size: { readonly width: number; readonly height: number }) => Output;

/** A text of one line in its row, styled and not, and the columns that it may be seen in. */
interface Piece {
	readonly x: number;
	readonly x1: number | undefined;
	readonly x2: number | undefined;
	readonly text: string;
	readonly styled: string;
	readonly transformers: readonly Transformer[];
}

const RESET = '\u001b[0m';

function tighter(pick: (...edges: number[]) => number, one?: number, other?: number): number | undefined {
	return one === undefined || other === undefined ? (one ?? other) : pick(one, other);
}

function intersect(one: Clip, other: Clip): Clip {
	return {
		x1: tighter(Math.max, one.x1, other.x1),
		x2: tighter(Math.min, one.x2, other.x2),
		y1: tighter(Math.max, one.y1, other.y1),
		y2: tighter(Math.min, one.y2, other.y2),
	};
}

function isCutOff(y: number, { y1, y2 }: Clip): boolean {
	return y1 !== undefined && y2 !== undefined && (y < y1 || y >= y2);
}

/** What is drawn into each row; null where a text has several lines. */
function sortIntoRows({ operations, height }: Output): readonly (readonly Piece[])[] | null {
	const rows: Piece[][] = Array.from({ length: height }, () => []);
	const clips: Clip[] = [];
	for (const operation of operations) {
		const clip = clips.at(-1) ?? {};
		if (operation.type === 'unclip') clips.pop();
		else if (operation.type === 'clip') clips.push(intersect(clip, operation.clip));
		else {
			const { x, y, text, transformers } = operation;
			if (text.includes('\n')) return null;
			const styled = transformers.reduce((line, transform) => transform(line, 0), text);
			if (!isCutOff(y, clip)) rows[y]?.push({ x, x1: clip.x1, x2: clip.x2, text, styled, transformers });
		}
	}
	return rows;
}

/** The row where nothing but plain texts side by side stand in it, none of them cut; null where that is not so. */
function joinPieces(pieces: readonly Piece[], width: number): string | null {
	let row = '';
	let end = 0;
	for (const { x, x1 = 0, x2 = width, text, styled } of pieces) {
		const columns = plainColumns(text);
		if (columns === null) return null;
		// Styled around styles, a text depends on how Ink writes those.
		if (styled !== text && (text.includes('\u001b') || plainColumns(styled) !== columns)) return null;
		if (x < Math.max(end, x1) || x + columns > Math.min(width, x2)) return null;
		row += ' '.repeat(x - end) + styled;
		// The next text begins without the style of this one.
		if (styled.includes('\u001b') && !styled.endsWith(RESET)) row += RESET;
		end = x + columns;
	}
	return row;
}

/**
 * Makes the last stage of Ink quick. It takes all texts of each frame apart into styled letters and puts them together
 * again, which is most of what a frame costs. A row of plain texts side by side needs none of that; of the other rows,
 * those of the frame before are remembered.
 */
export function quicken(InkOutput: OutputClass): OutputClass {
	let remembered = new Map<string, string>();

	function drawRow(pieces: readonly Piece[], width: number): string {
		const row = new InkOutput({ width, height: 1 });
		for (const { x, x1, x2, text, transformers } of pieces) {
			row.clip({ x1, x2 });
			row.write(x, 0, text, { transformers });
			row.unclip();
		}
		return row.get().output;
	}

	return class extends InkOutput {
		override get(): Drawn {
			const { width, height } = this;
			const rows = sortIntoRows(this);
			if (rows === null) return super.get();
			const before = remembered;
			remembered = new Map();
			const lines = rows.map(pieces => {
				const joined = joinPieces(pieces, width);
				if (joined !== null) return joined;
				const key = `${width} ${JSON.stringify(pieces)}`;
				const line = before.get(key) ?? drawRow(pieces, width);
				remembered.set(key, line);
				return line;
			});
			return { output: lines.join('\n'), height };
		}
	};
}
