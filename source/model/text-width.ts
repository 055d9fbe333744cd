import stringWidth from 'string-width';
import { type SafeText, safe, sliceSafe } from './safe-text.ts';

const ASCII = /^[\x20-\x7e]*$/;

/** How many terminal columns a text takes. */
export function widthOf(text: SafeText): number {
	return ASCII.test(text) ? text.length : stringWidth(text);
}

let graphemes: Intl.Segmenter | undefined;

/** The longest beginning of a text that takes at most `width` columns; letters are never torn apart. */
export function takeWidth(text: SafeText, width: number): SafeText {
	if (ASCII.test(text)) return sliceSafe(text, 0, Math.max(width, 0));
	graphemes ??= new Intl.Segmenter();
	let used = 0;
	let end = 0;
	for (const { segment, index } of graphemes.segment(text)) {
		used += widthOf(segment as SafeText);
		if (used > width) break;
		end = index + segment.length;
	}
	return sliceSafe(text, 0, end);
}

/** A text in at most `width` columns, its cut marked with `…`. */
export function truncate(text: SafeText, width: number): SafeText {
	if (width <= 0) return safe``;
	return widthOf(text) <= width ? text : safe`${takeWidth(text, width - 1)}…`;
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

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. */
export function wrapText(text: SafeText, width: number): SafeText[] {
	const lines: SafeText[] = [];
	let rest = text;
	const room = Math.max(width, 1);
	while (widthOf(rest) > room) {
		let line = takeWidth(rest, room);
		if (line.length === 0) line = sliceSafe(rest, 0, 1); // a letter wider than the room
		const space = rest[line.length] === ' ' ? line.length : line.lastIndexOf(' ');
		if (space > room / 3) line = sliceSafe(rest, 0, space);
		lines.push(line);
		rest = sliceSafe(rest, line.length);
		if (rest.startsWith(' ')) rest = sliceSafe(rest, 1);
	}
	lines.push(rest);
	return lines;
}
