import { isMap, isScalar, parseDocument } from 'yaml';
import { FLAG_GROUPS } from '../command-line/flags.ts';
import type { SettingsFile } from '../command-line/setting.ts';
import { safe } from '../model/safe-text.ts';
import { collect, type Entry } from './collect.ts';
import { brokenFile, type Place } from './place.ts';

/** The flag or secret that each key gives: those of its keys that are variables of ours too. */
const NAMES: ReadonlyMap<string, string> = new Map([
	...FLAG_GROUPS.flatMap(({ flags }) => flags)
		.filter(({ example }) => example !== undefined)
		.flatMap(({ name, environment = [] }) => environment.map(variable => [variable, name] as const)),
	['KSCTL_PASSWORD', 'password'],
	['KSCTL_JWT', 'token'],
]);

/** The document, its values as they are written: nothing in it is computed, and no reference is followed. */
function parse(text: string) {
	try {
		return parseDocument(text, { schema: 'failsafe', logLevel: 'error', prettyErrors: true });
	} catch {
		return null;
	}
}

/** Reads the file of Thales' `ksctl`, which is YAML: a line for each of its variables. */
export function readKsctlFile(text: string, place: Place): SettingsFile {
	const document = parse(text);
	const [error] = document?.errors ?? [];
	const advice = safe`It is ksctl's own: a line for each key, such as KSCTL_URL: https://cm.example.com`;
	if (document === null || error !== undefined) {
		throw brokenFile(place, error?.linePos?.[0].line ?? null, safe`YAML`, advice);
	}
	const { contents } = document;
	if (contents === null) return collect(place, false, []);
	if (!isMap(contents)) throw brokenFile(place, null, safe`list of keys and values`, advice);
	const entries = contents.items.flatMap(({ key, value }): Entry[] => {
		const written = isScalar(key) ? String(key.value) : '';
		const name = NAMES.get(written);
		return name === undefined || !isScalar(value) ? [] : [{ key: written, name, value: value.source ?? '' }];
	});
	return collect(place, false, entries);
}
