import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { usageError } from '../command-line/arguments.ts';
import { readFile } from '../journal/read.ts';
import { createRecollection } from '../journal/recollection.ts';
import type { Organizations } from '../model/answer.ts';
import { type Job, parseJob } from '../model/job.ts';
import type { Memory } from '../model/memory.ts';
import { NO_ERRORS } from '../model/memory.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { journalFile } from '../store/journal-files.ts';
import { explain } from '../store/private-folder.ts';

/** What one file of a journal holds. */
export interface ReadJournal {
	readonly name: SafeText;
	/** The rows of jobs, in the order in which they were seen. */
	readonly changes: readonly Job[];
	readonly memory: Memory;
	readonly organizations: Organizations;
	/** How many lines could not be read. */
	readonly skipped: number;
}

/** Reads a file of a journal, be it somebody else's; one without a line of ours is a mistake of usage. */
export async function readJournalFile(path: string): Promise<ReadJournal> {
	const name = toSafeText(path, 200);
	const recollection = createRecollection();
	const changes: Job[] = [];
	let lines = 0;
	// A pipe nobody writes to would block the opening for ever.
	const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
		throw explain(error, path, safe`read`);
	});
	const skipped = await readFile(await journalFile(handle, name), line => {
		lines += 1;
		const isNews = recollection.take(line);
		if (isNews && line.entry.kind === 'job') changes.push(parseJob(line.entry.row, line.entry.of));
	});
	if (lines === 0) {
		throw usageError(
			safe`${name} holds no line of a journal.`,
			safe`Journals are kept below ~/.local/state/cckm-top/journals.`,
		);
	}
	const memory: Memory = {
		isRead: true,
		errors: NO_ERRORS,
		acknowledgements: recollection.acknowledgements(),
		seen: recollection.seen(),
		lastKey: recollection.lastKey(),
	};
	const organizations = new Map(
		[...recollection.names()].map(([id, called]) => [
			id,
			{ id, name: called, connection: null, resourceId: safe``, verbatim: { name: called } },
		]),
	);
	return { name, changes, memory, organizations, skipped };
}
