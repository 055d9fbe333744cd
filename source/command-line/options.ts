import type { Zone } from '../model/format.ts';
import { HEALTHS, type Health, STATUSES } from '../model/health.ts';
import type { JobQuery } from '../model/job-query.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { type Arguments, usageError } from './arguments.ts';
import {
	createReader,
	type Environment,
	type Reader,
	readChoice,
	readCount,
	readTime,
	SECOND,
	wrong,
} from './option-values.ts';

/** Where a secret is to be found. Files are read later, by those who may. */
export type SecretSource =
	| { readonly from: 'file'; readonly path: string }
	| { readonly from: 'environment'; readonly name: string };

/** Which server, and who asks. */
export type ServerOptions =
	| { readonly kind: 'demo'; readonly scenario: string; readonly seed: number }
	| {
			readonly kind: 'remote';
			readonly url: URL;
			readonly user: string | null;
			readonly password: SecretSource | null;
			readonly token: SecretSource | null;
			readonly domain: string | null;
			readonly authDomain: string | null;
			readonly tenant: string | null;
			readonly connection: string | null;
			/** A path, or the PEM itself. */
			readonly ca: string | null;
			readonly pinSha256: string | null;
			readonly serverName: string | null;
			readonly insecure: boolean;
	  };

/** What to ask for, and which of it to show. */
export interface ShowOptions {
	readonly query: JobQuery;
	/** The healths to show, null for all of them. */
	readonly healths: ReadonlySet<Health> | null;
	readonly filter: string;
	/** Milliseconds between polls. */
	readonly interval: number;
	/** Milliseconds until a request is given up. */
	readonly timeout: number;
}

/** How it looks. */
export interface LookOptions {
	readonly output: 'table' | 'json';
	readonly exitStatus: boolean;
	readonly zone: Zone;
	readonly ascii: boolean;
	readonly color: 'auto' | 'always' | 'never';
}

/** Everything that a command which asks a server needs to know. */
export interface Options extends ShowOptions, LookOptions {
	readonly server: ServerOptions;
}

/** What `simulate` needs to know. */
export interface SimulateOptions {
	readonly port: number;
	/** Null for the simulator's usual one. */
	readonly scenario: string | null;
	readonly seed: number;
	readonly jobsFile: string | null;
}

const PASSWORD_VARIABLES = ['CCKM_TOP_PASSWORD', 'CIPHERTRUST_PASSWORD', 'KSCTL_PASSWORD', 'CM_PASSWORD'] as const;
const TOKEN_VARIABLES = ['CCKM_TOP_TOKEN', 'CIPHERTRUST_JWT', 'KSCTL_JWT', 'CM_JWT'] as const;

/** The variables whose values are secrets: read once and then removed from the environment. */
export const SECRET_VARIABLES: readonly string[] = [...PASSWORD_VARIABLES, ...TOKEN_VARIABLES];

const DEFAULT_LIMIT = 200;

function readStatus(text: string | null): string | null {
	return text === null ? null : readChoice('status', text, text, STATUSES);
}

function readHealths(text: string | null): ReadonlySet<Health> | null {
	if (text === null) return null;
	return new Set(text.split(',').map(part => readChoice('health', part.trim(), 'ok', HEALTHS)));
}

function readSort(text: string | null): string {
	if (text === null) return '-createdAt';
	return /^-?\w+(,-?\w+)*$/.test(text)
		? text
		: wrong('sort', text, safe`property names with commas, such as -createdAt`);
}

/** The address is not repeated: a password may be part of it, be it in the wrong place. */
function wrongUrl(expected: SafeText): never {
	throw usageError(safe`The address of --url does not fit.`, safe`It takes ${expected}.`);
}

/** Reads the server's address: https where no scheme is given, `/api` and slashes at the end tolerated. */
export function readUrl(text: string): URL {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(whole)) return wrongUrl(safe`an address such as https://cm.example.com`);
	const url = new URL(whole);
	if (url.username !== '' || url.password !== '') {
		throw usageError(safe`The address holds a user or password.`, safe`Give them with --user and --password-file.`);
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return wrongUrl(safe`an https address`);
	const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
	if (url.protocol === 'http:' && !loopback) {
		throw usageError(
			safe`Plain http would show the password to the network.`,
			safe`Use https; http is taken for loopback only.`,
		);
	}
	if (!/^\/?(api\/?)?(v1\/?)?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
		return wrongUrl(safe`an address without a path beyond /api`);
	}
	return new URL(url.origin);
}

function contradict(one: SafeText, other: SafeText): never {
	throw usageError(safe`${one} and ${other} exclude each other.`, safe`Leave one of them out.`);
}

function firstSet(names: readonly string[], environment: Environment): SecretSource | null {
	const name = names.find(candidate => (environment[candidate] ?? '') !== '');
	return name === undefined ? null : { from: 'environment', name };
}

function readServer(reader: Reader, environment: Environment, scenarios: readonly string[]): ServerOptions {
	const scenario = reader.values('demo').at(-1);
	const seed = readCount('seed', reader.value('seed'), 1, 0, 999_999_999);
	if (scenario !== undefined) {
		if (reader.values('url').length > 0) contradict(safe`--demo`, safe`--url`);
		return { kind: 'demo', scenario: readScenario('demo', scenario === '' ? null : scenario, scenarios), seed };
	}
	const address = reader.value('url');
	if (address === null) {
		throw usageError(
			safe`No server was named.`,
			safe`Give --url URL (or CCKM_TOP_URL), or --demo to see the simulator.`,
		);
	}
	const url = readUrl(address);
	const file = (flag: string): SecretSource | null => {
		const path = reader.value(flag);
		return path === null ? null : { from: 'file', path };
	};
	const token =
		file('token-file') ?? (reader.values('password-file').length > 0 ? null : firstSet(TOKEN_VARIABLES, environment));
	const password = file('password-file') ?? firstSet(PASSWORD_VARIABLES, environment);
	const user = reader.value('user');
	if (token === null && (user === null || password === null)) {
		throw usageError(
			user === null ? safe`No user was named.` : safe`No password was given for ${toSafeText(user, 60)}.`,
			safe`Give --user NAME and --password-file PATH (or CCKM_TOP_USERNAME and CCKM_TOP_PASSWORD), or --token-file PATH.`,
		);
	}
	return {
		kind: 'remote',
		url,
		user,
		password,
		token,
		domain: reader.value('domain'),
		authDomain: reader.value('auth-domain'),
		tenant: reader.value('tenant'),
		connection: reader.value('connection'),
		ca: reader.value('ca-file'),
		pinSha256: reader.value('pin-sha256'),
		serverName: reader.value('server-name'),
		insecure: reader.isOn('insecure'),
	};
}

function readScenario(flag: string, text: string | null, scenarios: readonly string[]): string {
	return readChoice(flag, text, scenarios[0] ?? '', scenarios);
}

function readLimit(text: string | null): number | null {
	return text === 'all' ? null : readCount('limit', text, DEFAULT_LIMIT, 1, 1_000_000);
}

/** Reads what a command that asks a server needs. `scenarios` are the simulator's names, the usual one first. */
export function readOptions(given: Arguments, environment: Environment, scenarios: readonly string[]): Options {
	const reader = createReader(given, environment);
	if (reader.isOn('utc') && reader.isOn('local')) contradict(safe`--utc`, safe`--local`);
	const color = readChoice('color', reader.value('color'), 'auto', ['auto', 'always', 'never']);
	if (reader.isOn('no-color') && color === 'always') contradict(safe`--no-color`, safe`--color always`);
	const quiet = reader.isOn('no-color') || ((environment.NO_COLOR ?? '') !== '' && color !== 'always');
	return {
		query: {
			status: readStatus(reader.value('status')),
			organizations: reader.values('org'),
			id: reader.value('id'),
			sort: readSort(reader.value('sort')),
			skip: readCount('skip', reader.value('skip'), 0, 0, 100_000_000),
			limit: readLimit(reader.value('limit')),
		},
		healths: readHealths(reader.value('health')),
		filter: reader.value('filter') ?? '',
		interval: readTime('interval', reader.value('interval'), 5 * SECOND, SECOND),
		timeout: readTime('timeout', reader.value('timeout'), 10 * SECOND, 100),
		output: readChoice('output', reader.value('output'), 'table', ['table', 'json']),
		exitStatus: reader.isOn('exit-status'),
		zone: reader.isOn('local') ? 'local' : 'utc',
		ascii: reader.isOn('ascii'),
		color: quiet ? 'never' : color,
		server: readServer(reader, environment, scenarios),
	};
}

/** Reads what `simulate` needs. */
export function readSimulateOptions(given: Arguments, scenarios: readonly string[]): SimulateOptions {
	const reader = createReader(given, {});
	const scenario = reader.value('scenario');
	return {
		port: readCount('port', reader.value('port'), 0, 0, 65_535),
		scenario: scenario === null ? null : readScenario('scenario', scenario, scenarios),
		seed: readCount('seed', reader.value('seed'), 1, 0, 999_999_999),
		jobsFile: reader.value('jobs-file'),
	};
}
