import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';

const claimsSchema = v.object({
	aud: v.string(),
	sub: v.string(),
	iss: v.literal('kylo'),
	acc: v.string(),
	preferred_username: v.string(),
	cust: v.object({ domain_id: v.string(), groups: v.array(v.string()), sid: v.string(), zone_id: v.string() }),
	jwtid: v.string(),
	/** Seconds since 1970, as `exp`. */
	iat: v.number(),
	exp: v.number(),
});

/** What a bearer token of the server says: who, in which domain and groups, from when to when. */
export type Claims = v.InferOutput<typeof claimsSchema>;

function encode(value: unknown): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

function sign(content: string, key: Uint8Array): Buffer {
	return createHmac('sha256', key).update(content).digest();
}

/** The claims as a JSON Web Token, signed with HMAC-SHA-256. */
export function signJwt(claims: Claims, key: Uint8Array): string {
	const content = `${HEADER}.${encode(claims)}`;
	return `${content}.${sign(content, key).toString('base64url')}`;
}

/** The claims of a token that this key signed, null for any other text. Whether it has expired is for the caller to see. */
export function readJwt(token: string, key: Uint8Array): Claims | null {
	const [header, claims, signature, ...rest] = token.split('.');
	if (header !== HEADER || claims === undefined || signature === undefined || rest.length > 0) return null;
	const given = Buffer.from(signature, 'base64url');
	const expected = sign(`${header}.${claims}`, key);
	if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	return v.parse(claimsSchema, JSON.parse(Buffer.from(claims, 'base64url').toString()));
}
