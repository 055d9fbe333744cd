import type { JournalEntry } from '../model/journal-entry.ts';
import type { JournalFile, JournalFiles } from './files.ts';
import type { JournalLine } from './line.ts';
import { createRecollection } from './recollection.ts';
import { followFile } from './tail.ts';

/** Reads a file from its beginning to its end, and closes it; gives how many of its lines could not be read. */
export async function readFile(file: JournalFile, take: (line: JournalLine) => void): Promise<number> {
	const tail = followFile(file);
	try {
		await tail.read(take);
		return tail.skipped() + (tail.isTorn() ? 1 : 0);
	} finally {
		await file.close();
	}
}

/** Reads all that a journal holds, in the order in which it was written, and of what is told twice only the first. */
export async function readJournal(files: JournalFiles, take: (entry: JournalEntry) => void): Promise<number> {
	const recollection = createRecollection();
	let skipped = 0;
	for (const which of ['older', 'growing'] as const) {
		const file = await files.openExisting(which);
		if (file === null) continue;
		skipped += await readFile(file, line => {
			if (recollection.take(line)) take(line.entry);
		});
	}
	return skipped;
}
