import type { JournalEntry } from '../model/journal-entry.ts';
import type { JournalFiles } from './files.ts';
import { type JournalLine, writeLine } from './line.ts';
import { readFile } from './read.ts';
import { followFile, type Tail } from './tail.ts';

/** What a keeper needs. */
export interface KeeperOptions {
	readonly files: JournalFiles;
	/** How many bytes both files may have together. */
	readonly size: number;
	/** Whether a moment is too long ago for a file to have begun then. */
	readonly isAged: (began: number) => boolean;
	/** Is told of every line, in the order of the files; of our own too. */
	readonly take: (line: JournalLine) => void;
	/** With what a new file begins. */
	readonly essentials: () => readonly JournalEntry[];
}

/** Writes to the file that grows, whoever else does. Everything throws what the disk refuses. */
export interface Keeper {
	/** Reads the file before this one. */
	readOlder(): Promise<void>;
	/** Reads what others, or we ourselves, have written since. */
	catchUp(): Promise<void>;
	/** Writes lines in one piece, behind whatever was written last. */
	write(lines: string): Promise<void>;
	/** How many bytes the file has. */
	bytes(): number;
	/** How many lines could not be read. */
	skipped(): number;
	close(): Promise<void>;
}

/** Creates a keeper; it opens nothing before it is used. */
export function createKeeper({ files, size, isAged, take, essentials }: KeeperOptions): Keeper {
	const encoder = new TextEncoder();
	let tail: Tail | null = null;
	let began: number | null = null;
	let skippedBefore = 0;

	function takeGrowing(line: JournalLine): void {
		began ??= line.entry.at;
		take(line);
	}

	async function leave({ skipped, file }: Tail): Promise<void> {
		tail = null;
		began = null;
		skippedBefore += skipped();
		await file.close();
	}

	async function catchUp(): Promise<Tail> {
		if (tail !== null && (await files.growing()) !== tail.file.id) {
			await tail.read(takeGrowing);
			await leave(tail);
		}
		tail ??= followFile(await files.open());
		await tail.read(takeGrowing);
		return tail;
	}

	async function makeRoom(grown: Tail, length: number): Promise<Tail> {
		const isFull = grown.offset() > 0 && grown.offset() + length > size / 2;
		if (!isFull && (began === null || !isAged(began))) return grown;
		await files.rotate(grown.file.id);
		const next = await catchUp();
		if (next !== grown && next.offset() === 0) {
			await next.file.append(
				encoder.encode(
					essentials()
						.map(entry => writeLine(entry).line)
						.join(''),
				),
			);
			await next.read(takeGrowing);
		}
		return next;
	}

	return {
		async readOlder() {
			const older = await files.openExisting('older');
			if (older !== null) skippedBefore += await readFile(older, take);
		},
		catchUp: async () => void (await catchUp()),
		async write(lines) {
			const bytes = encoder.encode(lines);
			const last = await makeRoom(await catchUp(), bytes.length);
			// Behind what somebody was stopped in writing, a line of its own.
			await last.file.append(last.isTorn() ? encoder.encode(`\n${lines}`) : bytes);
		},
		bytes: () => tail?.offset() ?? 0,
		skipped: () => skippedBefore + (tail?.skipped() ?? 0),
		async close() {
			if (tail !== null) await leave(tail);
		},
	};
}
