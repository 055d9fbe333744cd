import { open } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { usageError } from '../command-line/arguments.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { BundleOptions } from '../command-line/options.ts';
import { readJournal } from '../journal/read.ts';
import { systemClock } from '../live/clock.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { formatBundle } from '../output/bundle.ts';
import { openJournalFiles } from '../store/journal-files.ts';
import { explain, type PrivateFolder } from '../store/private-folder.ts';
import { findJournal, journalFolder } from './journal.ts';
import { print } from './print.ts';

async function sizeOf(folder: PrivateFolder, name: string): Promise<number> {
	let bytes = 0;
	for (const file of [`${name}.old.ndjson`, `${name}.ndjson`]) {
		const handle = await folder.openToRead(file);
		bytes += (await handle?.stat())?.size ?? 0;
		await handle?.close();
	}
	return bytes;
}

/** Writes a file that is not there yet, for this user alone. */
async function writeNew(path: string, text: SafeText): Promise<void> {
	try {
		const file = await open(path, 'wx', 0o600);
		await file.writeFile(text).finally(() => file.close());
	} catch (error) {
		throw explain(error, path, safe`written`);
	}
}

/** Makes a bug report from the journal of a server, or from the one that was written to last, without asking anybody. */
export async function runBundle({ server, output }: BundleOptions, environment: Environment): Promise<number> {
	const folder = journalFolder(environment);
	const name = await findJournal(server, folder);
	const entries: JournalEntry[] = [];
	const skipped =
		name === null
			? 0
			: await readJournal(openJournalFiles(folder, name, systemClock), entry => void entries.push(entry));
	if (name === null || (entries.length === 0 && skipped === 0)) {
		throw usageError(
			safe`There is no journal${server === null ? safe`` : safe` of this server and domain`} yet.`,
			safe`The monitor keeps one below ${folder.pathOf('')}; name the server with --url as there.`,
		);
	}
	const { json, summary } = formatBundle(
		{ entries, skipped, bytes: await sizeOf(folder, name) },
		{ version: packageJson.version, node: process.version, platform: `${process.platform} ${process.arch}` },
	);
	if (output === null) await print(json);
	else await writeNew(output, json);
	process.stderr.write(`${summary}${output === null ? '' : `\nIt is in ${toSafeText(output, 300)}.`}\n`);
	return EXIT_CODES.done.code;
}
