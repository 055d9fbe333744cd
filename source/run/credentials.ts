import { type Credentials, Secret } from '../api/credentials.ts';
import { usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { SecretSource, ServerOptions } from '../command-line/server-options.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { readSecretFile } from './files.ts';

/** A server that is not the embedded simulator. */
export type Remote = Extract<ServerOptions, { kind: 'remote' }>;

/** Who asks, and with what. */
export interface SignIn {
	readonly credentials: Credentials;
	/** The user's name for showing. */
	readonly user: SafeText;
}

/** Asks a person for the password of a user; null where nothing was typed. */
export type AskPassword = (user: SafeText) => Promise<Secret | null>;

async function readSecret(source: SecretSource, what: SafeText, environment: Environment): Promise<Secret> {
	switch (source.from) {
		case 'file':
			return readSecretFile(what, source.path);
		case 'environment':
			return new Secret(environment[source.name] ?? '');
		case 'command': {
			const { runPasswordCommand } = await import('./password-command.ts');
			return runPasswordCommand(source.words);
		}
	}
}

async function readToken(token: SecretSource, environment: Environment): Promise<Credentials> {
	const present = await readSecret(token, safe`token file`, environment);
	if (token.from !== 'file') return { kind: 'token', renewable: false, read: () => Promise.resolve(present) };
	return { kind: 'token', renewable: true, read: () => readSecretFile(safe`token file`, token.path) };
}

/** A sign-in by password, with all that was said about the user. */
export function byPassword(
	server: Remote,
	username: string,
	password: Secret,
): Extract<Credentials, { kind: 'password' }> {
	const { domain, authDomain, tenant, connection } = server;
	const given = Object.entries({ domain, authDomain, tenant, connection }).filter(([, value]) => value !== null);
	return { kind: 'password', username, password, ...Object.fromEntries(given) };
}

/** Gets the password from where the options say, else from the person where there is one to ask; null without either. */
export async function readPassword(
	{ user, password }: Remote,
	environment: Environment,
	ask: AskPassword | null,
): Promise<Secret | null> {
	if (password !== null) return readSecret(password, safe`password file`, environment);
	return user === null || ask === null ? null : ask(toSafeText(user, 60));
}

/** What to sign in with: a token, a password from elsewhere, or what the person types. */
export async function readSignIn(server: Remote, environment: Environment, ask: AskPassword | null): Promise<SignIn> {
	const { token, user } = server;
	const name = user === null ? null : toSafeText(user, 60);
	if (token !== null) return { credentials: await readToken(token, environment), user: name ?? safe`(token)` };
	const password = await readPassword(server, environment, ask);
	if (user !== null && name !== null && password !== null)
		return { credentials: byPassword(server, user, password), user: name };
	throw usageError(
		name === null ? safe`No user was named.` : safe`No password was given for ${name}.`,
		safe`Give --user NAME and --password-file PATH (or CCKM_TOP_USERNAME and CCKM_TOP_PASSWORD), or --token-file PATH.`,
	);
}
