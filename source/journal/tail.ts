import type { JournalFile } from './files.ts';
import { type JournalLine, LONGEST_LINE, readLine } from './line.ts';

/** Follows a file that grows: each reading goes on where the one before has ended. */
export interface Tail {
	readonly file: JournalFile;
	/** Where the next line begins, in bytes. */
	offset(): number;
	/** Whether bytes stand behind the last line feed: somebody was stopped while writing. */
	isTorn(): boolean;
	/** How many lines could not be read. */
	skipped(): number;
	/** Reads on to the end. */
	read(take: (line: JournalLine) => void): Promise<void>;
}

const CHUNK = 64 * 1024;
const LINE_FEED = 10;

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
	const whole = new Uint8Array(one.length + other.length);
	whole.set(one);
	whole.set(other, one.length);
	return whole;
}

/** Follows a file from its beginning. */
export function followFile(file: JournalFile): Tail {
	const decoder = new TextDecoder();
	let rest: Uint8Array = new Uint8Array();
	let read = 0;
	let skipped = 0;

	function takeLines(bytes: Uint8Array, take: (line: JournalLine) => void): void {
		for (const text of decoder.decode(bytes).split('\n')) {
			if (text === '') continue;
			const line = readLine(text);
			if (line === null) skipped += 1;
			else take(line);
		}
	}

	return {
		file,
		offset: () => read - rest.length,
		isTorn: () => rest.length > 0,
		skipped: () => skipped,
		async read(take) {
			for (;;) {
				const chunk = await file.read(read, CHUNK);
				if (chunk.length === 0) return;
				read += chunk.length;
				const bytes = rest.length === 0 ? chunk : join(rest, chunk);
				const end = bytes.lastIndexOf(LINE_FEED) + 1;
				takeLines(bytes.subarray(0, end), take);
				// What never ends is no line of ours; its end will not be readable either.
				rest = bytes.length - end > LONGEST_LINE ? new Uint8Array([0]) : bytes.slice(end);
			}
		},
	};
}
