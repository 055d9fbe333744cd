import { applySgr, marksBlanks, PLAIN, type Style } from './style.ts';

/** One column of the screen, or all columns of a wide letter; what stands right of its first one is a cell without text. */
export interface Cell {
	readonly text: string;
	/** How many columns it takes; 0 for the further columns of a wide letter. */
	readonly width: number;
	readonly style: Style;
}

/** A row of the screen: the line that it was read from, and a cell for each of its columns. */
export interface Row {
	readonly line: string;
	readonly cells: readonly Cell[];
}

/** How many columns one letter takes, by the same count as the layout's. */
export type Measure = (letter: string) => number;

/** An empty cell. A blank whose style cannot be seen is this one too. */
export const EMPTY: Cell = { text: ' ', width: 1, style: PLAIN };

/** Whether two cells cannot be told from each other. */
export function isSameCell(one: Cell, other: Cell): boolean {
	return one === other || (one.text === other.text && one.style === other.style);
}

/** Characters that are a letter of one column each, whatever stands beside them. */
const SIMPLE =
	/^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u2190-\u22ff\u2500-\u25fc\u2713\u2717\u2718]*$/;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
/** A colour, a run of text, or an escape that begins neither. */
const PARTS = /\u001b\[([\d;]*)m|([^\u001b]+)|\u001b/g;

let graphemes: Intl.Segmenter | undefined;

function* lettersOf(text: string, measure: Measure): Generator<readonly [letter: string, width: number]> {
	if (SIMPLE.test(text)) {
		for (const letter of text) yield [letter, 1];
		return;
	}
	graphemes ??= new Intl.Segmenter();
	for (const { segment } of graphemes.segment(text.replace(CONTROLS, ''))) yield [segment, measure(segment)];
}

/**
 * Reads a line of text and SGR sequences into a row of so many columns. What goes beyond them is cut off, blanks stand for
 * a wide letter that is cut in two. Controls and other sequences are left out.
 */
export function readRow(line: string, columns: number, measure: Measure): Row {
	const cells: Cell[] = [];
	let style = PLAIN;
	for (const [, parameters, text = ''] of line.matchAll(PARTS)) {
		if (parameters !== undefined) style = applySgr(style, parameters);
		const blank = marksBlanks(style) ? { ...EMPTY, style } : EMPTY;
		for (const [letter, width] of lettersOf(text, measure)) {
			if (width === 0) joinToLast(cells, letter);
			else if (cells.length + width > columns) {
				while (cells.length < columns) cells.push(blank);
				return { line, cells };
			} else {
				cells.push(letter === ' ' ? blank : { text: letter, width, style });
				for (let more = 1; more < width; more++) cells.push({ text: '', width: 0, style });
			}
		}
	}
	while (cells.length < columns) cells.push(EMPTY);
	return { line, cells };
}

/** Gives what takes no column of its own to the letter before it, as terminals do. */
function joinToLast(cells: Cell[], mark: string): void {
	const at = cells.findLastIndex(({ width }) => width > 0);
	const last = cells[at];
	if (last !== undefined) cells[at] = { ...last, text: last.text + mark };
}

const NARROW_EVERYWHERE = /^(?![\p{M}\p{Cf}])[ -\u10ff\u1e00-\u2e7f]$/u;
const WIDE_EVERYWHERE =
	/^(?!\p{M})[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]$/u;

/** Whether all terminals take as many columns for a cell as we do; of emoji and joined letters they think differently. */
export function isWidthCertain({ text, width }: Cell): boolean {
	return width === 1 ? NARROW_EVERYWHERE.test(text) : width === 2 && WIDE_EVERYWHERE.test(text);
}
