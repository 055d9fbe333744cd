import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Secret } from '../api/credentials.ts';
import type { StoredSignIn } from '../api/stored-auth.ts';

/** Whose sign-in it is, and where; what the person did not say is null. */
export interface Account {
	/** The server's address. */
	readonly server: string;
	readonly user: string;
	readonly domain: string | null;
	readonly authDomain: string | null;
	readonly tenant: string | null;
	readonly connection: string | null;
}

/** What one file holds. */
export interface SignInRecord {
	readonly account: Account;
	readonly signIn: StoredSignIn;
}

const name = v.nullable(v.string());

const recordSchema = v.strictObject({
	version: v.literal(1),
	account: v.strictObject({
		server: v.pipe(v.string(), v.url()),
		user: v.pipe(v.string(), v.nonEmpty()),
		domain: name,
		authDomain: name,
		tenant: name,
		connection: name,
	}),
	refreshToken: v.pipe(v.string(), v.nonEmpty()),
	clientId: name,
	token: v.pipe(v.string(), v.nonEmpty()),
	issuedAt: v.pipe(v.number(), v.finite()),
	life: v.pipe(v.number(), v.finite(), v.gtValue(0)),
});

/** The name of an account's file: the same for the same account, and nothing to be read from it. */
export function fileNameOf({ server, user, domain, authDomain, tenant, connection }: Account): string {
	const parts = JSON.stringify([server, user, domain, authDomain, tenant, connection]);
	return createHash('sha256').update(parts).digest('hex').slice(0, 32);
}

/** The text of a file; secrets stand in it as they are, which is why nobody else may read it. */
export function writeRecord({ account, signIn }: SignInRecord): string {
	const { refreshToken, clientId, token, issuedAt, life } = signIn;
	const secrets = { refreshToken: refreshToken.reveal(), clientId, token: token.reveal() };
	return `${JSON.stringify({ version: 1, account, ...secrets, issuedAt, life })}\n`;
}

/** Reads a file's text; null where it is torn or is none of ours. */
export function readRecord(text: string): SignInRecord | null {
	const { success, output } = v.safeParse(recordSchema, parse(text));
	if (!success) return null;
	const { account, refreshToken, clientId, token, issuedAt, life } = output;
	return {
		account,
		signIn: { refreshToken: new Secret(refreshToken), clientId, token: new Secret(token), issuedAt, life },
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
