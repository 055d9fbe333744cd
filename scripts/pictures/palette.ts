/** The colours of a drawn terminal, as #rrggbb. */
export interface Palette {
	readonly background: string;
	readonly text: string;
	/** The line around it. */
	readonly frame: string;
	/** Those of the palette that the program uses, by their number there. */
	readonly colors: Readonly<Record<number, string>>;
	/** How much of its colour a dim letter keeps. */
	readonly dimmed: number;
}

/** One for a page that is light, one for a page that is dark. */
export const PALETTES = {
	light: {
		background: '#ffffff',
		text: '#1f2328',
		frame: '#d1d9e0',
		colors: { 1: '#b3131d', 2: '#0f6223', 3: '#7a4a00', 5: '#7433c2', 6: '#0b6068' },
		dimmed: 0.75,
	},
	dark: {
		background: '#0d1117',
		text: '#e6edf3',
		frame: '#3d444d',
		colors: { 1: '#ff8078', 2: '#4ac26b', 3: '#d8a72f', 5: '#c79bff', 6: '#4cc8d0' },
		dimmed: 0.7,
	},
} as const satisfies Readonly<Record<string, Palette>>;

/** The name of a palette. */
export type PaletteName = keyof typeof PALETTES;
