import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type Arguments, usageError } from '../command-line/arguments.ts';
import { flagsOf } from '../command-line/flags.ts';
import type { Environment } from '../command-line/option-values.ts';
import { safe, toSafeText } from '../model/safe-text.ts';

/** A configuration file, and whose it is. */
export interface ConfigurationFile {
	readonly kind: 'own' | 'ksctl' | 'terraform';
	readonly path: string;
}

/** Where this user's own configuration is, unless another one is named. */
export function ownConfiguration({ XDG_CONFIG_HOME: base = '' }: Environment, home: string): string {
	return join(isAbsolute(base) ? base : join(home, '.config'), 'cckm-top', 'config.toml');
}

/**
 * Adds what configuration files say to what was typed. What reads them is loaded only where there is one. A demo asks no
 * server that other programs know.
 */
export async function withConfiguration(given: Arguments, environment: Environment): Promise<Arguments> {
	const { command, flags } = given;
	if (!flagsOf(command).some(({ name }) => name === 'config')) return given;
	const said = (flag: string, variable: string) => flags.get(flag)?.at(-1) ?? (environment[variable] || null);
	const named = said('config', 'CCKM_TOP_CONFIG');
	const profile = said('profile', 'CCKM_TOP_PROFILE');
	const home = homedir();
	const own = named ?? ownConfiguration(environment, home);
	const others: readonly ConfigurationFile[] = [
		{ kind: 'ksctl', path: join(home, '.ksctl', 'config.yaml') },
		{ kind: 'terraform', path: join(home, '.ciphertrust', 'config') },
	];
	const isThere = named !== null || existsSync(own);
	if (profile !== null && !isThere) {
		throw usageError(
			safe`There is no profile ${toSafeText(profile, 40)}: ${toSafeText(own, 200)} is not there.`,
			safe`\`cckm-top config init\` prints one to begin with.`,
		);
	}
	const files = [
		...(isThere ? [{ kind: 'own', path: own } as const] : []),
		...(flags.has('demo') ? [] : others.filter(({ path }) => existsSync(path))),
	];
	if (files.length === 0) return given;
	const { readConfiguration } = await import('./read-configuration.ts');
	return { ...given, files: await readConfiguration(files, profile) };
}
