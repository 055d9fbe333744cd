import type { CommandName } from './commands.ts';

/** How what is printed is written. */
export type Format = 'table' | 'wide' | 'json' | 'ndjson' | 'csv' | 'text';

const TABLES: readonly [Format, ...Format[]] = ['table', 'wide', 'json', 'ndjson', 'csv'];

/** The formats of the commands that print no tables, the usual one first. */
const OTHERS: Readonly<Partial<Record<CommandName, readonly [Format, ...Format[]]>>> = {
	check: ['text', 'json'],
	events: ['text', 'ndjson'],
};

/** The formats that a command prints, the usual one first. */
export function formatsOf(command: CommandName): readonly [Format, ...Format[]] {
	return OTHERS[command] ?? TABLES;
}
