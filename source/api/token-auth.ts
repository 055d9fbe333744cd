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
	const advice = renewable
		? safe`A given token lives for minutes: put a new one into its file, which is read again.`
		: safe`A given token lives for minutes: start again with a new one, or sign in with \`cckm-top login\`.`;

	/** A file that is being replaced may be gone or empty for a moment: the token of before may still be good. */
	async function readAgain(): Promise<Secret> {
		try {
			return await read();
		} catch (error) {
			if (latest === null || refused?.token.equals(latest)) throw error;
			return latest;
		}
	}

	return {
		async token() {
			const token = await readAgain();
			redactor.add(token);
			if (refused?.token.equals(token)) {
				throw new FailureError({ ...refused.refusal, advice });
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
