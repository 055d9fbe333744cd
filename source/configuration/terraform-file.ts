import type { SettingsFile } from '../command-line/setting.ts';
import { safe } from '../model/safe-text.ts';
import { collect, type Entry } from './collect.ts';
import { brokenFile, type Place } from './place.ts';

/** The flag or secret that each key gives; its others say nothing about a sign-in. */
const NAMES: ReadonlyMap<string, string> = new Map([
	['address', 'url'],
	['username', 'user'],
	['password', 'password'],
	['domain', 'domain'],
	['auth_domain', 'auth-domain'],
	['tenant', 'tenant'],
	['ca_cert', 'ca-file'],
	['no_ssl_verify', 'insecure'],
]);

/** Reads the file of Terraform's provider: lines of `key = value`. */
export function readTerraformFile(text: string, place: Place): SettingsFile {
	const entries = text.split(/\r?\n/).flatMap((line, index): Entry[] => {
		if (/^\s*(?:#|$)/.test(line)) return [];
		const [, key, value = ''] = /^\s*([^\s=]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (key === undefined) {
			const advice = safe`It is of Terraform's provider: a line for each key, such as address = https://cm.example.com`;
			throw brokenFile(place, index + 1, safe`line of a key and its value`, advice);
		}
		const name = NAMES.get(key);
		return name === undefined ? [] : [{ key, name, value: /^"(.*)"$/.exec(value)?.[1] ?? value }];
	});
	return collect(place, false, entries);
}
