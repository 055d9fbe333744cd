import { type SafeText, safe } from '../../model/safe-text.ts';
import type { State } from '../../model/summary.ts';
import { blank, truncate, widthOf } from '../../model/text-width.ts';

/** What a piece of text means; `ui/look.ts` decides how that looks. */
export type Tone =
	| State
	| 'good'
	| 'waiting'
	| 'alert'
	| 'banner'
	| 'cursor'
	| 'match'
	| 'dim'
	| 'strong'
	| 'key'
	| 'escape'
	| 'plain';

/** A piece of a line. */
export interface Span {
	readonly text: SafeText;
	readonly tone: Tone;
}

/** One line of the screen, never wider than the place it is drawn in. */
export interface Line {
	readonly spans: readonly Span[];
	/** Old data: drawn faintly whatever its tones. */
	readonly faded?: boolean;
	/** Whether something turns at the end of the line while it is waited for. */
	readonly spinner?: boolean;
}

/** A span of plain text, or of another tone. */
export function span(text: SafeText, tone: Tone = 'plain'): Span {
	return { text, tone };
}

/** The columns that spans take. */
export function widthOfSpans(spans: readonly Span[]): number {
	return spans.reduce((width, { text }) => width + widthOf(text), 0);
}

/** The spans in at most `width` columns, the cut marked. */
export function clip(spans: readonly Span[], width: number): Span[] {
	const kept: Span[] = [];
	let room = width;
	for (const { text, tone } of spans) {
		if (room <= 0) break;
		const shown = truncate(text, room);
		kept.push({ text: shown, tone });
		room -= widthOf(shown);
		if (shown !== text) break;
	}
	return kept;
}

/** A line with some spans at its left end and others at its right; the right ones are kept where there is no room for both. */
export function spread(left: readonly Span[], right: readonly Span[], width: number): Line {
	const end = clip(right, width);
	const room = width - widthOfSpans(end);
	const start = clip(left, end.length === 0 ? room : Math.max(0, room - 1));
	return { spans: [...start, span(blank(room - widthOfSpans(start))), ...end] };
}

/** A rule across the screen, with a title near its left end and something near its right. */
export function rule(title: readonly Span[], right: readonly Span[], width: number): Line {
	const dashes = (count: number) => span(safe`${blank(count).replaceAll(' ', '─') as SafeText}`, 'dim');
	const start = title.length === 0 ? [] : [dashes(2), span(safe` `), ...title, span(safe` `)];
	const room = width - widthOfSpans(start);
	const end =
		right.length === 0 || widthOfSpans(right) + 6 > room ? [] : [span(safe` `), ...right, span(safe` `), dashes(2)];
	const shown = clip(start, width);
	return { spans: [...shown, dashes(width - widthOfSpans(shown) - widthOfSpans(end)), ...end] };
}

/** Lines up to exactly `rows`: cut, or filled with empty ones. */
export function fill(lines: readonly Line[], rows: number): Line[] {
	return Array.from({ length: Math.max(rows, 0) }, (_, index) => lines[index] ?? { spans: [] });
}

/** None of ours bears accents, as what looks like one and was sent so may. */
const ESCAPE = /((?:\^[@-_?]|<U\+[0-9A-F]{4,6}>|<\+\d+ marks>|␤)(?!\p{M}))/u;

/** A remote text with the marks of what could not be drawn set apart, so that tampering is seen. */
export function markEscapes(text: SafeText, tone: Tone = 'plain'): Span[] {
	return text
		.split(ESCAPE)
		.filter(part => part !== '')
		.map(part => span(part as SafeText, ESCAPE.test(part) ? 'escape' : tone));
}
