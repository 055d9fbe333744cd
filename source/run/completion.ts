import type { Arguments } from '../command-line/arguments.ts';
import { bashCompletion } from '../command-line/completion/bash.ts';
import { fishCompletion } from '../command-line/completion/fish.ts';
import { completionTable } from '../command-line/completion/table.ts';
import { zshCompletion } from '../command-line/completion/zsh.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import { readBundleOptions } from '../command-line/options.ts';
import { readJournal } from '../journal/read.ts';
import { systemClock } from '../live/clock.ts';
import { parseJob } from '../model/job.ts';
import { joinSafe, type SafeText, safe, splitLines, toSafeText } from '../model/safe-text.ts';
import { openJournalFiles } from '../store/journal-files.ts';
import { findJournal, journalFolder } from './journal.ts';
import { print } from './print.ts';

/** More than these nobody chooses from; the newest are kept. */
const MOST = 500;

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

function isShell(word: string): word is keyof typeof SCRIPTS {
	return Object.hasOwn(SCRIPTS, word);
}

/** Whether a text can be typed as it is: not one whose line feeds were escaped, nor one that would be a flag. */
function isTypable(text: SafeText): boolean {
	return text.trim() !== '' && !text.startsWith('-') && splitLines(text).length === 1;
}

/** What the journal knows by name and id, newest last. */
async function remembered(word: string, given: Arguments, environment: Environment): Promise<readonly SafeText[]> {
	const folder = journalFolder(environment);
	const name = await findJournal(readBundleOptions(given, environment).server, folder);
	if (name === null) return [];
	const organizations = new Map<SafeText, SafeText>();
	const jobs = new Set<SafeText>();
	await readJournal(openJournalFiles(folder, name, systemClock), entry => {
		if (entry.kind === 'named') organizations.set(entry.organization, entry.name);
		if (entry.kind !== 'job') return;
		const { id, results } = parseJob(entry.row);
		jobs.add(id);
		for (const { id: organization } of results) {
			if (!organizations.has(organization)) organizations.set(organization, organization);
		}
	});
	const known = word === 'jobs' ? [...jobs] : [...organizations].flatMap(([id, called]) => [called, id]);
	return [...new Set(known)].filter(isTypable).slice(-MOST);
}

/** Prints the script that completes commands in a shell, or a line for each organization or job that it may offer. */
export async function runCompletion(given: Arguments, environment: Environment): Promise<number> {
	const { word = '' } = given;
	if (isShell(word)) {
		const { SCENARIOS } = await import('../demo/scenarios.ts');
		const lines = SCRIPTS[word](completionTable(Object.keys(SCENARIOS))).split('\n');
		await print(
			joinSafe(
				lines.map(line => toSafeText(line.replaceAll('\t', '  '))),
				safe`\n`,
			),
		);
	} else {
		const lines = await remembered(word, given, environment);
		await print(
			joinSafe(
				lines.map(line => safe`${line}\n`),
				safe``,
			),
		);
	}
	return EXIT_CODES.done.code;
}
