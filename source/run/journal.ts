import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../command-line/option-values.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import { createMemoryFiles, type JournalFiles } from '../journal/files.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import type { Clock } from '../live/clock.ts';
import { toSafeText } from '../model/safe-text.ts';
import { journalName, openJournalFiles } from '../store/journal-files.ts';
import { openPrivateFolder, type PrivateFolder } from '../store/private-folder.ts';
import { stateFolder } from '../store/state-folder.ts';

/** A journal that is gone with the process need not hold weeks, in bytes. */
const MEMORY_SIZE = 4 * 1024 * 1024;

/** The folder of all journals of this user. */
export function journalFolder(environment: Environment): PrivateFolder {
	return openPrivateFolder(join(stateFolder(environment, homedir()), 'journals'), process.getuid?.() ?? null);
}

/** The files of the journal of a server and the domain that is looked at; of the simulator nothing is left behind. */
export function journalFiles(server: ServerOptions, environment: Environment, clock: Clock): JournalFiles | null {
	if (server.kind === 'demo') return null;
	return openJournalFiles(journalFolder(environment), journalName(server.url.origin, server.domain), clock);
}

/** The name of the journal that was written to last; null where there is none. */
async function newestName(folder: PrivateFolder): Promise<string | null> {
	const names = (await folder.names()).flatMap(file => /^([0-9a-f]{32})\.ndjson$/.exec(file)?.[1] ?? []);
	const dated = await Promise.all(
		names.map(async name => ({ name, at: (await folder.changedAt(`${name}.ndjson`)) ?? 0 })),
	);
	return dated.sort((one, other) => other.at - one.at)[0]?.name ?? null;
}

/** The name of the journal of a server and domain, or of the one that was written to last; null where there is none. */
export async function findJournal(
	server: { readonly url: URL; readonly domain: string | null } | null,
	folder: PrivateFolder,
): Promise<string | null> {
	return server === null ? newestName(folder) : journalName(server.url.origin, server.domain);
}

/** Makes the journal of a run; without files it is kept in memory. */
export function makeJournal(files: JournalFiles | null, clock: Clock): Journal {
	const self = toSafeText(randomUUID());
	if (files === null) return createJournal({ files: createMemoryFiles(), clock, self, size: MEMORY_SIZE });
	return createJournal({ files, clock, self });
}
