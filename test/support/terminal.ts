import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';
import { waitFor } from './wait-for.ts';

/** A terminal without a window: what Ink draws on it can be read back cell by cell. */
export interface TestTerminal {
	/** To be handed to Ink's `render` as its `stdout`, and to whatever else writes. */
	readonly stdout: NodeJS.WriteStream;
	/** To be handed to Ink's `render` as its `stdin`. */
	readonly stdin: NodeJS.ReadStream;
	/** How often it rang, what titles it was given, what it would answer: all that drawn text must never cause. */
	readonly effects: { bells: number; readonly titles: string[]; readonly replies: string[] };
	/** What its clipboard was offered (OSC 52), as text. */
	readonly clipboard: readonly string[];
	/** All bytes written so far. */
	readonly written: () => string;
	/** The rows on the screen, top to bottom, blanks at the end left out. */
	lines(): readonly string[];
	/** The same as one text, empty rows at the end left out. */
	text(): string;
	/** One cell, counted from zero. */
	cell(column: number, row: number): { readonly text: string; readonly width: number } & CellStyle;
	resize(columns: number, rows: number): void;
	/** Types keys, as the bytes that a terminal sends for them. */
	send(keys: string): void;
	/** Ends when all that was written is drawn, and what Ink holds back for its next frame too. */
	settle(): Promise<void>;
	/** Waits until the screen shows `wanted`. */
	waitFor(wanted: string | RegExp): Promise<void>;
	dispose(): void;
}

/** How a cell is drawn; colours by their number in the palette, or as 0xRRGGBB, -1 where the terminal's own. */
export interface CellStyle {
	readonly color: number;
	readonly background: number;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isInverse: boolean;
	readonly isUnderlined: boolean;
}

/** Makes a terminal of a size. */
export function createTerminal({ columns = 80, rows = 24 } = {}): TestTerminal {
	const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
	const effects: TestTerminal['effects'] = { bells: 0, titles: [], replies: [] };
	terminal.onBell(() => effects.bells++);
	terminal.onTitleChange(title => effects.titles.push(title));
	terminal.onData(reply => effects.replies.push(reply));

	const clipboard: string[] = [];
	terminal.parser.registerOscHandler(52, data => {
		clipboard.push(Buffer.from(data.replace(/^c;/, ''), 'base64').toString());
		return true;
	});

	let written = '';
	let undrawn = 0;
	const stdout = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk, _encoding, done) {
				written += chunk;
				undrawn++;
				terminal.write(String(chunk), () => undrawn--);
				done();
			},
		}),
		{ isTTY: true, columns, rows, fd: 1 },
	);
	const stdin = Object.assign(new PassThrough(), {
		isTTY: true,
		isRaw: false,
		setRawMode(isRaw: boolean) {
			stdin.isRaw = isRaw;
			return stdin;
		},
		ref: () => stdin,
		unref: () => stdin,
	});

	const lines = () => {
		const buffer = terminal.buffer.active;
		return Array.from(
			{ length: terminal.rows },
			(_, row) =>
				buffer
					.getLine(buffer.baseY + row)
					?.translateToString(true, 0, terminal.cols)
					.trimEnd() ?? '',
		);
	};
	const text = () => lines().join('\n').trimEnd();
	/** Longer than Ink waits between two frames, and than it holds back a lone escape. */
	const frame = () => new Promise(resolve => setTimeout(resolve, 40));
	return {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		effects,
		clipboard,
		written: () => written,
		lines,
		text,
		cell(column, row) {
			const buffer = terminal.buffer.active;
			const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
			if (cell === undefined) throw new RangeError(`no cell ${column},${row}`);
			return {
				text: cell.getChars(),
				width: cell.getWidth(),
				color: cell.isFgDefault() ? -1 : cell.getFgColor(),
				background: cell.isBgDefault() ? -1 : cell.getBgColor(),
				isBold: cell.isBold() !== 0,
				isDim: cell.isDim() !== 0,
				isInverse: cell.isInverse() !== 0,
				isUnderlined: cell.isUnderline() !== 0,
			};
		},
		resize(width, height) {
			terminal.resize(width, height);
			Object.assign(stdout, { columns: width, rows: height });
			stdout.emit('resize');
		},
		send: keys => void stdin.write(keys),
		async settle() {
			await frame();
			await waitFor(() => undrawn === 0, text);
		},
		waitFor: async wanted => {
			await waitFor(() => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())), text);
		},
		dispose: () => terminal.dispose(),
	};
}
