/** What one write of Ink's means. */
export interface InkWrite {
	/** The modes it switches, in order: the number of each, and whether it is switched on. */
	readonly modes: readonly Mode[];
	/** The frame it draws, lines of text with SGR sequences; null where it draws none. */
	readonly frame: string | null;
	/** Whether it erases the frame before and draws no other: what the screen shows is not to be trusted then. */
	readonly erases: boolean;
}

/** A private mode of the terminal and whether it is switched on. */
export interface Mode {
	readonly number: string;
	readonly isOn: boolean;
	readonly sequence: string;
}

/** The mode that is on while parts of one frame are written. */
export const SYNCHRONIZED = '2026';
/** The mode that is on while the alternate screen is shown. */
export const ALTERNATE_SCREEN = '1049';

const SEQUENCES = /\u001b\[(?:\?(\d+)([hl])|[?<=>]?[\d;]*[@-ln-z])/g;

/**
 * Reads a write of Ink's without incremental rendering, on the alternate screen, of a tree without `useCursor`: sequences
 * that go back over the last frame and erase it, then the whole of the next one.
 */
export function readInkWrite(chunk: string): InkWrite {
	const modes: Mode[] = [];
	let erases = false;
	const text = chunk.replace(SEQUENCES, (sequence, number: string | undefined, setting: string | undefined) => {
		if (number === undefined) erases = true;
		else modes.push({ number, isOn: setting === 'h', sequence });
		return '';
	});
	return { modes, frame: text === '' ? null : text, erases: erases && text === '' };
}
