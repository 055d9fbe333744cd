import { type Credentials, Secret } from '../api/credentials.ts';
import { usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import { describeSecret, type SecretSource, type ServerOptions } from '../command-line/server-options.ts';
import type { Clock } from '../live/clock.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { readSecretFile } from './files.ts';

/** A server that is not the embedded simulator. */
export type Remote = Extract<ServerOptions, { kind: 'remote' }>;

/** The server of a command that the embedded simulator is of no use to. */
export function requireRemote(server: ServerOptions): Remote {
	if (server.kind === 'remote') return server;
	throw usageError(safe`The simulator stores no sign-in.`, safe`Give --url URL.`);
}

/** Who asks, and with what. */
export interface SignIn {
	readonly credentials: Credentials;
	/** The user's name for showing. */
	readonly user: SafeText;
	/** Where that comes from, in words. */
	readonly from: SafeText;
}

/** What finding out who signs in may need. */
export interface SignInContext {
	readonly environment: Environment;
	readonly clock: Clock;
	/** Null where nobody is to be asked. */
	readonly ask: AskPassword | null;
}

/** Asks a person for the password of a user; null where nothing was typed. */
export type AskPassword = (user: SafeText) => Promise<Secret | null>;

async function readSecret(source: SecretSource, what: SafeText, environment: Environment): Promise<Secret> {
	switch (source.from) {
		case 'file':
			return readSecretFile(what, source.path);
		case 'environment':
			return new Secret(environment[source.name] ?? '');
		case 'setting':
			return new Secret(source.reveal());
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
	return { kind: 'password', username, password, ...given({ domain, authDomain, tenant, connection }) };
}

/** A sign-in by the certificate that the connection shows. */
function byCertificate({ domain, authDomain }: Remote): Credentials {
	return { kind: 'certificate', ...given({ domain, authDomain }) };
}

function given(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Gets the password from where the options say, else from the person where there is one to ask; null without either. */
export async function readPassword(
	{ user, password }: Remote,
	environment: Environment,
	ask: AskPassword | null,
): Promise<Secret | null> {
	if (user === null) return null;
	if (password !== null) return readSecret(password, safe`password file`, environment);
	return ask === null ? null : ask(toSafeText(user, 60));
}

/** The sign-in that `login` has stored; loaded only where there is nothing else to sign in with. */
async function readStored(server: Remote, { environment, clock }: SignInContext): Promise<SignIn | null> {
	const [{ findAccount, openSignIns }, { createAccountStore }] = await Promise.all([
		import('./sign-ins.ts'),
		import('../store/sign-in-store.ts'),
	]);
	const place = openSignIns(environment, clock);
	const account = await findAccount(place, server);
	if (account === null) return null;
	const store = createAccountStore(place, account);
	return { credentials: { kind: 'stored', store }, user: toSafeText(account.user, 60), from: safe`the stored sign-in` };
}

/** What to sign in with: a token, a certificate without a user, a password, what is stored, or what the person types. */
export async function readSignIn(server: Remote, context: SignInContext): Promise<SignIn> {
	const { token, user, password, client } = server;
	const name = user === null ? null : toSafeText(user, 60);
	if (token !== null) {
		const credentials = await readToken(token, context.environment);
		return { credentials, user: name ?? safe`(token)`, from: describeSecret('token', token) };
	}
	if (user === null && client !== null) {
		return { credentials: byCertificate(server), user: safe`(certificate)`, from: safe`--cert` };
	}
	const stored = password === null ? await readStored(server, context) : null;
	if (stored !== null) return stored;
	const typed = await readPassword(server, context.environment, context.ask);
	if (user !== null && name !== null && typed !== null) {
		const from = password === null ? safe`typed` : describeSecret('password', password);
		return { credentials: byPassword(server, user, typed), user: name, from };
	}
	throw usageError(
		name === null ? safe`No user was named.` : safe`No password was given for ${name}.`,
		safe`Sign in with \`cckm-top login\`, or give --user NAME and --password-file PATH (or CCKM_TOP_USERNAME and CCKM_TOP_PASSWORD), or --token-file PATH.`,
	);
}
