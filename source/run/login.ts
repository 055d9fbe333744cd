import type { Redactor, Secret } from '../api/credentials.ts';
import { shapeError } from '../api/json.ts';
import { createTokenEndpoint, type Grant, STORED, type TokenEndpoint } from '../api/sign-in.ts';
import type { StoredSignIn } from '../api/stored-auth.ts';
import { readAccountOptions } from '../command-line/account-options.ts';
import { type Arguments, usageError } from '../command-line/arguments.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import { createReader } from '../command-line/reader.ts';
import { systemClock } from '../live/clock.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { type AccountStore, claimInTurn, createAccountStore } from '../store/sign-in-store.ts';
import { askLine, canAsk } from '../terminal/prompt.ts';
import { askPassword } from './ask-password.ts';
import { connect } from './connect.ts';
import { byPassword, type Remote, readPassword, requireRemote } from './credentials.ts';
import { print } from './print.ts';
import { openSignIns, patternOf } from './sign-ins.ts';
import { type Interruption, interruptible } from './signals.ts';
import { readTarget } from './target.ts';

/** What a person is asked for where neither flag nor variable says it, in this order. */
const QUESTIONS = [
	['url', safe`Server: `],
	['user', safe`User: `],
] as const;

/** What was typed in as if it had been given as flags. */
async function askForMissing(given: Arguments, environment: Environment, signal: AbortSignal): Promise<Arguments> {
	const reader = createReader(given, environment);
	const flags = new Map(given.flags);
	for (const [flag, question] of QUESTIONS) {
		if (reader.value(flag) !== null || !canAsk(process)) continue;
		const answer = (await askLine(process, question, signal))?.trim() ?? '';
		signal.throwIfAborted();
		if (answer !== '') flags.set(flag, [answer]);
	}
	return { ...given, flags };
}

interface Candidate {
	readonly server: Remote;
	readonly user: string;
	readonly password: Secret;
}

async function readCandidate(server: Remote, environment: Environment, signal: AbortSignal): Promise<Candidate> {
	const advice = safe`Type it at a terminal, or give --user NAME and --password-file PATH or --password-command CMD.`;
	const { user } = server;
	if (user === null) throw usageError(safe`No user was named.`, advice);
	const password = await readPassword(server, environment, name => askPassword(name, signal));
	signal.throwIfAborted();
	if (password === null) throw usageError(safe`No password was given for ${toSafeText(user, 60)}.`, advice);
	return { server, user, password };
}

function toStore({ token, life, refreshToken, clientId }: Grant): StoredSignIn {
	if (refreshToken === null) throw shapeError(safe`nothing that could be stored`, safe`/v1/auth/tokens`);
	return { token, life, refreshToken, clientId, issuedAt: systemClock.now() };
}

/** Puts a sign-in into the place of the one before, which is revoked as far as the server can be reached. */
async function replace(
	store: AccountStore,
	signIn: StoredSignIn,
	endpoint: TokenEndpoint,
	redactor: Redactor,
	signal: AbortSignal,
): Promise<void> {
	for (;;) {
		const claim = await claimInTurn(store, systemClock, signal);
		if (claim === null) {
			if (await store.create(signIn)) return;
			continue;
		}
		const { refreshToken, clientId } = claim.signIn;
		redactor.add(refreshToken);
		await claim.keep(signIn);
		await endpoint.revoke(refreshToken, clientId, signal).catch(() => undefined);
		return;
	}
}

async function signInAndStore(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
	{ signal }: Interruption,
): Promise<void> {
	const options = readAccountOptions(await askForMissing(given, environment, signal), environment, scenarios);
	const { server, user, password } = await readCandidate(requireRemote(options.server), environment, signal);
	const credentials = byPassword(server, user, password);
	const place = openSignIns(environment, systemClock);
	const store = createAccountStore(place, { ...patternOf(server), user });
	// What could not be stored is not asked for.
	await store.read();
	const name = toSafeText(user, 60);
	const identify = async () => ({ credentials, user: name, from: safe`login` });
	const target = await readTarget(server, environment, identify);
	const connection = await connect(target, options.timeout, systemClock);
	try {
		const { http, redactor, origin } = connection;
		const endpoint = createTokenEndpoint(http, redactor);
		const signIn = toStore(await endpoint.signIn(credentials, signal, STORED));
		try {
			await replace(store, signIn, endpoint, redactor, signal);
		} catch (error) {
			await endpoint.revoke(signIn.refreshToken, signIn.clientId, new AbortController().signal).catch(() => undefined);
			throw error;
		}
		const days = STORED.lifetime / 1440;
		await print(
			safe`Signed in as ${name} at ${toSafeText(origin.server)}.\nThis is kept for you alone in ${place.folder.pathOf('')}, for ${days} days at the most and while it is used once a day;\n\`cckm-top logout\` revokes it and forgets it. The password is not kept.\n`,
		);
	} finally {
		await connection.close();
	}
}

/** Signs in by password, once, and stores what renews the sign-in; the password itself is never stored. */
export async function runLogin(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
): Promise<number> {
	const interruption = interruptible();
	try {
		await signInAndStore(given, environment, scenarios, interruption);
		return EXIT_CODES.done.code;
	} catch (error) {
		const code = interruption.code();
		if (code === null) throw error;
		return code;
	}
}
