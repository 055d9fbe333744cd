import type { Clock } from '../live/clock.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import type { Credentials, Redactor, Secret } from './credentials.ts';
import type { Http, HttpRequest, Reply } from './http.ts';
import type { Claims } from './jwt.ts';
import { createPasswordAuth } from './password-auth.ts';
import { createTokenEndpoint } from './sign-in.ts';
import { createStoredAuth } from './stored-auth.ts';
import { createTokenAuth } from './token-auth.ts';

export type Refusal = Extract<Failure, { kind: 'unauthorized' }>;

/** Who is signed in, as the token itself says. */
export interface AuthFacts extends Omit<Claims, 'life'> {
	/** How long the token still lives, in milliseconds; null where there is none or nobody knows. */
	readonly tokenLife: number | null;
}

/** Holds the token for requests, and is the only one to sign in. */
export interface Auth {
	/** A token that is good as far as is known, fetched where need be; however many ask, it is fetched once. */
	token(signal: AbortSignal): Promise<Secret>;
	/** The server took this token: whatever was tried to get it may be tried again another time. */
	accept(token: Secret): void;
	/** The server answered 401 to this token: the next one comes from elsewhere, or there is none. */
	reject(token: Secret, refusal: Refusal): void;
	/** The reader asks to try again what was refused. */
	retry(): void;
	/** Gives back what signing in left on the server; never fails, and takes two seconds at the most. */
	revoke(): Promise<void>;
	facts(): AuthFacts;
}

/** What signing in needs. */
export interface AuthOptions {
	readonly http: Http;
	readonly credentials: Credentials;
	readonly clock: Clock;
	readonly redactor: Redactor;
}

/** Creates what holds the token: by password or certificate, with a token from elsewhere, or from a stored sign-in. */
export function createAuth({ http, credentials, clock, redactor }: AuthOptions): Auth {
	if (credentials.kind === 'token') return createTokenAuth(credentials, redactor);
	const endpoint = createTokenEndpoint(http, redactor);
	if (credentials.kind === 'stored') return createStoredAuth({ store: credentials.store, clock, endpoint, redactor });
	return createPasswordAuth({ credentials, clock, endpoint });
}

/**
 * Sends a request with a token, and again with another one for as long as the answer is 401 and there is one to be had:
 * that ends, because {@link Auth.token} fails once everything was tried.
 */
export async function requestAs(auth: Auth, http: Http, request: Omit<HttpRequest, 'token'>): Promise<Reply> {
	for (;;) {
		const token = await auth.token(request.signal);
		try {
			const reply = await http.request({ ...request, token });
			auth.accept(token);
			return reply;
		} catch (error) {
			if (!(error instanceof FailureError) || error.failure.kind !== 'unauthorized') throw error;
			auth.reject(token, error.failure);
		}
	}
}
