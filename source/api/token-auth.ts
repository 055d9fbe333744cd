import { FailureError } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';
import type { Auth, Refusal } from './auth.ts';
import type { Credentials, Redactor, Secret } from './credentials.ts';
import { readClaims } from './jwt.ts';

type TokenCredentials = Extract<Credentials, { kind: 'token' }>;

/** Uses a token that somebody else got. It cannot be renewed here, only read again: one that was refused is not sent twice. */
export function createTokenAuth({ read, renewable }: TokenCredentials, redactor: Redactor): Auth {
	let latest: Secret | null = null;
	let refused: { readonly token: Secret; readonly refusal: Refusal } | null = null;
	const advice = renewable ? safe`put a new one into its file` : safe`start again with a new one`;

	return {
		async token() {
			const token = await read();
			redactor.add(token);
			if (refused?.token.equals(token)) {
				const message = safe`${refused.refusal.message} (a given token lives for minutes: ${advice})`;
				throw new FailureError({ kind: 'unauthorized', message });
			}
			latest = token;
			return token;
		},
		accept: () => undefined,
		reject(token, refusal) {
			refused = { token, refusal };
		},
		retry() {
			refused = null;
		},
		revoke: () => Promise.resolve(),
		facts() {
			if (latest === null) return { user: null, groups: [], domain: null, tokenLife: null };
			const { user, groups, domain } = readClaims(latest);
			return { user, groups, domain, tokenLife: null };
		},
	};
}
