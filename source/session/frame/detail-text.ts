import type { Outcome } from '../../model/outcome.ts';
import { type SafeText, safe, splitLines } from '../../model/safe-text.ts';
import type { State } from '../../model/summary.ts';
import { wrapText } from '../../model/text-width.ts';
import { clip, type Line, markEscapes, type Span, span } from './line.ts';

/** The state whose colour and glyph an outcome has. */
export const STATE_OF_OUTCOME: { readonly [outcome in Outcome]: State } = {
	ok: 'ok',
	error: 'failed',
	running: 'running',
	none: 'unknown',
	unknown: 'unknown',
};

/** How many lines of its own one text has room for. */
const MOST_LINES = 1000;
/** In UTF-16 units: from here on a text takes a while to break, and is asked for with each key and each drawing. */
const LONG = 2000;
const MOST_REMEMBERED = 64;

const remembered = new Map<string, Line[]>();

function remember(what: string, make: () => Line[]): Line[] {
	const lines = remembered.get(what) ?? make();
	remembered.delete(what);
	remembered.set(what, lines);
	for (const oldest of remembered.keys()) if (remembered.size > MOST_REMEMBERED) remembered.delete(oldest);
	return lines;
}

/**
 * A text on as many lines as it takes, or one for each of its own where it is not wrapped; of those beyond the last that
 * there is room for, their number.
 */
export function breakText(
	text: SafeText,
	indent: SafeText,
	columns: number,
	wrap: boolean,
	tone: Span['tone'],
): Line[] {
	const lineOf = (part: SafeText): Line => ({ spans: clip([span(indent), ...markEscapes(part, tone)], columns) });
	const make = () => {
		const own = splitLines(text);
		const shown = own.slice(0, MOST_LINES).flatMap(line => (wrap ? wrapText(line, columns - indent.length) : [line]));
		const rest = own.length - MOST_LINES;
		return [...shown.map(lineOf), ...(rest > 0 ? [lineOf(safe`…+${rest} lines`)] : [])];
	};
	return text.length < LONG ? make() : remember([columns, wrap, indent, tone, text].join(' '), make);
}
