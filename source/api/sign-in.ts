import * as v from 'valibot';
import { FailureError } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';
import { type Credentials, type Redactor, Secret } from './credentials.ts';
import type { Http } from './http.ts';
import { shapeError } from './json.ts';
import { readClaims } from './jwt.ts';

/** What a sign-in can be made with, as opposed to one that was made elsewhere. */
export type SignInCredentials = Extract<Credentials, { kind: 'password' | 'certificate' }>;

/** What the server hands out for a password or a refresh token. */
export interface Grant {
	readonly token: Secret;
	/** How long the token lives, in milliseconds. */
	readonly life: number;
	/** Null where the reply has none: then the one that was used stays good. */
	readonly refreshToken: Secret | null;
	/** What the server wants to hear again when the refresh token is revoked. */
	readonly clientId: string | null;
}

/** Talks to the server's token endpoint. */
export interface TokenEndpoint {
	signIn(credentials: SignInCredentials, signal: AbortSignal, bounds?: RefreshBounds): Promise<Grant>;
	/** `timeout` is a deadline of its own, in milliseconds. */
	refresh(refreshToken: Secret, signal: AbortSignal, timeout?: number): Promise<Grant>;
	/** `timeout` is its deadline in milliseconds, two seconds unless given: it may hold up the end of the program. */
	revoke(refreshToken: Secret, clientId: string | null, signal: AbortSignal, timeout?: number): Promise<void>;
}

/** How long a refresh token lives, and for how long it may lie unused, in minutes. */
export interface RefreshBounds {
	readonly lifetime: number;
	readonly unused: number;
}

/**
 * By default a refresh token would live for ever, and each sign-in would leave one more behind; one day and one hour
 * outlast every pause of a monitor that runs, and clear up after one that was killed.
 */
const WHILE_RUNNING: RefreshBounds = { lifetime: 1440, unused: 60 };

/** For a sign-in that is stored: a working week, and a day without use. */
export const STORED: RefreshBounds = { lifetime: 7 * 1440, unused: 1440 };

/** How long a token lives where neither the reply nor the token says so, in seconds. */
const USUAL_LIFE = 300;

/** The longest that revoking may hold up the end of the program, in milliseconds. */
const REVOKE_TIMEOUT = 2000;

const optionalText = v.fallback(v.nullish(v.pipe(v.string(), v.nonEmpty()), null), null);

const grantSchema = v.object({
	jwt: v.pipe(v.string(), v.nonEmpty()),
	duration: v.fallback(v.nullish(v.pipe(v.number(), v.finite(), v.gtValue(0)), null), null),
	token_type: optionalText,
	refresh_token: optionalText,
	client_id: optionalText,
});

function readGrant(body: unknown, redactor: Redactor): Grant {
	const parsed = v.safeParse(grantSchema, body);
	if (!parsed.success) throw shapeError(safe`no token`, safe`/v1/auth/tokens`);
	const { jwt, duration, token_type: type, refresh_token, client_id: clientId } = parsed.output;
	if (type !== null && type.toLowerCase() !== 'bearer') {
		throw shapeError(safe`a token of another type than Bearer`, safe`/v1/auth/tokens`);
	}
	const token = new Secret(jwt);
	const refreshToken = refresh_token === null ? null : new Secret(refresh_token);
	redactor.add(token);
	if (refreshToken !== null) redactor.add(refreshToken);
	return { token, life: (duration ?? readClaims(token).life ?? USUAL_LIFE) * 1000, refreshToken, clientId };
}

function tenantPath(tenant: string | undefined): string | undefined {
	return tenant === undefined || tenant.startsWith('/') ? tenant : `/${tenant}`;
}

/**
 * A refusal of a sign-in is one of the person, whatever its number: it is not tried again, because accounts lock. A server
 * that has had enough of them says 429.
 */
function asRefusedSignIn(error: unknown): unknown {
	if (!(error instanceof FailureError)) return error;
	const { failure } = error;
	if (failure.kind === 'busy' && failure.status === 429) {
		const message = safe`it takes no more sign-ins for a while (HTTP 429)`;
		const advice = safe`Wait, and then try again: each attempt may count towards the lock of the account.`;
		return new FailureError({ kind: 'unauthorized', message, advice });
	}
	if (failure.kind !== 'forbidden' && !(failure.kind === 'rejected' && failure.status >= 400)) return error;
	return new FailureError({ kind: 'unauthorized', message: failure.message });
}

/**
 * Whether a password shall not be sent again by itself: it was refused, or what took it is no CipherTrust Manager but
 * perhaps the sign-in page of somebody else.
 */
export function endsSignIn(error: unknown): error is FailureError {
	return error instanceof FailureError && /^(?:unauthorized|shape|redirect|too-large)$/.test(error.failure.kind);
}

/** Whether the server itself refused a refresh token; trouble on the way to it says nothing about the token. */
export function isRefused(error: unknown): boolean {
	return error instanceof FailureError && /^(?:unauthorized|forbidden|not-found|rejected)$/.test(error.failure.kind);
}

/** Who signs in, in the server's words; a certificate has spoken for itself when the connection was made. */
function describe(credentials: SignInCredentials): Readonly<Record<string, string | undefined>> {
	if (credentials.kind === 'certificate') return { grant_type: 'user_certificate' };
	const { username, password, connection, tenant } = credentials;
	const auth_domain_path = tenantPath(tenant);
	return { grant_type: 'password', username, password: password.reveal(), connection, auth_domain_path };
}

/** Creates what talks to the token endpoint; every secret that passes is taken out of error texts from then on. */
export function createTokenEndpoint(http: Http, redactor: Redactor): TokenEndpoint {
	async function post(body: unknown, signal: AbortSignal, timeout?: number): Promise<Grant> {
		const deadline = timeout === undefined ? {} : { timeout };
		const reply = await http.request({ method: 'POST', path: '/v1/auth/tokens', body, signal, ...deadline });
		return readGrant(reply.body, redactor);
	}

	return {
		async signIn(credentials, signal, bounds = WHILE_RUNNING) {
			if (credentials.kind === 'password') redactor.add(credentials.password);
			const body = {
				...describe(credentials),
				domain: credentials.domain,
				auth_domain: credentials.authDomain,
				refresh_token_lifetime: bounds.lifetime,
				refresh_token_revoke_unused_in: bounds.unused,
			};
			try {
				return await post(body, signal);
			} catch (error) {
				throw asRefusedSignIn(error);
			}
		},
		/** The domain is left out on purpose: one that differs by a letter would have the token revoked. */
		refresh: (refreshToken, signal, timeout) =>
			post({ grant_type: 'refresh_token', refresh_token: refreshToken.reveal() }, signal, timeout),
		async revoke(refreshToken, clientId, signal, timeout = REVOKE_TIMEOUT) {
			const body = { token: refreshToken.reveal(), ...(clientId === null ? {} : { client_id: clientId }) };
			await http.request({ method: 'POST', path: '/v1/auth/revoke', body, signal, timeout });
		},
	};
}
