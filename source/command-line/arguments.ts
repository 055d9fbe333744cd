import meow from 'meow';
import packageJson from '../../package.json' with { type: 'json' };
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { type Flag, flagsOf } from './flags.ts';

/** The version of this program. */
export const VERSION = packageJson.version;

/** What was typed: a command and the values of its flags by name. A switch holds no value, only its presence. */
export interface Arguments {
	readonly command: CommandName;
	readonly flags: ReadonlyMap<string, readonly string[]>;
}

const BEGINS = safe`Flags begin with --; see --help.`;

/** A mistake in how the program was called. A value that might be a secret must not be repeated in the message. */
export function usageError(message: SafeText, advice: SafeText): FailureError {
	return new FailureError({ kind: 'usage', message, advice });
}

function readCommand(argv: readonly string[]): { command: CommandName; rest: readonly string[] } {
	const [first, ...rest] = argv;
	if (first === undefined || first.startsWith('-')) return { command: 'monitor', rest: argv };
	const found = COMMANDS.find(({ name }) => name === first && name !== 'monitor');
	if (found !== undefined) return { command: found.name, rest };
	const names = COMMANDS.map(({ name }) => name).filter(name => name !== 'monitor');
	throw usageError(
		safe`There is no command ${toSafeText(first, 40)}.`,
		safe`The commands are ${toSafeText(names.join(', '))}; without one the live monitor starts. See --help.`,
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

/** The name that was begun, else the one that differs in the fewest letters, where these are few enough to be meant. */
function nearestName(typed: string, names: readonly string[]): string | null {
	const begun = names.find(name => typed.length > 2 && name.startsWith(typed));
	if (begun !== undefined) return begun;
	const most = Math.max(1, Math.floor(typed.length * 0.4)); // two letters that swapped places count as two
	const ranked = names
		.map(name => ({ name, distance: editDistance(typed, name) }))
		.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= most ? best.name : null;
}

function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [line, letter] of Array.from(one).entries()) {
		const next = [line + 1];
		for (const [column, candidate] of Array.from(other).entries()) {
			const replace = (row[column] ?? 0) + (letter === candidate ? 0 : 1);
			next.push(Math.min(replace, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
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

/**
 * Writes every flag as `--name==value`, so that a value may begin with a dash and a missing one is seen. The second sign
 * is part of the value until it is read: without it the parser takes off the quotes of a value that stands in them.
 */
function normalize(argv: readonly string[], command: CommandName): string[] {
	const normal: string[] = [];
	const seen = new Set<Flag>();
	let before: Flag | null = null;
	for (let index = 0; index < argv.length; index += 1) {
		const argument = argv[index] ?? '';
		if (!argument.startsWith('-')) throw strayWord(argument, before);
		const flag = findFlag(argument, command);
		const name = toSafeText(flag.name);
		if (seen.has(flag) && flag.repeats !== true) throw usageError(safe`--${name} is given twice.`, safe`Give it once.`);
		seen.add(flag);
		before = flag;
		const equals = argument.indexOf('=');
		const given = equals === -1 ? undefined : argument.slice(equals + 1);
		if (flag.kind === 'switch') {
			if (given !== undefined)
				throw usageError(safe`--${name} takes no value.`, safe`Leave out the = and what follows.`);
			normal.push(`--${flag.name}`);
			continue;
		}
		if (flag.kind === 'text' && given === undefined) index += 1;
		const value = given ?? (flag.kind === 'text' ? argv[index] : '');
		if (
			value === undefined ||
			(flag.kind === 'text' && (value === '' || (given === undefined && value.startsWith('--'))))
		) {
			throw usageError(safe`--${name} needs a value.`, safe`Write --${name} ${toSafeText(flag.value ?? 'VALUE')}.`);
		}
		normal.push(`--${flag.name}==${value}`);
	}
	return normal;
}

/** Reads the command line; a mistake is a failure of usage that names the flag and the way out. */
export function parseArguments(argv: readonly string[]): Arguments {
	const { command, rest } = readCommand(argv);
	const taken = flagsOf(command);
	const negated = (name: string) => name.replace(/^no-/, 'without-');
	const parsed = meow({
		importMeta: import.meta,
		pkg: packageJson,
		argv: normalize(rest, command).map(argument => argument.replace(/^--no-/, '--without-')),
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		flags: Object.fromEntries(
			taken.map(({ name, kind, repeats }) => [
				toCamelCase(negated(name)),
				kind === 'switch' ? { type: 'boolean' } : { type: 'string', ...(repeats === true ? { isMultiple: true } : {}) },
			]),
		),
	});
	const flags = new Map<string, readonly string[]>();
	for (const { name, kind } of taken) {
		const value: unknown = parsed.flags[toCamelCase(negated(name))];
		if (value === undefined || value === false) continue;
		const values = (Array.isArray(value) ? value : [value]).map(part =>
			kind === 'switch' ? '' : String(part).slice(1),
		);
		if (values.length > 0) flags.set(name, values);
	}
	return { command, flags };
}

function toCamelCase(name: string): string {
	return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
