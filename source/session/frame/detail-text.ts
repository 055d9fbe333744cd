import type { Outcome } from '../../model/outcome.ts';
import { type SafeText, splitLines, toSafeText } from '../../model/safe-text.ts';
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

/** A text on as many lines as it takes, or one for each of its own where it is not wrapped. JSON's line feeds are real ones. */
export function breakText(
	text: SafeText,
	indent: SafeText,
	columns: number,
	wrap: boolean,
	tone: Span['tone'],
): Line[] {
	const room = columns - indent.length;
	return splitLines(toSafeText(text)).flatMap(line => {
		const parts = wrap ? wrapText(line, room) : [line];
		return parts.map(part => ({ spans: clip([span(indent), ...markEscapes(part, tone)], columns) }));
	});
}
