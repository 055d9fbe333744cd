import { codesOf } from './exit-codes.ts';
import type { Flag } from './flag.ts';
import { FLAG_GROUPS, flagsOf } from './flags.ts';

/** The commands that there are; `monitor` is the one without a name. */
export type CommandName =
	| 'monitor'
	| 'list'
	| 'orgs'
	| 'errors'
	| 'check'
	| 'status'
	| 'events'
	| 'wait'
	| 'metrics'
	| 'login'
	| 'logout'
	| 'whoami'
	| 'simulate'
	| 'bundle'
	| 'config'
	| 'doctor'
	| 'completion';

/** One command: what it does, in a line and in its help. */
export interface CommandDescription {
	readonly name: CommandName;
	readonly summary: string;
	/** The words one of which stands behind it. */
	readonly words?: readonly string[];
	/** What the help calls what stands behind it, where that may be as many words as one likes. */
	readonly operands?: string;
}

/** Every command once. */
export const COMMANDS: readonly CommandDescription[] = [
	{ name: 'monitor', summary: 'the live monitor (needs a terminal)' },
	{ name: 'list', summary: 'prints the jobs once' },
	{ name: 'orgs', summary: 'prints the organizations once: who is broken, since when, with what' },
	{ name: 'errors', summary: 'prints the kinds of errors once: who has met them, and whether anybody has them now' },
	{ name: 'check', summary: 'judges the latest sync of each organization, as a plug-in of Nagios or Icinga' },
	{ name: 'status', summary: "prints one line of at most 60 columns, for tmux' status-right" },
	{ name: 'events', summary: 'follows what happens: one line for each change, until stopped' },
	{ name: 'wait', summary: 'waits until jobs have ended', operands: 'ID…' },
	{ name: 'metrics', summary: 'prints numbers for Prometheus, or puts them into a file for its node exporter' },
	{ name: 'login', summary: 'signs in and keeps that, so that nobody has to give a password again' },
	{ name: 'logout', summary: 'revokes and forgets what login has kept' },
	{ name: 'whoami', summary: 'who is signed in and where, as the server says it' },
	{ name: 'doctor', summary: 'step by step, why it does not connect' },
	{ name: 'simulate', summary: 'serves a simulated CipherTrust Manager on loopback until stopped' },
	{ name: 'bundle', summary: 'a bug report from the journal, without names, ids, hosts or users' },
	{ name: 'config', summary: 'init prints a configuration file with a word about each key', words: ['init'] },
	{
		name: 'completion',
		summary: 'prints what completes commands in a shell; what that asks for are organizations and jobs',
		words: ['bash', 'zsh', 'fish', 'organizations', 'jobs'],
	},
];

/** How a flag is written: `--url URL`, `-o, --output FORMAT`, `--demo[=SCENARIO]`. */
export function writeFlag({ name, short, kind, value }: Flag): string {
	const start = short === undefined ? '' : `-${short}, `;
	const end = kind === 'switch' ? '' : kind === 'text' ? ` ${value}` : `[=${value}]`;
	return `${start}--${name}${end}`;
}

/** The help of a command; `scenarios` are the simulator's, a line each. */
export function usage(command: CommandName, scenarios: readonly string[]): string {
	const described = COMMANDS.find(({ name }) => name === command);
	const behind = described?.words?.join('|') ?? described?.operands;
	const name = command === 'monitor' ? '' : ` ${command}${behind === undefined ? '' : ` ${behind}`}`;
	const others = command === 'monitor' ? COMMANDS.filter(other => other.name !== 'monitor') : [];
	const taken = flagsOf(command);
	const flags = FLAG_GROUPS.flatMap(group => {
		const here = group.flags.filter(flag => taken.includes(flag));
		if (here.length === 0) return [];
		return ['', `${group.title}:`, ...here.map(flag => `  ${writeFlag(flag).padEnd(24)}  ${flag.help}`)];
	});
	return [
		`Usage: cckm-top${name} [flags]`,
		'',
		`  ${described?.summary ?? ''}`,
		...(others.length === 0
			? []
			: ['', 'Commands:', ...others.map(other => `  ${other.name.padEnd(10)}  ${other.summary}`)]),
		...flags,
		'',
		'Scenarios of the simulator:',
		...scenarios.map(line => `  ${line}`),
		'',
		'Exit codes:',
		...Object.values(codesOf(command)).map(({ code, meaning }) => `  ${String(code).padStart(5)}  ${meaning}`),
		'  128+n  ended by a signal',
		'',
	].join('\n');
}
