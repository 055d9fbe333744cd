import { Writable } from 'node:stream';
import { ALTERNATE_SCREEN, type Mode, readInkWrite, SYNCHRONIZED } from './ink-output.ts';
import { openOutlet, type TerminalStreams } from './outlet.ts';
import { paint } from './paint.ts';
import { type Measure, type Row, readRow } from './row.ts';
import { sizeOf, type TerminalSize } from './size.ts';

/** What Ink draws on: of each frame only what changed goes to the terminal, in one write, when the terminal takes it. */
export interface CellScreen {
	/** To be handed to Ink as its stdout. */
	readonly stdout: NodeJS.WriteStream;
	/** Sends nothing to the terminal until the next repaint. */
	pause(): void;
	/** Draws the newest frame anew on an emptied screen. */
	repaint(): void;
	/** Sends a sequence that draws nothing, whole and between two frames: now, or when the terminal takes something again. */
	pass(sequence: string): void;
	/** To be called when Ink is done: lets go of the terminal. */
	close(): void;
}

/**
 * Makes a screen of a terminal. Ink has to draw on the alternate screen and without incremental rendering; off the
 * alternate screen nothing is drawn. Modes such as that one go through at once.
 */
export function createCellScreen(streams: TerminalStreams, measure: Measure): CellScreen {
	const terminal = streams.stdout;
	/** The newest frame, as text. */
	let frame: string | null = null;
	/** What the terminal shows when it has taken all; null where that is not known. */
	let shown: readonly Row[] | null = null;
	let isFrameUnfinished = false;
	let isResizing = false;
	let isPaused = false;
	/** What is to be sent with the next frame. */
	let passing = '';
	const modes = new Map<string, boolean>();

	const draw = () => {
		if (frame === null || isFrameUnfinished || isResizing || modes.get(ALTERNATE_SCREEN) !== true) return;
		if (isPaused || !outlet.isFree()) return;
		const rows = readRows(frame, shown, sizeOf(terminal), measure);
		const bytes = passing + paint(shown, rows);
		passing = '';
		shown = rows;
		if (bytes !== '') outlet.send(bytes);
	};

	const repaint = () => {
		isPaused = false;
		shown = null;
		draw();
	};

	const switchMode = ({ number, isOn, sequence }: Mode) => {
		if (number === SYNCHRONIZED) {
			isFrameUnfinished = isOn;
			return draw();
		}
		if (modes.get(number) === isOn) return;
		modes.set(number, isOn);
		if (number === ALTERNATE_SCREEN || !outlet.isFree()) shown = null;
		if (!isPaused) outlet.sendAtOnce(sequence);
	};

	const take = (chunk: string) => {
		const written = readInkWrite(chunk);
		for (const mode of written.modes) switchMode(mode);
		if (written.erases) shown = null;
		if (written.frame === null) return;
		frame = written.frame;
		draw();
	};

	const resize = () => {
		shown = null;
		// All who listen draw at once; only the last of their frames is of the new size for certain.
		isResizing = true;
		stdout.emit('resize');
		isResizing = false;
		draw();
	};

	const outlet = openOutlet(streams, draw);
	const stdout = new Writable({
		decodeStrings: false,
		write(chunk, _encoding, done) {
			take(String(chunk));
			done();
		},
	});
	Object.defineProperties(stdout, {
		isTTY: { value: true },
		columns: { get: () => sizeOf(terminal).columns },
		rows: { get: () => sizeOf(terminal).rows },
	});
	terminal.on('resize', resize);
	return {
		stdout: stdout as NodeJS.WriteStream,
		pause() {
			isPaused = true;
		},
		repaint,
		pass(sequence) {
			passing += sequence;
			draw();
		},
		close() {
			terminal.off('resize', resize);
			outlet.close();
		},
	};
}

/** The frame as rows of the terminal's size; rows that are shown already are not read again. */
function readRows(
	frame: string,
	shown: readonly Row[] | null,
	{ columns, rows }: TerminalSize,
	measure: Measure,
): readonly Row[] {
	// Of a frame that is higher than the screen, the end would be left.
	const lines = frame.split('\n').slice(-rows);
	return Array.from({ length: rows }, (_, at) => {
		const line = lines[at] ?? '';
		const before = shown?.[at];
		return before?.line === line ? before : readRow(line, columns, measure);
	});
}
