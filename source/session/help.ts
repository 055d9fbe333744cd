import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { BINDING_GROUPS } from './bindings.ts';

/** One entry of the help: a key or a word, and what it does or means. */
export interface HelpEntry {
	readonly term: SafeText;
	readonly help: SafeText;
	/** The names by which the palette knows it. */
	readonly commands: SafeText;
}

/** Entries of the help that belong together. */
export interface HelpSection {
	readonly title: SafeText;
	readonly entries: readonly HelpEntry[];
}

function entry(term: SafeText, help: SafeText): HelpEntry {
	return { term, help, commands: safe`` };
}

const IN_A_FILTER: HelpSection = {
	title: safe`In a filter`,
	entries: [
		entry(safe`acme timeout`, safe`rows that have all of these words anywhere; capital letters do not matter`),
		entry(safe`"two words"`, safe`words that stand together`),
		entry(safe`/^00D.*QAC$/`, safe`a pattern`),
		entry(safe`!acme`, safe`rows without it`),
		entry(safe`org: job:`, safe`an organization by name or id, a job by id`),
		entry(safe`err:`, safe`what the server says of an organization that is not ok`),
		entry(safe`status:`, safe`the server's own word for a job`),
		entry(
			safe`health:`,
			safe`what we make of a job; of an organization failing, waiting or overdue; of an error active or cleared`,
		),
		entry(safe`kind:`, safe`what a job synchronizes: keys or certificates`),
		entry(safe`new:`, safe`what got into trouble just then, or into another than before; a name may follow`),
		entry(safe`age<2h dur>90s`, safe`started since, took longer: ms, s, m, h, d or w`),
	],
};

const WORDS: HelpSection = {
	title: safe`Words`,
	entries: [
		entry(safe`status`, safe`the server's own word for a job; it may say completed where every organization failed`),
		entry(
			safe`outcome`,
			safe`of one organization in one job: ok, error, running, none (never reported) or unknown (no rule knows the text)`,
		),
		entry(safe`FAILED`, safe`health of a job: an error for every organization, or the server says failed`),
		entry(safe`DEGRADED`, safe`some organizations met an error, or were never reported`),
		entry(safe`STUCK`, safe`runs far longer than jobs like it, without a change`),
		entry(safe`UNKNOWN`, safe`a status or a text that no rule knows: never shown as good`),
		entry(safe`OVERDUE`, safe`an organization whose last sync is three times as old as is usual between its syncs`),
		entry(safe`NEW`, safe`in trouble after a good sync, or in another trouble than before`),
		entry(safe`STALE`, safe`the data is older than two polls: ages vanish until there is newer`),
		entry(safe`PARTIAL`, safe`only some of the server's jobs are held: counts and filters are of these`),
		entry(safe`synchronize`, safe`what CipherTrust's own interface calls Refresh`),
	],
};

/** All of the help: every key by what it is for, the words of a filter, the words on the screen. */
export const HELP: readonly HelpSection[] = [
	...BINDING_GROUPS.map(({ title, bindings }) => ({
		title,
		entries: bindings.map(({ keys, help, commands = {} }) => ({
			term: keys,
			help,
			commands: joinSafe(
				Object.keys(commands).map(name => toSafeText(name)),
				safe` `,
			),
		})),
	})),
	IN_A_FILTER,
	WORDS,
];

/** The sections with the entries that have all words of a search in key, command, explanation or title. */
export function searchHelp(search: string): readonly HelpSection[] {
	const words = search.toLowerCase().split(/\s+/);
	return HELP.flatMap(({ title, entries }) => {
		const found = entries.filter(({ term, help, commands }) => {
			const text = `${title}\n${term}\n${commands}\n${help}`.toLowerCase();
			return words.every(word => text.includes(word));
		});
		return found.length === 0 ? [] : [{ title, entries: found }];
	});
}
