import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { usageError } from './arguments.ts';
import { contradict, type Environment, type Reader, readChoice, readCount } from './option-values.ts';
import { splitWords } from './split-words.ts';

/** Where a secret is to be found. It is fetched later, by those who may. */
export type SecretSource =
	| { readonly from: 'file'; readonly path: string }
	| { readonly from: 'environment'; readonly name: string }
	/** A program that prints it, and the words that it is given. */
	| { readonly from: 'command'; readonly words: readonly string[] };

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
			/** The paths of the client's own certificate and of its private key. */
			readonly client: { readonly certificate: string; readonly key: string } | null;
	  };

/** Where a secret comes from, in words that hold nothing of it. */
export function describeSecret(name: 'password' | 'token', source: SecretSource): SafeText {
	switch (source.from) {
		case 'file':
			return safe`--${toSafeText(name)}-file ${toSafeText(source.path, 200)}`;
		case 'command':
			return safe`--password-command ${toSafeText(source.words[0] ?? '', 200)}`;
		case 'environment':
			return toSafeText(source.name);
	}
}

const PASSWORD_VARIABLES = ['CCKM_TOP_PASSWORD', 'CIPHERTRUST_PASSWORD', 'KSCTL_PASSWORD', 'CM_PASSWORD'] as const;
const TOKEN_VARIABLES = ['CCKM_TOP_TOKEN', 'CIPHERTRUST_JWT', 'KSCTL_JWT', 'CM_JWT'] as const;

/** What opens the private key of `--key`. */
export const KEY_PASSPHRASE = 'CCKM_TOP_KEY_PASSPHRASE';

/** The variables whose values are secrets: read once and then removed from the environment. */
export const SECRET_VARIABLES: readonly string[] = [...PASSWORD_VARIABLES, ...TOKEN_VARIABLES, KEY_PASSPHRASE];

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

function firstSet(names: readonly string[], environment: Environment): SecretSource | null {
	const name = names.find(candidate => (environment[candidate] ?? '') !== '');
	return name === undefined ? null : { from: 'environment', name };
}

function readFile(reader: Reader, flag: string): SecretSource | null {
	const path = reader.value(flag);
	return path === null ? null : { from: 'file', path };
}

/** A program and its arguments, null where the flag is not given. */
export function readCommand(reader: Reader, flag: string): readonly string[] | null {
	const line = reader.value(flag);
	if (line === null) return null;
	const words = splitWords(line);
	if (words !== null && words.length > 0) return words;
	// It is not repeated: who writes a password into it by mistake finds it on the screen otherwise.
	throw usageError(
		safe`The command of --${toSafeText(flag)} does not fit.`,
		safe`It takes a program and its arguments; quotes must be closed.`,
	);
}

/** Where password and token are; the flags decide first which of them it is, and the environment where they do not. */
export function readSecrets(
	reader: Reader,
	environment: Environment,
): Record<'password' | 'token', SecretSource | null> {
	const [passwordFile, words, tokenFile] = [
		readFile(reader, 'password-file'),
		readCommand(reader, 'password-command'),
		readFile(reader, 'token-file'),
	];
	const command: SecretSource | null = words === null ? null : { from: 'command', words };
	if (passwordFile !== null && command !== null) contradict(safe`--password-file`, safe`--password-command`);
	const flagged = passwordFile ?? command;
	return {
		password: flagged ?? firstSet(PASSWORD_VARIABLES, environment),
		token: tokenFile ?? (flagged === null ? firstSet(TOKEN_VARIABLES, environment) : null),
	};
}

function readClient(reader: Reader): { readonly certificate: string; readonly key: string } | null {
	const [certificate, key] = [reader.value('cert'), reader.value('key')];
	if (certificate !== null && key !== null) return { certificate, key };
	if (certificate === null && key === null) return null;
	throw usageError(
		safe`--cert and --key belong together.`,
		safe`Give both; the same path twice where one file holds certificate and key.`,
	);
}

/** Reads which server is meant and who asks it. What is missing of the sign-in may be stored, or be asked for. */
export function readServer(reader: Reader, environment: Environment, scenarios: readonly string[]): ServerOptions {
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
	const { password, token } = readSecrets(reader, environment);
	const user = reader.value('user');
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
		client: readClient(reader),
	};
}

/** The name of a scenario; `scenarios` are those that there are, the usual one first. */
export function readScenario(flag: string, text: string | null, scenarios: readonly string[]): string {
	return readChoice(flag, text, scenarios[0] ?? '', scenarios);
}
