import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { MisfitError, usageError } from './arguments.ts';
import { contradict, type Environment, readChoice, readCount } from './option-values.ts';
import type { Reader } from './reader.ts';
import { readUrl } from './server-url.ts';
import type { SecretName, SettingsFile } from './setting.ts';
import { splitWords } from './split-words.ts';

/** Where a secret is to be found. It is fetched later, by those who may. */
export type SecretSource =
	| { readonly from: 'file'; readonly path: string }
	| { readonly from: 'environment'; readonly name: string }
	/** A key of a configuration file. */
	| {
			readonly from: 'setting';
			readonly key: SafeText;
			readonly path: SafeText;
			readonly isExposed: boolean;
			reveal(): string;
	  }
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
export function describeSecret(name: SecretName, source: SecretSource): SafeText {
	switch (source.from) {
		case 'file':
			return safe`--${toSafeText(name)}-file ${toSafeText(source.path, 200)}`;
		case 'command':
			return safe`--password-command ${toSafeText(source.words[0] ?? '', 200)}`;
		case 'environment':
			return toSafeText(source.name);
		case 'setting':
			return safe`${source.key} in ${source.path}`;
	}
}

/** The variables that give the password, the first that is set. */
export const PASSWORD_VARIABLES = [
	'CCKM_TOP_PASSWORD',
	'CIPHERTRUST_PASSWORD',
	'KSCTL_PASSWORD',
	'CM_PASSWORD',
] as const;
/** The variables that give a ready token, the first that is set. */
export const TOKEN_VARIABLES = ['CCKM_TOP_TOKEN', 'CIPHERTRUST_JWT', 'KSCTL_JWT', 'CM_JWT'] as const;

/** What opens the private key of `--key`. */
export const KEY_PASSPHRASE = 'CCKM_TOP_KEY_PASSPHRASE';

/** The variables whose values are secrets: read once and then removed from the environment. */
export const SECRET_VARIABLES: readonly string[] = [...PASSWORD_VARIABLES, ...TOKEN_VARIABLES, KEY_PASSPHRASE];

function firstSet(names: readonly string[], environment: Environment): SecretSource | null {
	const name = names.find(candidate => (environment[candidate] ?? '') !== '');
	return name === undefined ? null : { from: 'environment', name };
}

/** A program and its arguments, null where the flag is not given. */
export function readCommand(flag: string, line: string | null): readonly string[] | null {
	if (line === null) return null;
	const words = splitWords(line);
	if (words !== null && words.length > 0) return words;
	// It is not repeated: who writes a password into it by mistake finds it on the screen otherwise.
	throw new MisfitError(
		flag,
		safe`The command of --${toSafeText(flag)} does not fit.`,
		safe`It takes a program and its arguments; quotes must be closed.`,
	);
}

/** Where password and token are; null for what is not given. */
type Secrets = Readonly<Record<SecretName, SecretSource | null>>;

/** What flags say of secrets, or keys of a file that are called as they are. */
function secretsNamed(read: (flag: string) => string | null): Secrets {
	const fileOf = (flag: string): SecretSource | null => {
		const path = read(flag);
		return path === null ? null : { from: 'file', path };
	};
	const words = readCommand('password-command', read('password-command'));
	const file = fileOf('password-file');
	if (file !== null && words !== null) contradict(safe`--password-file`, safe`--password-command`);
	return { password: words === null ? file : { from: 'command', words }, token: fileOf('token-file') };
}

function secretsIn(file: SettingsFile): Secrets {
	const named = secretsNamed(flag => file.settings.get(flag)?.value ?? null);
	const own = (name: SecretName): SecretSource | null => {
		const secret = file.secrets.get(name);
		return secret === undefined ? null : { from: 'setting', path: file.path, isExposed: file.isExposed, ...secret };
	};
	return { password: named.password ?? own('password'), token: named.token ?? own('token') };
}

/** Where password and token are; the flags decide first which of them it is, then the environment, then each file. */
export function readSecrets(reader: Reader, environment: Environment): Secrets {
	const typed = secretsNamed(flag => reader.values(flag).at(-1) ?? null);
	const secrets: Secrets = {
		password: typed.password ?? firstSet(PASSWORD_VARIABLES, environment),
		token: typed.token ?? (typed.password === null ? firstSet(TOKEN_VARIABLES, environment) : null),
	};
	if (secrets.password !== null || secrets.token !== null) return secrets;
	return reader.files.map(secretsIn).find(({ password, token }) => password !== null || token !== null) ?? secrets;
}

/** A secret that others can read is none. */
function refuseExposed(source: SecretSource | null): void {
	if (source?.from !== 'setting' || !source.isExposed) return;
	throw usageError(
		safe`${source.path} holds a secret, ${source.key}, and can be read by others.`,
		safe`Take that from them: chmod go= ${source.path}`,
	);
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
	for (const secret of [password, token]) refuseExposed(secret);
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
