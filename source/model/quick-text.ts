/**
 * What a screen mostly consists of: characters that are one grapheme and one column wide whatever stands beside them,
 * for none of them joins, combines or is an emoji by itself. ASCII, Latin letters, punctuation, arrows, signs of
 * mathematics, rules, blocks, geometric shapes, four dingbats and braille dots.
 */
const PLAIN =
	' -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u2190-\u22ff\u2500-\u25fc\u2713\u2717\u2718\u276f\u2800-\u28ff';

const plain = new RegExp(`^[${PLAIN}]*$`);

/** Plain text with styles. */
const plainOrStyled = new RegExp(`^[${PLAIN}]*(?:\u001b\\[[0-9;]*m[${PLAIN}]*)*$`);
const STYLE = /\u001b\[[0-9;]*m/g;

/** An escape, which begins every colour, is a grapheme of its own, but no column. */
const plainOrEscape = new RegExp(`^[\u001b${PLAIN}]*$`);

/** Whether every character of `text` takes exactly one column. */
export function isOneColumnEach(text: string): boolean {
	return plain.test(text);
}

/** Whether a text is plain but for styles: colours, bold and the like. */
export function isPlainOrStyled(text: string): boolean {
	return plainOrStyled.test(text);
}

/** How many columns a text takes that is plain but for styles; null where it is not. */
export function plainColumns(text: string): number | null {
	if (!isPlainOrStyled(text)) return null;
	return text.includes('\u001b') ? text.replace(STYLE, '').length : text.length;
}

/** A grapheme and where it begins, as `Intl.Segmenter` tells it. */
export interface Grapheme {
	readonly segment: string;
	readonly index: number;
	readonly input: string;
}

/** The graphemes of a text, in order or by a position inside. */
export interface Graphemes extends Iterable<Grapheme> {
	containing(index?: number): Grapheme | undefined;
}

let real: Intl.Segmenter | undefined;

/** Splits text as `new Intl.Segmenter()` does, but makes one (7 ms and more) only for text that is not plain. */
export const quickSegmenter = {
	segment(input: string): Graphemes {
		if (!plainOrEscape.test(input)) {
			real ??= new Intl.Segmenter();
			return real.segment(input);
		}
		const at = (index: number): Grapheme => ({ segment: input.charAt(index), index, input });
		return {
			*[Symbol.iterator]() {
				for (let index = 0; index < input.length; index++) yield at(index);
			},
			containing: (index = 0) => (index >= 0 && index < input.length ? at(Math.trunc(index)) : undefined),
		};
	},
};
