import { Writable } from 'node:stream';
import xterm from '@xterm/headless';
import stringWidth from 'string-width';

/** A terminal whose every cell can be compared. */
export interface Glass {
	/** To be handed to Ink or to a screen as the terminal, for all that is written. */
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** All bytes written since it was last asked. */
	take(): string;
	/** Each cell as text that tells all that can be seen of it, once all that was written is drawn. */
	cells(): Promise<string[][]>;
	resize(columns: number, rows: number): void;
	dispose(): void;
}

/** How wide a terminal takes letters to be: as they are laid out, or each code point by itself as xterm once did. */
export type Widths = 'as laid out' | 'of old';

/** Makes a terminal of a size. */
export function createGlass(columns: number, rows: number, widths: Widths = 'as laid out'): Glass {
	const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
	if (widths === 'as laid out') {
		terminal.unicode.register(graphemeWidths());
		terminal.unicode.activeVersion = 'graphemes';
	}
	let written = '';
	const stdout = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk, _encoding, done) {
				written += chunk;
				terminal.write(String(chunk));
				done();
			},
		}),
		{ isTTY: true, columns, rows },
	);
	const stream = stdout as unknown as NodeJS.WriteStream;
	return {
		stdout: stream,
		stderr: stream,
		take() {
			const taken = written;
			written = '';
			return taken;
		},
		async cells() {
			await new Promise<void>(drawn => terminal.write('', drawn));
			const { active } = terminal.buffer;
			return Array.from({ length: terminal.rows }, (_, row) =>
				Array.from({ length: terminal.cols }, (_, column) =>
					describe(active.getLine(active.baseY + row)?.getCell(column)),
				),
			);
		},
		resize(width, height) {
			terminal.resize(width, height);
			Object.assign(stdout, { columns: width, rows: height });
			stdout.emit('resize');
		},
		dispose: () => terminal.dispose(),
	};
}

/** Text, width and attributes; of a blank only those that can be seen. */
function describe(cell: xterm.IBufferCell | undefined): string {
	if (cell === undefined) return 'no cell';
	const text = cell.getChars() || ' ';
	const marks = [
		cell.getBgColorMode(),
		cell.getBgColor(),
		cell.isInverse(),
		cell.isUnderline(),
		cell.isStrikethrough(),
	];
	const inks = [cell.getFgColorMode(), cell.getFgColor(), cell.isBold(), cell.isDim(), cell.isItalic()];
	const isEmpty = text === ' ' && cell.isBgDefault() && marks.slice(2).every(mark => mark === 0);
	return isEmpty ? `${cell.getWidth()}` : `${text} ${cell.getWidth()} ${marks.join()} ${inks.join()}`;
}

/** Takes letters of several code points together and as wide as the layout does. */
function graphemeWidths(): xterm.IUnicodeVersionProvider {
	const segmenter = new Intl.Segmenter();
	const letters: string[] = [''];
	return {
		version: 'graphemes',
		wcwidth: codePoint => Math.min(stringWidth(String.fromCodePoint(codePoint)), 2) as 0 | 1 | 2,
		charProperties(codePoint, preceding) {
			const before = letters[preceding >> 3] ?? '';
			const point = String.fromCodePoint(codePoint);
			const joins = before !== '' && [...segmenter.segment(before + point)].length === 1;
			const letter = joins ? before + point : point;
			if (!letters.includes(letter)) letters.push(letter);
			return (letters.indexOf(letter) << 3) | (stringWidth(letter) << 1) | Number(joins);
		},
	};
}
