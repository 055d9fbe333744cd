import type { CommandName } from './commands.ts';

/** What stands behind a flag: nothing, a text, or a text that may be left out. */
export type FlagKind = 'switch' | 'text' | 'optional-text';

/** One flag: its name, what it takes, and which variables stand in for it. */
export interface Flag {
	readonly name: string;
	readonly short?: string;
	readonly kind: FlagKind;
	/** What the help calls its value. */
	readonly value?: string;
	/** All that its value may be, where that is a closed list. */
	readonly choices?: readonly string[];
	readonly repeats?: true;
	readonly help: string;
	/** Environment variables that give the same, first found wins. */
	readonly environment?: readonly string[];
	/** An example of its value in a configuration file; without one it cannot stand there. */
	readonly example?: string;
	/** In a configuration file it counts only for the server that the file names: it is a secret, or a word about trust. */
	readonly bound?: true;
	/** The flag that says the opposite: where it is given, nothing in a configuration file says this. */
	readonly opposite?: string;
	/** The commands that take it, where they are not those of its group. */
	readonly commands?: readonly CommandName[];
}

/** Flags that belong together in the help, and the commands that take them. */
export interface FlagGroup {
	readonly title: string;
	readonly commands: readonly CommandName[];
	readonly flags: readonly Flag[];
}
