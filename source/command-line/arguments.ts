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

/** A mistake in how the program was called. Values are never repeated: one of them might be a secret. */
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
	const nearest = nearestName(
		name.replace(/^-+/, ''),
		flags.map(candidate => candidate.name),
	);
	throw usageError(
		safe`There is no flag ${toSafeText(name, 40)} here.`,
		nearest === null
			? safe`See --help for the flags.`
			: safe`Did you mean --${toSafeText(nearest)}? See --help for the flags.`,
	);
}

/** The name that differs in the fewest letters, where it differs in few enough to be meant. */
function nearestName(typed: string, names: readonly string[]): string | null {
	const ranked = names
		.map(name => ({ name, distance: editDistance(typed, name) }))
		.sort((a, b) => a.distance - b.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= Math.max(1, Math.floor(typed.length / 3)) ? best.name : null;
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

/** Writes every flag as `--name=value`, so that a value may begin with a dash and a missing one is seen. */
function normalize(argv: readonly string[], command: CommandName): string[] {
	const normal: string[] = [];
	const seen = new Set<Flag>();
	for (let index = 0; index < argv.length; index += 1) {
		const argument = argv[index] ?? '';
		if (!argument.startsWith('-')) {
			throw usageError(safe`${toSafeText(argument, 40)} is not expected here.`, safe`Flags begin with --; see --help.`);
		}
		const flag = findFlag(argument, command);
		const name = toSafeText(flag.name);
		if (seen.has(flag) && flag.repeats !== true) throw usageError(safe`--${name} is given twice.`, safe`Give it once.`);
		seen.add(flag);
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
		normal.push(`--${flag.name}=${value}`);
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
	for (const { name } of taken) {
		const value: unknown = parsed.flags[toCamelCase(negated(name))];
		if (value === undefined || value === false) continue;
		const values = (Array.isArray(value) ? value : [value]).map(String);
		if (values.length > 0) flags.set(name, values);
	}
	return { command, flags };
}

function toCamelCase(name: string): string {
	return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
