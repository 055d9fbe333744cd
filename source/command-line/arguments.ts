import { FailureError } from '../model/failure.ts';
import { nearestName } from '../model/nearest.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import type { Flag } from './flag.ts';
import { flagsOf } from './flags.ts';
import type { SettingsFile } from './setting.ts';

/** What was typed: a command and the values of its flags by name. A switch holds no value, only its presence. */
export interface Arguments {
	readonly command: CommandName;
	/** The word behind a command that takes one. */
	readonly word?: string;
	readonly flags: ReadonlyMap<string, readonly string[]>;
	/** What configuration files say for where nothing was typed, the first one first. */
	readonly files?: readonly SettingsFile[];
	/** What is no flag, for commands that take such words. */
	readonly operands?: readonly string[];
}

const BEGINS = safe`Flags begin with --; see --help.`;

/** A mistake in how the program was called. A value that might be a secret must not be repeated in the message. */
export function usageError(message: SafeText, advice: SafeText): FailureError {
	return new FailureError({ kind: 'usage', message, advice });
}

/** The value of a flag that does not fit, be it typed or from elsewhere. */
export class MisfitError extends FailureError {
	readonly flag: string;

	constructor(flag: string, message: SafeText, advice: SafeText) {
		super({ kind: 'usage', message, advice });
		this.flag = flag;
	}
}

interface Beginning {
	readonly command: CommandName;
	/** Null for a command that takes none, and where it is missing. */
	readonly word: string | null;
	readonly rest: readonly string[];
}

/** Advice that begins with the name that may be meant. */
function mayMean(typed: string, names: readonly string[], otherwise: SafeText): SafeText {
	const nearest = nearestName(typed, names);
	return nearest === null ? otherwise : safe`Did you mean ${toSafeText(nearest)}? ${otherwise}`;
}

function readWord(command: CommandName, rest: readonly string[]): Beginning {
	const words = COMMANDS.find(({ name }) => name === command)?.words ?? [];
	const [first, ...others] = rest;
	if (words.length === 0 || first === undefined || first.startsWith('-')) return { command, word: null, rest };
	if (words.includes(first)) return { command, word: first, rest: others };
	throw usageError(
		safe`${toSafeText(command)} ${toSafeText(first, 40)} does not fit.`,
		mayMean(first, words, safe`It takes ${toSafeText(words.join(', '))}.`),
	);
}

/** Somebody who asks for help need not know the word yet. */
function requireWord({ command, word }: Beginning, flags: Arguments['flags']): void {
	const words = COMMANDS.find(({ name }) => name === command)?.words ?? [];
	if (words.length === 0 || word !== null || flags.has('help') || flags.has('version')) return;
	const [shown, first] = [toSafeText(words.join(', ')), toSafeText(words[0] ?? '')];
	throw usageError(
		safe`${toSafeText(command)} needs a word: ${shown}.`,
		safe`Write cckm-top ${toSafeText(command)} ${first}.`,
	);
}

function readCommand(argv: readonly string[]): Beginning {
	const [first, ...rest] = argv;
	if (first === undefined || first.startsWith('-')) return { command: 'monitor', word: null, rest: argv };
	const found = COMMANDS.find(({ name }) => name === first && name !== 'monitor');
	if (found !== undefined) return readWord(found.name, rest);
	const names = COMMANDS.map(({ name }) => name).filter(name => name !== 'monitor');
	throw usageError(
		safe`There is no command ${toSafeText(first, 40)}.`,
		mayMean(
			first,
			names,
			safe`The commands are ${toSafeText(names.join(', '))}; without one the live monitor starts. See --help.`,
		),
	);
}

function findFlag(argument: string, command: CommandName): Flag {
	const [name = ''] = argument.split('=');
	const flags = flagsOf(command);
	const flag = flags.find(candidate => name === `--${candidate.name}` || name === `-${candidate.short}`);
	if (flag !== undefined) return flag;
	// No more than what can be a flag's name: what follows might be a password, as in -phunter2.
	const [shown = '-'] = /^(?:--[\w-]*|-\w?)/.exec(argument) ?? [];
	const nearest = nearestName(
		name.replace(/^-+/, ''),
		flags.map(candidate => candidate.name),
	);
	throw usageError(
		safe`There is no flag ${toSafeText(shown, 40)} here.`,
		nearest === null
			? safe`See --help for the flags.`
			: safe`Did you mean --${toSafeText(nearest)}? See --help for the flags.`,
	);
}

/** A word where a flag should be; it is not repeated, because it might be the value of a flag. */
function strayWord(word: string, before: Flag | null): FailureError {
	const command = COMMANDS.find(({ name }) => name === word && name !== 'monitor');
	if (command !== undefined) {
		const name = toSafeText(command.name);
		return usageError(
			safe`The command ${name} stands behind a flag.`,
			safe`Write cckm-top ${name} and then its flags.`,
		);
	}
	if (before === null) return usageError(safe`A word that is no flag stands behind the command.`, BEGINS);
	const name = toSafeText(before.name);
	const message = safe`A word that is no flag stands behind --${name}.`;
	if (before.kind !== 'optional-text') return usageError(message, BEGINS);
	return usageError(message, safe`Its value needs an equals sign: --${name}=${toSafeText(before.value ?? 'VALUE')}.`);
}

/** The value of a flag: behind its equals sign, or the word after it. A switch has the empty one. */
function readValue(flag: Flag, given: string | undefined, next: string | undefined): string {
	const name = toSafeText(flag.name);
	if (flag.kind === 'switch') {
		if (given === undefined) return '';
		throw usageError(safe`--${name} takes no value.`, safe`Leave out the = and what follows.`);
	}
	if (flag.kind === 'optional-text') return given ?? '';
	// A value may begin with a dash, as that of --sort does; with two it is the next flag.
	const value = given ?? (next?.startsWith('--') ? undefined : next);
	if (value !== undefined && value !== '') return value;
	throw usageError(safe`--${name} needs a value.`, safe`Write --${name} ${toSafeText(flag.value ?? 'VALUE')}.`);
}

/** Reads the command line; a mistake is a failure of usage that names the flag and the way out. */
export function parseArguments(argv: readonly string[]): Arguments {
	const beginning = readCommand(argv);
	const { command, word, rest } = beginning;
	const flags = new Map<string, readonly string[]>();
	const operands: string[] = [];
	const takesOperands = COMMANDS.some(({ name, operands: called }) => name === command && called !== undefined);
	let before: Flag | null = null;
	for (let index = 0; index < rest.length; index += 1) {
		const argument = rest[index] ?? '';
		if (!argument.startsWith('-')) {
			if (!takesOperands || argument === '') throw strayWord(argument, before);
			operands.push(argument);
			continue;
		}
		const flag = findFlag(argument, command);
		const known = flags.get(flag.name);
		if (known !== undefined && flag.repeats !== true) {
			throw usageError(safe`--${toSafeText(flag.name)} is given twice.`, safe`Give it once.`);
		}
		const equals = argument.indexOf('=');
		const given = equals === -1 ? undefined : argument.slice(equals + 1);
		flags.set(flag.name, [...(known ?? []), readValue(flag, given, rest[index + 1])]);
		if (flag.kind === 'text' && given === undefined) index += 1;
		before = flag;
	}
	requireWord(beginning, flags);
	return { command, flags, ...(word === null ? {} : { word }), ...(operands.length === 0 ? {} : { operands }) };
}
