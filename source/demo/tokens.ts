import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import { uuid, word } from './dice.ts';
import { readJwt, signJwt } from './jwt.ts';
import { createRefreshTokens, type RefreshToken, secondsLeft } from './refresh-tokens.ts';
import {
	badRequest,
	EMPTY_REPLY,
	jsonReply,
	notFound,
	type Purpose,
	type Reply,
	textReply,
	unauthorized,
} from './reply.ts';
import { readBody } from './request-body.ts';

/** Who may sign in, and how long a token lives. */
export interface TokenSettings {
	readonly clock: Clock;
	readonly user: string;
	readonly password: string;
	/** How long a bearer token lives, in seconds. */
	readonly tokenSeconds: number;
	/** Whether each renewal gives a new refresh token and ends the old one, asked for or not. */
	readonly rotates: boolean;
	/** The groups of the one user. */
	readonly groups: readonly string[];
}

/** Who asks with a token: for which domain it was given out; or the answer that refuses it. */
export type Caller =
	| { readonly kind: 'known'; readonly domain: string }
	| { readonly kind: 'refused'; readonly reply: Reply };

/** The part of the server that knows who is asking. */
export interface Tokens {
	/** Signs in or renews, by the body of the request. */
	grant(body: string): { readonly purpose: Purpose; readonly reply: Reply };
	revoke(body: string): Reply;
	/** Whose this `Authorization` header is. */
	identify(authorization: string | undefined): Caller;
	/** The refresh tokens that are still good, without their secrets. */
	list(): readonly Readonly<Record<string, unknown>>[];
	/** Ends the refresh token with this id. */
	remove(id: string): Reply;
}

/** The id of the one user, without the name of its connection. */
export const USER_ID = uuid(word(0, 0, 'user'), 0);

/** The domain where everybody is who names none. */
export const ROOT = '00000000-0000-0000-0000-000000000000';

/** A bound in minutes; none and zero are no bound. */
const minutes = v.optional(
	v.nullable(
		v.pipe(
			v.number(),
			v.minValue(0),
			v.transform(value => (value === 0 ? null : value)),
		),
	),
	null,
);
const text = v.optional(v.string());

const grantSchema = v.strictObject({
	grant_type: v.optional(v.string(), 'password'),
	username: text,
	name: text,
	password: text,
	connection: text,
	domain: text,
	auth_domain: text,
	auth_domain_path: text,
	refresh_token: text,
	renew_refresh_token: v.optional(v.boolean(), false),
	refresh_token_lifetime: minutes,
	refresh_token_revoke_unused_in: minutes,
	labels: v.optional(v.array(v.string())),
	client_id: text,
});

const revokeSchema = v.strictObject({
	token: v.string(),
	client_id: text,
	username: text,
	password: text,
	connection: text,
});

function domainId(name: string | undefined): string {
	return name === undefined || name === '' || name === 'root' || name === ROOT ? ROOT : uuid(word(0, 0, name), 0);
}

function equalSecrets(one: string, other: string): boolean {
	const [left, right] = [one, other].map(secret => createHash('sha256').update(secret).digest());
	return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

/** A sign-in desk for one user; its keys and tokens are new each time and end with it. */
export function createTokens(settings: TokenSettings): Tokens {
	const { clock, user, password, tokenSeconds, rotates, groups } = settings;
	const key = randomBytes(32);
	const [audience, session, client] = [randomUUID(), randomUUID(), randomUUID()];
	const refreshTokens = createRefreshTokens(clock);

	const isUser = (name: string | undefined, secret: string | undefined) =>
		name === user && secret !== undefined && equalSecrets(secret, password);

	function bearer(domain: string): Readonly<Record<string, unknown>> {
		const issuedAt = Math.floor(clock.now() / 1000);
		const jwt = signJwt(
			{
				aud: audience,
				sub: `local|${USER_ID}`,
				iss: 'kylo',
				acc: domain === ROOT ? 'kylo' : `kylo/${domain}`,
				preferred_username: user,
				cust: { domain_id: domain, groups: [...groups], sid: session, zone_id: ROOT },
				jwtid: randomUUID(),
				iat: issuedAt,
				exp: issuedAt + tokenSeconds,
			},
			key,
		);
		return { jwt, duration: tokenSeconds, token_type: 'Bearer', client_id: client };
	}

	function welcome(refreshToken: RefreshToken): Reply {
		const left = secondsLeft(refreshToken, clock.now());
		return jsonReply(200, {
			...bearer(refreshToken.domain),
			refresh_token_id: refreshToken.id,
			refresh_token: refreshToken.token,
			...(left === null ? {} : { refresh_token_expires_in: left }),
		});
	}

	function signIn(request: v.InferOutput<typeof grantSchema>): Reply {
		if (!isUser(request.username ?? request.name, request.password)) return unauthorized('Wrong username or password.');
		const bounds = { lifetime: request.refresh_token_lifetime, unusedLife: request.refresh_token_revoke_unused_in };
		return welcome(refreshTokens.issue(domainId(request.domain), bounds));
	}

	function renew(request: v.InferOutput<typeof grantSchema>): Reply {
		const token = refreshTokens.use(request.refresh_token ?? '');
		if (token === 'revoked') return unauthorized('Token has been revoked');
		if (token === 'invalid') return unauthorized('Invalid token');
		if (request.domain !== undefined && domainId(request.domain) !== token.domain) {
			refreshTokens.revoke(token.token);
			return unauthorized('Invalid token');
		}
		if (!rotates && !request.renew_refresh_token) return welcome(token);
		refreshTokens.revoke(token.token);
		return welcome(refreshTokens.issue(token.domain, token.bounds));
	}

	return {
		grant(body) {
			const read = readBody(grantSchema, body);
			if (read.kind === 'refused') return { purpose: 'sign-in', reply: read.reply };
			switch (read.value.grant_type) {
				case 'password':
					return { purpose: 'sign-in', reply: signIn(read.value) };
				case 'refresh_token':
					return { purpose: 'refresh', reply: renew(read.value) };
				case 'client_credential': {
					const known = read.value.client_id === client && read.value.domain === undefined;
					return { purpose: 'sign-in', reply: known ? jsonReply(200, bearer(ROOT)) : unauthorized('Invalid Client') };
				}
				default:
					return { purpose: 'sign-in', reply: badRequest('unsupported grant_type') };
			}
		},
		revoke(body) {
			const read = readBody(revokeSchema, body);
			if (read.kind === 'refused') return read.reply;
			const { token, client_id, username, password: secret } = read.value;
			if (client_id === undefined && username === undefined) return badRequest('client_id or username is required');
			if (client_id !== undefined && client_id !== client) return unauthorized('Invalid Client');
			if (username !== undefined && !isUser(username, secret)) return unauthorized('Wrong username or password.');
			refreshTokens.revoke(token);
			return EMPTY_REPLY;
		},
		identify(authorization) {
			const refused = (reply: Reply): Caller => ({ kind: 'refused', reply });
			if (authorization === undefined) return refused(textReply(401, 'Authorization header is missing\n'));
			const claims = readJwt(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '', key);
			if (claims === null) return refused(unauthorized('Bearer token malformed: signature is invalid'));
			const late = Math.floor(clock.now() / 1000) - claims.exp;
			if (late >= 0) return refused(unauthorized(`Bearer token malformed: Token is expired by ${late}s`));
			return { kind: 'known', domain: claims.cust.domain_id };
		},
		list: () => refreshTokens.list().map(({ id, domain }) => ({ id, user_id: `local|${USER_ID}`, domain_id: domain })),
		remove(id) {
			const token = refreshTokens.list().find(one => one.id === id);
			if (token === undefined) return notFound('no refresh token has this id');
			refreshTokens.revoke(token.token);
			return EMPTY_REPLY;
		},
	};
}
