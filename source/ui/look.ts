import { createContext } from 'react';
import { toAscii } from '../model/ascii.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { Tone } from '../session/frame/line.ts';

/** How a tone is drawn. Colours are the terminal's own sixteen, so that they suit its background. */
export interface Style {
	readonly color?: 'red' | 'green' | 'yellow' | 'cyan' | 'magenta' | 'blue';
	readonly bold?: true;
	readonly dimColor?: true;
	readonly inverse?: true;
	readonly underline?: true;
}

/** How everything looks: chosen once from the terminal and the flags. */
export interface Look {
	readonly style: { readonly [tone in Tone]: Style };
	/** The last say on what is drawn: characters that the terminal cannot show become ones of the same width that it can. */
	readonly write: (text: SafeText) => SafeText;
	readonly ascii: boolean;
}

const COLOURED: Look['style'] = {
	failed: { color: 'red', bold: true },
	degraded: { color: 'yellow' },
	stuck: { color: 'magenta', bold: true },
	running: { color: 'cyan' },
	ok: { color: 'green' },
	cancelled: { dimColor: true },
	unknown: { color: 'blue' },
	good: { color: 'green' },
	waiting: { color: 'yellow' },
	alert: { color: 'red', inverse: true, bold: true },
	banner: { color: 'red', inverse: true, bold: true },
	dim: { dimColor: true },
	strong: { bold: true },
	key: { color: 'cyan', bold: true },
	escape: { inverse: true },
	plain: {},
};

/** Without colour a tone keeps its weight; glyphs and words tell the rest. */
function withoutColour(style: Style): Style {
	const { color: _, ...rest } = style;
	return rest;
}

const MONOCHROME = Object.fromEntries(
	Object.entries(COLOURED).map(([tone, style]) => [tone, withoutColour(style)]),
) as unknown as Look['style'];

/** Chooses the look for a terminal. */
export function chooseLook({ color, ascii }: { readonly color: boolean; readonly ascii: boolean }): Look {
	return { style: color ? COLOURED : MONOCHROME, write: ascii ? toAscii : text => text, ascii };
}

/** The look that everything below is drawn with. */
export const LookContext = createContext<Look>(chooseLook({ color: true, ascii: false }));
