import type { Cell, Picture } from './camera.ts';
import type { Palette } from './palette.ts';

/** A cell in the picture's units. */
const [WIDTH, HEIGHT] = [9, 19];
/** Where the letters of a row stand in it, and how large they are. */
const BASELINE = 14;
const FONT_SIZE = 15;
const MARGIN = 14;

/** Cells side by side that are drawn as one. */
interface Run {
	readonly column: number;
	readonly cells: readonly Cell[];
}

const isAscii = ({ text }: Cell) => text <= '~';
const isBlank = ({ text }: Cell) => text.trim() === '';
const styleOf = ({ color, background, isBold, isDim, isInverse, isUnderlined }: Cell) =>
	[color, background, isBold, isDim, isInverse, isUnderlined].join();

/** Letters beyond ASCII come from other fonts, which are wider: each run begins where it belongs. */
function belongs(cell: Cell, before: Cell | undefined): boolean {
	if (before === undefined || styleOf(cell) !== styleOf(before)) return false;
	return isBlank(cell) || isBlank(before) || isAscii(cell) === isAscii(before);
}

function runsOf(row: readonly Cell[]): Run[] {
	const starts = row.flatMap((cell, column) => (belongs(cell, row[column - 1]) ? [] : [column]));
	return starts.map((column, index) => ({ column, cells: row.slice(column, starts[index + 1]) }));
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A run as SVG: what is behind it where that is coloured, and its letters from the first to the last of them. */
function drawRun({ column, cells }: Run): string {
	const [first] = cells;
	if (first === undefined) return '';
	const { color, isBold, isDim, isInverse, isUnderlined } = first;
	const ink = color < 0 ? 't' : `c${color}`;
	const behind = `<rect class="${ink}" x="${column * WIDTH}" width="${cells.length * WIDTH}" height="${HEIGHT}"/>`;
	const start = cells.findIndex(cell => !isBlank(cell));
	const end = cells.findLastIndex(cell => !isBlank(cell)) + 1;
	const letters = cells.slice(start, end).map(({ text }) => text || ' ');
	const marks = [isInverse ? 'n' : ink, isBold ? 'b' : '', isDim ? 'd' : '', isUnderlined ? 'u' : ''];
	const text = `<text class="${marks.filter(mark => mark !== '').join(' ')}" x="${(column + start) * WIDTH}" y="${BASELINE}" textLength="${(end - start) * WIDTH}">${escapeXml(letters.join(''))}</text>`;
	return `${isInverse ? behind : ''}${start < 0 ? '' : text}`;
}

/** One row of a terminal as SVG, at the origin. */
export function drawRow(row: readonly Cell[]): string {
	return runsOf(row).map(drawRun).join('');
}

function styleSheet({ background, text, colors, dimmed }: Palette): string {
	const inks = Object.entries(colors).map(([number, color]) => `.c${number}{fill:${color}}`);
	return [
		'text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;',
		`font-size:${FONT_SIZE}px;white-space:pre}`,
		`.t{fill:${text}}.n{fill:${background}}.b{font-weight:700}.d{fill-opacity:${dimmed}}.u{text-decoration:underline}`,
		...inks,
	].join('');
}

/** What a drawn terminal is framed by. */
export interface Mount {
	readonly title: string;
	readonly columns: number;
	readonly rows: number;
	readonly palette: Palette;
	/** Rules beyond those for text. */
	readonly style?: string;
}

/** A whole SVG document around what was drawn of a terminal. */
export function mount({ title, columns, rows, palette, style = '' }: Mount, content: string): string {
	const [width, height] = [columns * WIDTH, rows * HEIGHT];
	const [outerWidth, outerHeight] = [width + 2 * MARGIN, height + 2 * MARGIN];
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${outerWidth} ${outerHeight}" width="${outerWidth}" height="${outerHeight}" role="img" xml:space="preserve">`,
		`<title>${escapeXml(title)}</title>`,
		`<style>${styleSheet(palette)}${style}</style>`,
		`<rect x="0.5" y="0.5" width="${outerWidth - 1}" height="${outerHeight - 1}" rx="8" fill="${palette.background}" stroke="${palette.frame}"/>`,
		`<svg x="${MARGIN}" y="${MARGIN}" width="${width}" height="${height}">`,
		content,
		'</svg>',
		'</svg>',
		'',
	].join('\n');
}

/** A picture as an SVG document. */
export function drawStill(picture: Picture, title: string, palette: Palette): string {
	const rows = picture.map((row, at) => `<g transform="translate(0 ${at * HEIGHT})">${drawRow(row)}</g>`);
	return mount({ title, columns: picture[0]?.length ?? 0, rows: picture.length, palette }, rows.join('\n'));
}

/** What a film is made of. */
export interface Reel {
	readonly title: string;
	readonly pictures: readonly Picture[];
	/** How long each is shown, in milliseconds. */
	readonly pace: number;
	/** Which of them stands still for those who want no motion. */
	readonly emblem: number;
}

/**
 * Pictures that follow each other without end, as an SVG document without a script: side by side behind a window, under
 * which they are moved. Each row is drawn once, however many pictures have it.
 */
export function drawFilm({ title, pictures, pace, emblem }: Reel, palette: Palette): string {
	const drawn = new Map<string, number>();
	const numberOf = (row: string) => {
		const number = drawn.get(row) ?? drawn.size;
		drawn.set(row, number);
		return number;
	};
	const columns = pictures[0]?.[0]?.length ?? 0;
	const width = columns * WIDTH;
	const frames = pictures.map((picture, at) => {
		const rows = picture.map((row, line) => ({ number: numberOf(drawRow(row)), y: line * HEIGHT }));
		const uses = rows.map(({ number, y }) => `<use href="#r${number}" y="${y}"/>`);
		return `<g transform="translate(${at * width} 0)">${uses.join('')}</g>`;
	});
	const definitions = [...drawn].map(([row, number]) => `<g id="r${number}">${row}</g>`);
	const steps = pictures.map(
		(_, at) => `${((100 * at) / pictures.length).toFixed(2)}%{transform:translateX(${-at * width}px)}`,
	);
	const style = [
		`@keyframes film{${steps.join('')}}`,
		`#film{animation:film ${(pace * pictures.length) / 1000}s step-end infinite}`,
		`@media(prefers-reduced-motion:reduce){#film{animation:none;transform:translateX(${-emblem * width}px)}}`,
	];
	const content = ['<defs>', ...definitions, '</defs>', '<g id="film">', ...frames, '</g>'];
	const rows = pictures[0]?.length ?? 0;
	return mount({ title, columns, rows, palette, style: style.join('') }, content.join('\n'));
}
