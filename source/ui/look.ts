import { toAscii } from '../model/ascii.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { Line, Tone } from '../session/frame/line.ts';

/** What an attribute is called in an SGR sequence. Colours are the terminal's own sixteen, so that they suit its background. */
const SGR = {
	bold: '1',
	dim: '2',
	inverse: '7',
	red: '31',
	green: '32',
	yellow: '33',
	magenta: '35',
	cyan: '36',
} as const;

/** One thing that makes text stand out. */
export type Attribute = keyof typeof SGR;

/** How a tone is drawn. */
export type Style = readonly Attribute[];

/** How everything looks: chosen once from the terminal and the flags. */
export interface Look {
	readonly style: { readonly [tone in Tone]: Style };
	/** The last say on what is drawn: characters that the terminal cannot show become ones of the same width that it can. */
	readonly write: (text: SafeText) => SafeText;
	readonly ascii: boolean;
	/** What old data looks like beside its tones. */
	readonly faded: Style;
}

const COLOURED: Look['style'] = {
	failed: ['red', 'bold'],
	degraded: ['yellow'],
	stuck: ['magenta', 'bold'],
	running: ['cyan'],
	ok: ['green'],
	cancelled: ['dim'],
	// Blue on black is hard to see on most terminals, and this is not to be overlooked.
	unknown: ['bold'],
	good: ['green'],
	waiting: ['yellow'],
	alert: ['red', 'inverse', 'bold'],
	banner: ['red', 'inverse', 'bold'],
	cursor: ['inverse'],
	match: ['yellow', 'inverse'],
	dim: ['dim'],
	strong: ['bold'],
	key: ['cyan', 'bold'],
	escape: ['inverse'],
	plain: [],
};

const WITHOUT_COLOUR: Style = ['bold', 'dim', 'inverse'];

/** Without colour a tone keeps its weight; glyphs and words tell the rest. */
const MONOCHROME = Object.fromEntries(
	Object.entries(COLOURED).map(([tone, style]) => [tone, style.filter(each => WITHOUT_COLOUR.includes(each))]),
) as unknown as Look['style'];

/** Only the terminal's own text and background, which are as far apart as its owner wants them; nothing is faint. */
const HIGH_CONTRAST: Look['style'] = {
	failed: ['bold', 'inverse'],
	degraded: ['bold'],
	stuck: ['bold', 'inverse'],
	running: ['bold'],
	ok: [],
	cancelled: [],
	unknown: ['bold'],
	good: [],
	waiting: ['bold'],
	alert: ['bold', 'inverse'],
	banner: ['bold', 'inverse'],
	cursor: ['bold', 'inverse'],
	match: ['bold', 'inverse'],
	dim: [],
	strong: ['bold'],
	key: ['bold'],
	escape: ['inverse'],
	plain: [],
};

/** Every theme: the style of each tone, and of data that is old. */
const THEMES = {
	ansi: { style: COLOURED, faded: ['dim'] },
	mono: { style: MONOCHROME, faded: ['dim'] },
	'high-contrast': { style: HIGH_CONTRAST, faded: [] },
} as const satisfies Readonly<Record<string, Pick<Look, 'style' | 'faded'>>>;

/** The name of a theme. */
export type Theme = keyof typeof THEMES;

/** What a look is chosen by; the usual theme unless given. */
export interface LookChoice {
	readonly color: boolean;
	readonly ascii: boolean;
	readonly theme?: Theme;
}

/** Chooses the look for a terminal. */
export function chooseLook({ color, ascii, theme = 'ansi' }: LookChoice): Look {
	return { ...THEMES[theme === 'ansi' && !color ? 'mono' : theme], write: ascii ? toAscii : text => text, ascii };
}

/** A line as the terminal takes it: its words, with SGR sequences around those that stand out. */
export function styleLine({ spans, faded }: Line, look: Look): string {
	const common: Style = faded ? look.faded : [];
	return spans
		.map(({ text, tone }) => {
			const style = new Set([...common, ...look.style[tone]]);
			if (style.size === 0 || text === '') return look.write(text);
			const codes = Array.from(style, attribute => SGR[attribute]);
			return `\u001b[${codes.join(';')}m${look.write(text)}\u001b[0m`;
		})
		.join('');
}
