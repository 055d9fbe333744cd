import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { type Arguments, MisfitError, usageError } from './arguments.ts';
import type { Flag } from './flag.ts';
import { FLAG_GROUPS, flagsOf } from './flags.ts';
import type { Environment } from './option-values.ts';
import { readUrl } from './server-url.ts';
import type { Setting, SettingsFile } from './setting.ts';

/** Where the value of a flag comes from: the command line, else its variables, else configuration files. */
export interface Reader {
	/** The last value of a flag, else of the first of its variables that is set, else of the first file; null without. */
	value(name: string): string | null;
	/** What was typed alone. */
	values(name: string): readonly string[];
	/** What gave the value: the flag, the variable of this name, a key and its file; null where nothing did. */
	origin(name: string): SafeText | null;
	isOn(name: string): boolean;
	/** The configuration files, as far as they count here. */
	readonly files: readonly SettingsFile[];
}

const BOUND = new Set(FLAG_GROUPS.flatMap(({ flags }) => flags.filter(flag => flag.bound).map(({ name }) => name)));

/** A server as it may be compared; an address that is none is only like itself. */
function serverOf(address: string): string {
	try {
		return readUrl(address).origin;
	} catch (error) {
		if (error instanceof FailureError) return address;
		throw error;
	}
}

/**
 * What a file says where the server at `address` is meant. Where it names another one, its secrets and its word about trust
 * are not for this one, and a file of another program has nothing to say at all.
 */
function narrow(file: SettingsFile, address: string | null): SettingsFile {
	const named = file.settings.get('url')?.value;
	if (address === null || named === undefined || serverOf(named) === serverOf(address)) return file;
	const kept = file.isOwn ? [...file.settings].filter(([name]) => !BOUND.has(name)) : [];
	return { ...file, settings: new Map(kept), secrets: new Map() };
}

/** Reads the flags of one command, their variables and what files say for them. */
export function createReader({ command, flags, files = [] }: Arguments, environment: Environment): Reader {
	const flagNamed = (name: string): Flag | undefined => flagsOf(command).find(flag => flag.name === name);
	const variableOf = (name: string) =>
		flagNamed(name)?.environment?.find(variable => (environment[variable] ?? '') !== '') ?? null;
	const settled = (name: string) => {
		const variable = variableOf(name);
		return flags.get(name)?.at(-1) ?? (variable === null ? null : (environment[variable] ?? null));
	};
	const valuesOf = (name: string) => files.flatMap(file => file.settings.get(name)?.value ?? []);
	// A demo asks nobody of those that are named elsewhere.
	const address = flags.has('demo') || files.length === 0 ? null : (settled('url') ?? valuesOf('url')[0] ?? null);
	const counting = files.map(file => narrow(file, address));
	const settingOf = (name: string): (Setting & { readonly path: SafeText }) | null => {
		const flag = flagNamed(name);
		if (flag === undefined || (flag.opposite !== undefined && flags.has(flag.opposite))) return null;
		for (const { settings, path } of counting) {
			const setting = settings.get(name);
			if (setting !== undefined) return { ...setting, path };
		}
		return null;
	};
	const value = (name: string) => settled(name) ?? settingOf(name)?.value ?? null;
	return {
		value,
		values: name => flags.get(name) ?? [],
		origin(name) {
			if (flags.has(name)) return safe`--${toSafeText(name)}`;
			const variable = variableOf(name);
			if (variable !== null) return toSafeText(variable);
			const setting = settingOf(name);
			return setting === null ? null : safe`${setting.key} in ${setting.path}`;
		},
		isOn: name => flags.has(name) || /^(1|true|yes|on)$/i.test(value(name) ?? ''),
		files: counting,
	};
}

/** What `read` comes to; of a value that does not fit it is also told where it is from, unless it was typed. */
export function withOrigins<Result>(reader: Reader, read: () => Result): Result {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof MisfitError) || reader.values(error.flag).length > 0) throw error;
		const origin = reader.origin(error.flag);
		if (origin === null || error.failure.kind !== 'usage') throw error;
		const { message, advice } = error.failure;
		throw usageError(message, safe`${advice} It comes from ${origin}.`);
	}
}
