import { STATES } from '../source/model/summary.ts';
import { chooseLook } from '../source/ui/look.ts';
import { contrast, TERMINAL_PALETTES, type TerminalPalette } from '../test/support/palettes.ts';

/** What WCAG asks of text. */
export const ENOUGH = 4.5;

const COLORS = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;
const { style } = chooseLook({ color: true, ascii: false });

/** The colour that a terminal draws a state in, as #rrggbb; its text where the state has none. */
export function colorOf(state: (typeof STATES)[number], { colors, text }: TerminalPalette): string {
	const used: readonly string[] = style[state];
	return colors[COLORS.findIndex(color => used.includes(color))] ?? text;
}

/** How well each state can be read by its colour alone, as a table; what falls short is in brackets. */
export function contrastTable(): string {
	const coloured = STATES.filter(state => style[state].some(attribute => COLORS.some(color => color === attribute)));
	const write = (ratio: number) => (ratio >= ENOUGH ? ratio.toFixed(1) : `(${ratio.toFixed(1)})`);
	const rows = Object.entries(TERMINAL_PALETTES).map(([name, palette]) => {
		const ratios = coloured.map(state => write(contrast(colorOf(state, palette), palette.background)));
		return `| ${[name, write(contrast(palette.text, palette.background)), ...ratios].join(' | ')} |`;
	});
	const head = ['palette', 'text', ...coloured];
	return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n');
}
