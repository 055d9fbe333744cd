import { type Auth, createAuth, requestAs } from '../../source/api/auth.ts';
import { type Credentials, createRedactor, Secret } from '../../source/api/credentials.ts';
import type { Http } from '../../source/api/http.ts';
import type { SignInCredentials } from '../../source/api/sign-in.ts';
import { createApiServer, createTestHttp, type ScriptedAnswer, type SeenRequest } from './api-server.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

/** A lifetime that does not end. */
export const { signal } = new AbortController();

/** What the server answers to a wrong password. */
export const wrong: ScriptedAnswer = {
	status: 401,
	body: { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Wrong username or password.' },
};

/** What it answers to a token that it takes no longer. */
export const dead: ScriptedAnswer = { status: 401, body: { code: 5, message: 'Token is expired by 50s' } };

/** Something that signs in, and what the server saw of it. */
export interface AuthRig {
	readonly auth: Auth;
	readonly clock: FakeClock;
	readonly http: Http;
	/** The grants that were asked for, in their order. */
	readonly grants: () => string[];
	readonly seen: readonly SeenRequest[];
	readonly ask: () => Promise<unknown>;
}

/** The credentials that a rig signs in with unless told otherwise. */
export const byPassword: Extract<SignInCredentials, { kind: 'password' }> = {
	kind: 'password',
	username: 'admin',
	password: new Secret('canary-password'),
};

/** Signing in against a script; tokens are named after the grant that they came from and numbered. */
export function startAuth(
	answers: Partial<
		Record<
			'password' | 'user_certificate' | 'refresh_token' | 'revoke' | 'jobs',
			(request: SeenRequest) => ScriptedAnswer
		>
	> = {},
	credentials: Credentials = byPassword,
): AuthRig {
	const clock = createFakeClock();
	let issued = 0;
	const issue = (grant: string): ScriptedAnswer => {
		issued += 1;
		const refresh = grant !== 'refresh_token' ? { refresh_token: `refresh-${issued}`, client_id: 'client' } : {};
		return { body: { jwt: `${grant}-${issued}`, duration: 300, token_type: 'Bearer', ...refresh } };
	};
	const { fetch, seen } = createApiServer(request => {
		if (request.path === '/v1/auth/revoke') return answers.revoke?.(request) ?? {};
		if (request.path !== '/v1/auth/tokens') return answers.jobs?.(request) ?? { body: { token: request.token } };
		const grant = String(request.body.grant_type);
		return answers[grant as 'password']?.(request) ?? issue(grant);
	});
	const redactor = createRedactor();
	const http = createTestHttp(fetch, clock, redactor);
	const auth = createAuth({ http, credentials, clock, redactor });
	const grants = () => seen.filter(({ path }) => path === '/v1/auth/tokens').map(({ body }) => String(body.grant_type));
	const ask = async () => (await requestAs(auth, http, { path: '/v1/jobs', signal })).body;
	return { auth, clock, http, grants, seen, ask };
}
