import type xterm from '@xterm/headless';
import { quickSegmenter } from '../../source/model/quick-text.ts';
import type { SafeText } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';
import type { Line, Tone } from '../../source/session/frame/line.ts';
import { type Attribute, chooseLook } from '../../source/ui/look.ts';

const { style: STYLES } = chooseLook({ color: true, ascii: false });
const COLOURS: readonly string[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'];

/** How a cell looks, in the words of the look; what that has no word for is told too. */
function lookOf(cell: xterm.IBufferCell): string {
	if (cell.isAttributeDefault()) return '';
	const attributes = {
		bold: cell.isBold(),
		dim: cell.isDim(),
		inverse: cell.isInverse(),
		italic: cell.isItalic(),
		underlined: cell.isUnderline(),
		blinking: cell.isBlink(),
		invisible: cell.isInvisible(),
		struck: cell.isStrikethrough(),
		coloured: Number(!cell.isBgDefault()),
	};
	const on = Object.entries(attributes).flatMap(([name, is]) => (is === 0 ? [] : [name]));
	return [...on, ...(cell.isFgDefault() ? [] : [COLOURS[cell.getFgColor()] ?? 'another colour'])].sort().join(' ');
}

function lookOfTone(tone: Tone, faded = false): string {
	const attributes: readonly Attribute[] = [...STYLES[tone], ...(faded ? (['dim'] as const) : [])];
	return [...new Set(attributes)].sort().join(' ');
}

/** A letter that is to be seen, in how many columns, and how. */
type Letter = readonly [text: string, width: number, look: string];

function lettersOf(lines: readonly Line[]): Letter[] {
	return lines.flatMap(({ spans, faded }) =>
		spans.flatMap(({ text, tone }) => {
			const look = lookOfTone(tone, faded);
			const letters = Array.from(quickSegmenter.segment(text), ({ segment }) => segment);
			return letters.map((letter): Letter => [letter, widthOf(letter as SafeText), look]);
		}),
	);
}

/** Where a row of the terminal does not show lines beside each other as the session has them; null where it does. */
export function differenceOf(row: xterm.IBufferLine, lines: readonly Line[], columns: number): string | null {
	const spare = row.getCell(0);
	const textAt = (column: number) => row.getCell(column, spare)?.getChars() ?? '';
	let column = 0;
	for (const [letter, width, look] of lettersOf(lines)) {
		let shown = '';
		for (let at = column; at < column + width; at += 1) shown += textAt(at);
		const place = `column ${column}: ${JSON.stringify(shown)} for ${JSON.stringify(letter)}`;
		if (shown.trim() !== letter.trim()) return place;
		const cell = letter === ' ' ? undefined : row.getCell(column, spare);
		if (cell !== undefined && lookOf(cell) !== look) return `${place} looks ${lookOf(cell)}, not ${look}`;
		column += width;
	}
	for (; column < columns; column += 1) {
		if (textAt(column).trim() !== '') return `column ${column}: ${textAt(column)} where nothing should be`;
	}
	return column === columns ? null : `it ends in column ${column}`;
}
