import { isAbsolute, join } from 'node:path';
import { usageError } from '../command-line/arguments.ts';
import type { Flag } from '../command-line/flag.ts';
import { FLAG_GROUPS } from '../command-line/flags.ts';
import {
	SECRET_SETTINGS,
	type SecretName,
	type SecretSetting,
	type Setting,
	type SettingsFile,
} from '../command-line/setting.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Place } from './place.ts';

/** The flags that may stand in a configuration file, by their names. */
export const SETTABLE: ReadonlyMap<string, Flag> = new Map(
	FLAG_GROUPS.flatMap(({ flags }) => flags.filter(({ example }) => example !== undefined)).map(flag => [
		flag.name,
		flag,
	]),
);

/** Whether a key stands for a secret. */
export function isSecretName(name: string): name is SecretName {
	return Object.hasOwn(SECRET_SETTINGS, name);
}

/** One key of a file with what stands behind it, and the flag or secret that it gives. */
export interface Entry {
	readonly key: string;
	/** The name of a flag that may stand in a file, or of a secret. */
	readonly name: string;
	readonly value: unknown;
}

const YES_OR_NO = /^(?:1|0|true|false|yes|no|on|off)$/i;

/** A value as it would be typed; null where nobody could. */
function typed(value: unknown): string | null {
	if (typeof value === 'string') return value.includes('\0') ? null : value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const isList = Array.isArray(value) && value.every(each => typeof each === 'string');
	return isList ? typed(value.join(',')) : null;
}

function expected({ kind, value }: Flag): SafeText {
	return kind === 'switch' ? safe`true or false` : safe`a text or a number (${toSafeText(value ?? 'VALUE')})`;
}

function isFit(flag: Flag, value: unknown, text: string): boolean {
	return flag.kind === 'switch' ? YES_OR_NO.test(text) : typeof value !== 'boolean';
}

/** A path as its file means it: from the home, or from where the file is, never from where the program was started. */
function resolve(path: string, { folder, home }: Place): string {
	if (path.includes('-----BEGIN') || isAbsolute(path)) return path;
	return path.startsWith('~/') ? join(home, path.slice(2)) : join(folder, path);
}

/** The settings that entries come to; an empty one says nothing. Throws a failure that names key and file. */
export function collect(place: Place, isOwn: boolean, entries: readonly Entry[]): SettingsFile {
	const settings = new Map<string, Setting>();
	const secrets = new Map<SecretName, SecretSetting>();
	for (const { key, name, value } of entries) {
		const shown = toSafeText(key, 80);
		const flag = SETTABLE.get(name);
		const text = typed(value);
		if (text === null || (flag !== undefined && text !== '' && !isFit(flag, value, text))) {
			const wanted = flag === undefined ? safe`a text` : expected(flag);
			throw usageError(safe`${shown} in ${place.path} does not fit.`, safe`It takes ${wanted}.`);
		}
		if (text === '') continue;
		if (isSecretName(name)) secrets.set(name, { key: shown, reveal: () => text });
		else settings.set(name, { key: shown, value: flag?.value === 'PATH' ? resolve(text, place) : text });
	}
	return { path: place.path, isOwn, isExposed: place.isExposed, settings, secrets };
}
