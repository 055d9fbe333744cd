import type { Clock } from '../live/clock.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import type { Auth } from './auth.ts';
import type { Secret } from './credentials.ts';
import { readClaims } from './jwt.ts';
import { endsSignIn, type Grant, isRefused, type SignInCredentials, type TokenEndpoint } from './sign-in.ts';

/** What signing in by password needs. */
export interface PasswordAuthOptions {
	readonly credentials: SignInCredentials;
	readonly clock: Clock;
	readonly endpoint: TokenEndpoint;
}

type Source = 'password' | 'refresh token';

interface HeldToken {
	readonly token: Secret;
	readonly source: Source;
	/** By the monotonic clock, in milliseconds: the machine's own clock may be wrong, and may be set. */
	readonly renewAt: number;
	readonly expiresAt: number;
}

/** After which part of its life a token is renewed, so that no request meets a dead one. */
const RENEWAL = 0.6;

/**
 * Signs in by password once, and lives on the refresh token from then on. What follows a 401 is a ladder: the refresh
 * token, then the password, then nothing, until a token is accepted or the reader asks. A refused password is never sent
 * again by itself: accounts lock.
 */
export function createPasswordAuth({ credentials, clock, endpoint }: PasswordAuthOptions): Auth {
	let held: HeldToken | null = null;
	let refreshToken: Secret | null = null;
	let clientId: string | null = null;
	let refusal: Failure | null = null;
	let rejections = 0;
	let renewal: { readonly done: Promise<Secret>; readonly signal: AbortSignal } | null = null;

	function keep({ token, life, ...grant }: Grant, source: Source): Secret {
		const now = clock.monotonic();
		held = { token, source, renewAt: now + life * RENEWAL, expiresAt: now + life };
		refreshToken = grant.refreshToken ?? (source === 'refresh token' ? refreshToken : null);
		clientId = grant.clientId ?? clientId;
		return token;
	}

	async function refresh(signal: AbortSignal): Promise<Secret | null> {
		if (refreshToken === null || rejections > 1) return null;
		try {
			return keep(await endpoint.refresh(refreshToken, signal), 'refresh token');
		} catch (error) {
			if (!isRefused(error)) throw error;
			refreshToken = null;
			return null;
		}
	}

	async function signIn(signal: AbortSignal): Promise<Secret> {
		try {
			return keep(await endpoint.signIn(credentials, signal), 'password');
		} catch (error) {
			if (endsSignIn(error)) refusal = error.failure;
			throw error;
		}
	}

	/** Joins the renewal that is under way, or starts one; one that its own caller gave up is started anew. */
	async function renew(signal: AbortSignal): Promise<Secret> {
		for (;;) {
			const started = renewal ?? {
				signal,
				done: refresh(signal)
					.then(token => token ?? signIn(signal))
					.finally(() => {
						renewal = null;
					}),
			};
			renewal = started;
			try {
				return await started.done;
			} catch (error) {
				if (!started.signal.aborted || signal.aborted) throw error;
			}
		}
	}

	return {
		async token(signal) {
			if (refusal !== null) throw new FailureError(refusal);
			return held !== null && clock.monotonic() < held.renewAt ? held.token : renew(signal);
		},
		accept(token) {
			if (held?.token.equals(token)) rejections = 0;
		},
		reject(token, reason) {
			if (!held?.token.equals(token)) return;
			if (held.source === 'password' && rejections > 0) refusal = reason;
			held = null;
			rejections += 1;
		},
		retry() {
			refusal = null;
			rejections = 0;
		},
		async revoke() {
			const token = refreshToken;
			refreshToken = null;
			held = null;
			if (token === null) return;
			await endpoint.revoke(token, clientId, new AbortController().signal).catch(() => undefined);
		},
		facts() {
			if (held === null) return { user: null, groups: [], domain: null, tokenLife: null };
			const { user, groups, domain } = readClaims(held.token);
			return { user, groups, domain, tokenLife: Math.max(0, held.expiresAt - clock.monotonic()) };
		},
	};
}
