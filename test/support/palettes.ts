/** The colours that a terminal shows for what a program asks for, as #rrggbb. */
export interface TerminalPalette {
	readonly background: string;
	readonly text: string;
	/** Red, green, yellow, blue, magenta, cyan: SGR 31 to 36. */
	readonly colors: readonly [string, string, string, string, string, string];
}

const XTERM = ['#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd'] as const;
const TANGO = ['#cc0000', '#4e9a06', '#c4a000', '#3465a4', '#75507b', '#06989a'] as const;
const SOLARIZED = ['#dc322f', '#859900', '#b58900', '#268bd2', '#d33682', '#2aa198'] as const;
const VGA = ['#aa0000', '#00aa00', '#aa5500', '#0000aa', '#aa00aa', '#00aaaa'] as const;

/** Palettes that many terminals come with. */
export const TERMINAL_PALETTES = {
	'xterm, black on white': { background: '#ffffff', text: '#000000', colors: XTERM },
	'xterm, white on black': { background: '#000000', text: '#e5e5e5', colors: XTERM },
	'Tango light': { background: '#ffffff', text: '#000000', colors: TANGO },
	'Tango dark': { background: '#2e3436', text: '#d3d7cf', colors: TANGO },
	'Solarized light': { background: '#fdf6e3', text: '#657b83', colors: SOLARIZED },
	'Solarized dark': { background: '#002b36', text: '#839496', colors: SOLARIZED },
	'Linux console': { background: '#000000', text: '#aaaaaa', colors: VGA },
} as const satisfies Readonly<Record<string, TerminalPalette>>;

function linear(color: string): readonly [number, number, number] {
	const channel = (from: number) => {
		const value = Number.parseInt(color.slice(from, from + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	};
	return [channel(1), channel(3), channel(5)];
}

function luminance([red, green, blue]: readonly [number, number, number]): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours by WCAG 2, from 1 to 21; 4.5 is what text should have. */
export function contrast(one: string, other: string): number {
	const [dark = 0, bright = 0] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b);
	return (bright + 0.05) / (dark + 0.05);
}

/** What lies between two colours, as where letters are drawn with so much of their colour. */
export function blend(over: string, under: string, share: number): string {
	const channel = (from: number) => {
		const [top, below] = [over, under].map(color => Number.parseInt(color.slice(from, from + 2), 16));
		return Math.round((top ?? 0) * share + (below ?? 0) * (1 - share));
	};
	return `#${[1, 3, 5].map(from => channel(from).toString(16).padStart(2, '0')).join('')}`;
}

/** What the eye makes of linear red, green and blue where it lacks one kind of cones (Machado and others, 2009). */
export const DEFICIENCIES = {
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
} as const;

/** How far apart two colours are to such an eye, from 0 for the same to 1 and more for black and white. */
export function distance(one: string, other: string, deficiency: keyof typeof DEFICIENCIES): number {
	const [first, second] = [one, other].map(color => {
		const [red, green, blue] = linear(color);
		return DEFICIENCIES[deficiency].map(([r, g, b]) => Math.cbrt(Math.max(0, r * red + g * green + b * blue)));
	});
	return Math.hypot(...(first ?? []).map((value, channel) => value - (second?.[channel] ?? 0)));
}
