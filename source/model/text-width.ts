import stringWidth from 'string-width';
import { isOneColumnEach, quickSegmenter } from './quick-text.ts';
import { type SafeText, safe, sliceSafe } from './safe-text.ts';

/** How many UTF-16 units are taken apart at once: Intl.Segmenter's time grows with the square of the text. */
const PIECE = 256;

/** What a reader takes for one letter, however many code points it has. */
interface Letter {
	readonly text: SafeText;
	/** Where it begins and ends in the whole text, in UTF-16 units. */
	readonly start: number;
	readonly end: number;
}

function* lettersOf(text: SafeText): Generator<Letter> {
	for (let start = 0; start < text.length; ) {
		// Half a code point would hide that what is before it goes on.
		const length = (text.codePointAt(start + PIECE - 1) ?? 0) > 0xffff ? PIECE - 1 : PIECE;
		const piece = sliceSafe(text, start, start + length);
		const letters = Array.from(quickSegmenter.segment(piece), part => part.segment);
		// The last letter of a piece may go on in the next one, unless it is all there is.
		if (letters.length > 1 && start + piece.length < text.length) letters.pop();
		for (const letter of letters) {
			yield { text: letter as SafeText, start, end: start + letter.length };
			start += letter.length;
		}
	}
}

/** What makes one letter of several for Unicode, while most terminals give each of them a column of its own. */
const JOINING =
	/[\u0900-\u10ff\u1200-\u1cff\ua800-\uabff\u{10a00}-\u{11fff}\p{Regional_Indicator}\p{Emoji_Modifier}\u200d]/u;
/** What is drawn as one: an emoji, or a Korean syllable. */
const WHOLE =
	/\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d]*|[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]+/u;
/** In UTF-16 units; an emoji longer than that is none that anybody draws as one. */
const LONGEST_WHOLE = 50;

function sumOfWidths(letter: string): number {
	return Array.from(letter).reduce((width, character) => width + stringWidth(character), 0);
}

/**
 * How many terminal columns a letter takes: as many beside another as apart, and never fewer than `string-width` says, by
 * which Ink would cut a line short.
 */
function widthOfLetter(letter: SafeText): number {
	if (isOneColumnEach(letter)) return letter.length;
	if (!JOINING.test(letter)) return stringWidth(letter);
	const whole = WHOLE.exec(letter)?.[0] ?? '';
	const widthOfWhole = whole.length <= LONGEST_WHOLE ? stringWidth : sumOfWidths;
	return widthOfWhole(whole) + sumOfWidths(letter.replace(whole, ''));
}

/** How many terminal columns a text takes. */
export function widthOf(text: SafeText): number {
	if (isOneColumnEach(text)) return text.length;
	if (text.length <= PIECE && !JOINING.test(text)) return stringWidth(text);
	let width = 0;
	for (const letter of lettersOf(text)) width += widthOfLetter(letter.text);
	return width;
}

/** The longest beginning of a text that takes at most `width` columns; letters are never torn apart. */
export function takeWidth(text: SafeText, width: number): SafeText {
	if (width <= 0) return safe``;
	// One more than fits, because what follows may belong to the last letter.
	if (isOneColumnEach(sliceSafe(text, 0, width + 1))) return sliceSafe(text, 0, width);
	let used = 0;
	let end = 0;
	for (const letter of lettersOf(text)) {
		used += widthOfLetter(letter.text);
		if (used > width) break;
		end = letter.end;
	}
	return sliceSafe(text, 0, end);
}

/** The longest end of a text that takes at most `width` columns; letters are never torn apart. */
export function takeEnd(text: SafeText, width: number): SafeText {
	let room = width - widthOf(text);
	for (const letter of lettersOf(text)) {
		if (room >= 0) return sliceSafe(text, letter.start);
		room += widthOfLetter(letter.text);
	}
	return safe``;
}

/** A text in at most `width` columns, its cut marked with `…`. */
export function truncate(text: SafeText, width: number): SafeText {
	if (width <= 0) return safe``;
	return takeWidth(text, width).length === text.length ? text : safe`${takeWidth(text, width - 1)}…`;
}

/** A text in exactly `width` columns: cut where it is longer, filled with spaces where it is shorter. */
export function fit(text: SafeText, width: number, align: 'left' | 'right' = 'left'): SafeText {
	const shown = truncate(text, width);
	const space = blank(width - widthOf(shown));
	return align === 'left' ? safe`${shown}${space}` : safe`${space}${shown}`;
}

/** So many spaces. */
export function blank(width: number): SafeText {
	return ' '.repeat(Math.max(width, 0)) as SafeText;
}

/** A text without the spaces at its end. */
export function trimEnd(text: SafeText): SafeText {
	return text.trimEnd() as SafeText;
}

/**
 * Breaks a text into lines of at most `width` columns, at spaces where there are any; such a space is left out. A letter
 * wider than that has a line of its own.
 */
export function wrapText(text: SafeText, width: number): SafeText[] {
	const room = Math.max(width, 1);
	const lines: SafeText[] = [];
	let start = 0;
	let used = 0;
	let space: { readonly at: number; readonly used: number } | null = null; // the last one of the line
	const endLine = (end: number, next: number, rest: number) => {
		lines.push(sliceSafe(text, start, end));
		start = next;
		used = rest;
		space = null;
	};
	for (const letter of lettersOf(text)) {
		const taken = widthOfLetter(letter.text);
		const isSpace = letter.text === ' ';
		if (used + taken > room && letter.start > start) {
			if (isSpace) {
				endLine(letter.start, letter.end, 0);
				continue;
			}
			if (space !== null && space.at - start > room / 3) endLine(space.at, space.at + 1, used - space.used);
			// What stood behind the space may leave a wide letter no room either.
			if (used + taken > room && letter.start > start) endLine(letter.start, letter.start, 0);
		}
		used += taken;
		if (isSpace) space = { at: letter.start, used };
	}
	if (start < text.length || lines.length === 0) lines.push(sliceSafe(text, start));
	return lines;
}
