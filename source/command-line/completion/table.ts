import { COMMANDS, type CommandName } from '../commands.ts';
import type { Flag } from '../flag.ts';
import { flagsOf } from '../flags.ts';
import { formatsOf } from '../formats.ts';

/** How the beginning of a word is completed: not at all, by these words, by files, or by what this program answers. */
export type Completion =
	| { readonly kind: 'any' }
	| { readonly kind: 'words'; readonly words: readonly string[] }
	| { readonly kind: 'file' }
	| { readonly kind: 'asked'; readonly what: 'organizations' | 'jobs' };

/** A flag of a command. */
export interface CompletedFlag {
	readonly flag: Flag;
	/** What its value is completed by; null where it takes none. */
	readonly value: Completion | null;
}

/** A command, as a shell has to know it. */
export interface CompletedCommand {
	readonly name: CommandName;
	readonly summary: string;
	readonly flags: readonly CompletedFlag[];
	/** What stands behind it that is no flag; null where nothing does. */
	readonly operands: Completion | null;
}

/** Flags that say whose organizations and jobs are meant, as far as they may be handed on. */
export const HANDED_ON: readonly string[] = ['url', 'domain', 'config', 'profile'];

const ASKED: Readonly<Record<string, 'organizations' | 'jobs'>> = { org: 'organizations', id: 'jobs' };

function completionOf(command: CommandName, flag: Flag, scenarios: readonly string[]): Completion | null {
	const { name, kind, value, choices } = flag;
	if (kind === 'switch') return null;
	const what = ASKED[name];
	if (what !== undefined) return { kind: 'asked', what };
	if (value === 'PATH' || value === 'FILE') return { kind: 'file' };
	if (value === 'FORMAT') return { kind: 'words', words: formatsOf(command) };
	if (name === 'demo' || name === 'scenario') return { kind: 'words', words: scenarios };
	return choices === undefined ? { kind: 'any' } : { kind: 'words', words: choices };
}

/** Everything that can be completed, from the tables of commands and flags; `scenarios` are the simulator's names. */
export function completionTable(scenarios: readonly string[]): readonly CompletedCommand[] {
	return COMMANDS.map(({ name, summary, words, operands }) => ({
		name,
		summary,
		flags: flagsOf(name).map(flag => ({ flag, value: completionOf(name, flag, scenarios) })),
		operands:
			words !== undefined ? { kind: 'words', words } : operands === undefined ? null : { kind: 'asked', what: 'jobs' },
	}));
}

/** A text of ours that no shell reads anything into. */
export function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
