import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createMemoryFiles, type JournalFile, type JournalFiles } from '../../source/journal/files.ts';
import { createJournal, type Journal } from '../../source/journal/journal.ts';
import { readJournal } from '../../source/journal/read.ts';
import { createStore } from '../../source/live/store.ts';
import type { JournalEntry } from '../../source/model/journal-entry.ts';
import { NO_MEMORY } from '../../source/model/memory.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import type { JournalPort } from '../../source/session/journal-port.ts';
import { openJournalFiles } from '../../source/store/journal-files.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';
import { createFakeClock } from './fake-clock.ts';
import { NOW } from './jobs.ts';

/** Where no journal is kept, nothing is remembered. */
export const NO_JOURNAL: JournalPort = {
	memory: createStore(NO_MEMORY),
	problem: () => null,
	record: () => undefined,
	changes: async () => [],
};

/** A folder for journals that is not there yet, and is gone after the test. */
export function journalFolder(t: TestContext): string {
	const parent = mkdtempSync(join(tmpdir(), 'journal-'));
	t.after(() => rmSync(parent, { recursive: true, force: true }));
	return join(parent, 'journals');
}

/** The files of a journal on the disk. */
export function diskFiles(folder: string): JournalFiles {
	return openJournalFiles(openPrivateFolder(folder, process.getuid?.() ?? null), 'name', createFakeClock(Date.now()));
}

/** A journal that was started, at {@link NOW} unless told otherwise. */
export async function startJournal(files: JournalFiles, size?: number, clock = createFakeClock(NOW)): Promise<Journal> {
	const self = toSafeText(randomBytes(6).toString('hex'));
	const journal = createJournal({ files, clock, self, ...(size === undefined ? {} : { size }) });
	await journal.start();
	return journal;
}

/** All that a journal holds. */
export async function entriesOf(files: JournalFiles): Promise<JournalEntry[]> {
	const entries: JournalEntry[] = [];
	await readJournal(files, entry => entries.push(entry));
	return entries;
}

/** Files of which the one that grows holds these bytes. */
export async function filesWith(bytes: Uint8Array): Promise<JournalFiles> {
	const files = createMemoryFiles();
	await (await files.open()).append(bytes);
	return files;
}

/** Files whose writing goes wrong while `refuse` throws. */
export function refusingFiles(files: JournalFiles, refuse: () => void): JournalFiles {
	return {
		...files,
		async open(): Promise<JournalFile> {
			const file = await files.open();
			return {
				...file,
				async append(bytes) {
					refuse();
					await file.append(bytes);
				},
			};
		},
	};
}
