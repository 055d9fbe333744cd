import { createTokenEndpoint } from '../api/sign-in.ts';
import type { Claim } from '../api/stored-auth.ts';
import { type AccountOptions, readAccountOptions } from '../command-line/account-options.ts';
import type { Arguments } from '../command-line/arguments.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import { systemClock } from '../live/clock.ts';
import { describeFailure, FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Account } from '../store/sign-in-record.ts';
import { type AccountStore, claimInTurn, createAccountStore, type StorePlace } from '../store/sign-in-store.ts';
import { connect } from './connect.ts';
import { type Remote, requireRemote } from './credentials.ts';
import { print } from './print.ts';
import { findAccount, openSignIns, patternOf } from './sign-ins.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';

/** Revokes at the server; the reason why that failed, null where it did not. */
async function revoke(
	options: AccountOptions,
	environment: Environment,
	store: AccountStore,
	{ signIn }: Claim,
	signal: AbortSignal,
): Promise<SafeText | null> {
	try {
		const credentials = { kind: 'stored', store } as const;
		const identify = async () => ({ credentials, user: safe``, from: safe`the stored sign-in` });
		const target = await readTarget(options.server, environment, identify);
		const connection = await connect(target, options.timeout, systemClock);
		try {
			for (const secret of [signIn.token, signIn.refreshToken]) connection.redactor.add(secret);
			const endpoint = createTokenEndpoint(connection.http, connection.redactor);
			await endpoint.revoke(signIn.refreshToken, signIn.clientId, signal, options.timeout);
			return null;
		} finally {
			await connection.close();
		}
	} catch (error) {
		if (signal.aborted) return safe`It was interrupted.`;
		if (error instanceof FailureError) return describeFailure(error.failure).message;
		throw error;
	}
}

/** The one account that is meant; a file in its place that is no sign-in is removed instead, and none comes back. */
async function findOrClear(place: StorePlace, server: Remote): Promise<Account | null> {
	try {
		return await findAccount(place, server);
	} catch (error) {
		const { user } = server;
		if (!(error instanceof FailureError) || user === null) throw error;
		if (!(await createAccountStore(place, { ...patternOf(server), user }).discard())) throw error;
		process.stderr.write(
			safe`cckm-top: ${error.message as SafeText} It was removed; nothing in it could be revoked.\n`,
		);
		return null;
	}
}

/** Revokes a stored sign-in at its server and forgets it; where the server cannot be reached it is forgotten all the same. */
export async function runLogout(
	given: Arguments,
	environment: Environment,
	scenarios: readonly string[],
): Promise<number> {
	const { signal, code } = interruptible();
	const options = readAccountOptions(given, environment, scenarios);
	const server = requireRemote(options.server);
	const address = toSafeText(server.url.origin);
	const place = openSignIns(environment, systemClock);
	const account = await findOrClear(place, server);
	const store = account === null ? null : createAccountStore(place, account);
	const claim = store === null ? null : await claimInTurn(store, systemClock, signal);
	if (store === null || claim === null) {
		await print(safe`Nobody is signed in to ${address} from here.\n`);
		return EXIT_CODES.done.code;
	}
	const trouble = await revoke(options, environment, store, claim, signal);
	await claim.forget();
	const name = toSafeText(account?.user ?? '', 60);
	if (trouble === null) await print(safe`Signed out ${name} at ${address}: revoked there and forgotten here.\n`);
	else {
		process.stderr.write(
			safe`cckm-top: ${name} at ${address} is forgotten here, but could not be revoked there: ${trouble}\nIt ends there by itself after a day without use; an administrator can revoke it sooner.\n`,
		);
	}
	return code() ?? EXIT_CODES.done.code;
}
