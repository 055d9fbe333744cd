import type { Clock } from '../live/clock.ts';
import { type Failure, FailureError, nameFailure } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';
import type { Auth, Refusal } from './auth.ts';
import type { Redactor, Secret } from './credentials.ts';
import { readClaims } from './jwt.ts';
import { type Grant, isRefused, type TokenEndpoint } from './sign-in.ts';

/** A sign-in that outlives the program: what renews it, and the short-lived token that all who use it share. */
export interface StoredSignIn {
	readonly refreshToken: Secret;
	readonly clientId: string | null;
	readonly token: Secret;
	/** When the token came, in milliseconds since 1970: the only clock that processes share. */
	readonly issuedAt: number;
	/** How long the token lives from then on, in milliseconds. */
	readonly life: number;
}

/** The sign-in while it is this process' alone: nobody else can take it before it is put back or forgotten. */
export interface Claim {
	readonly signIn: StoredSignIn;
	/** Puts it back for the others, renewed. Where that cannot be written it rejects, and the sign-in is still claimed. */
	keep(signIn: StoredSignIn): Promise<void>;
	/** Puts it back as it was. */
	giveBack(): Promise<void>;
	forget(): Promise<void>;
}

/** Where the sign-in of one user at one server is kept for all processes. */
export interface SignInStore {
	/** Null where there is none. */
	read(): Promise<StoredSignIn | null>;
	/** Null where there is none, or another process has it. */
	claim(): Promise<Claim | null>;
}

/** What using a stored sign-in needs. */
export interface StoredAuthOptions {
	readonly store: SignInStore;
	readonly clock: Clock;
	readonly endpoint: TokenEndpoint;
	readonly redactor: Redactor;
}

/** After which part of its life a token is renewed, so that no request meets a dead one. */
const RENEWAL = 0.6;

/** How long to wait before looking again whether another process is done, in milliseconds. */
const PAUSE = 25;

/** The longest that a renewal under way holds up the end of the program, in milliseconds: its token may be a new one. */
const LAST_RENEWAL = 2000;

/** The longest that the server may take to renew, in milliseconds: meanwhile the others wait. */
const LONGEST_RENEWAL = 20_000;

/** How many tokens in a row the server may refuse before this is given up. */
const TRIES = 2;

interface HeldToken {
	readonly token: Secret;
	/** By the monotonic clock, in milliseconds. */
	readonly renewAt: number;
	readonly expiresAt: number;
}

const NOT_STORED: Failure = {
	kind: 'usage',
	message: safe`The stored sign-in is gone.`,
	advice: safe`Sign in again with \`cckm-top login\`.`,
};

/** The server takes the refresh token no longer, be it run out, revoked or unused for too long. */
function refused(failure: Failure): FailureError {
	const reason = 'message' in failure ? failure.message : nameFailure(failure);
	return new FailureError({
		kind: 'unauthorized',
		message: safe`${reason} (the stored sign-in, which is forgotten now)`,
		advice: safe`Sign in again with \`cckm-top login\`.`,
	});
}

/**
 * Lives on a stored sign-in. Of all processes that find its token run out, one renews it and the others take what it got.
 * A sign-in that the server refuses to renew is forgotten: nothing here can mend it.
 */
export function createStoredAuth({ store, clock, endpoint, redactor }: StoredAuthOptions): Auth {
	const lifetime = new AbortController();
	let held: HeldToken | null = null;
	let rejected: Secret | null = null;
	let rejections = 0;
	let refusal: Refusal | null = null;
	let renewal: Promise<Secret> | null = null;

	/** A clock that was set back makes a token from the future: it counts as run out. */
	function isGood({ token, issuedAt, life }: StoredSignIn): boolean {
		const age = clock.now() - issuedAt;
		return age >= 0 && age < life * RENEWAL && !rejected?.equals(token);
	}

	function adopt({ token, refreshToken, issuedAt, life }: StoredSignIn): Secret {
		for (const secret of [token, refreshToken]) redactor.add(secret);
		const born = clock.monotonic() - (clock.now() - issuedAt);
		held = { token, renewAt: born + life * RENEWAL, expiresAt: born + life };
		return token;
	}

	async function askToRenew({ signIn, giveBack, forget }: Claim): Promise<Grant> {
		for (const secret of [signIn.token, signIn.refreshToken]) redactor.add(secret);
		try {
			// Not to be cut short by whoever asked: a server that gives a new refresh token gives it once.
			return await endpoint.refresh(signIn.refreshToken, new AbortController().signal, LONGEST_RENEWAL);
		} catch (error) {
			if (error instanceof FailureError && isRefused(error)) {
				await forget();
				throw refused(error.failure);
			}
			await giveBack();
			throw error;
		}
	}

	async function renewAlone(claim: Claim): Promise<Secret> {
		const { signIn, keep, giveBack } = claim;
		if (isGood(signIn)) {
			await giveBack();
			return adopt(signIn);
		}
		const { token, life, ...grant } = await askToRenew(claim);
		const refreshToken = grant.refreshToken ?? signIn.refreshToken;
		const renewed = { refreshToken, clientId: grant.clientId ?? signIn.clientId, token, issuedAt: clock.now(), life };
		// On a full disk this process goes on with what it has, and the next one renews again.
		await keep(renewed).catch(giveBack);
		return adopt(renewed);
	}

	async function renew(): Promise<Secret> {
		for (;;) {
			const stored = await store.read();
			if (stored === null) throw new FailureError(NOT_STORED);
			if (isGood(stored)) return adopt(stored);
			const claim = await store.claim();
			if (claim !== null) return renewAlone(claim);
			await clock.sleep(PAUSE, lifetime.signal);
			lifetime.signal.throwIfAborted();
		}
	}

	/** However many ask, there is one renewal; whoever gives up waiting leaves it to the others. */
	function renewOnce(signal: AbortSignal): Promise<Secret> {
		renewal ??= renew().finally(() => {
			renewal = null;
		});
		const under = renewal;
		return new Promise((resolve, reject) => {
			const abort = () => reject(signal.reason);
			if (signal.aborted) abort();
			signal.addEventListener('abort', abort);
			under.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
		});
	}

	return {
		async token(signal) {
			if (refusal !== null) throw new FailureError(refusal);
			return held !== null && clock.monotonic() < held.renewAt ? held.token : renewOnce(signal);
		},
		accept(token) {
			if (held?.token.equals(token)) rejections = 0;
		},
		reject(token, reason) {
			if (!held?.token.equals(token)) return;
			held = null;
			rejected = token;
			rejections += 1;
			if (rejections >= TRIES) refusal = reason;
		},
		retry() {
			refusal = null;
			rejected = null;
			rejections = 0;
		},
		/** What is stored stays signed in. */
		async revoke() {
			lifetime.abort();
			held = null;
			if (renewal !== null) await Promise.race([renewal.catch(() => undefined), clock.sleep(LAST_RENEWAL)]);
		},
		facts() {
			if (held === null) return { user: null, groups: [], domain: null, tokenLife: null };
			const { user, groups, domain } = readClaims(held.token);
			return { user, groups, domain, tokenLife: Math.max(0, held.expiresAt - clock.monotonic()) };
		},
	};
}
