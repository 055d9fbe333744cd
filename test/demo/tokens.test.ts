import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reply } from '../../source/demo/reply.ts';
import { createTokens } from '../../source/demo/tokens.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const ROOT = '00000000-0000-0000-0000-000000000000';
const MINUTE = 60_000;

function open(tokenSeconds = 300, rotates = false) {
	const clock = createFakeClock(Date.UTC(2026, 10, 23));
	const tokens = createTokens({
		clock,
		user: 'ada',
		password: 'secret',
		tokenSeconds,
		rotates,
		groups: ['CCKM Admins', 'CCKM Users'],
	});
	const read = ({ status, body }: Reply) => ({ status, ...(body === '' ? {} : JSON.parse(body)) });
	return {
		clock,
		refuse: (authorization: string | undefined) => {
			const caller = tokens.identify(authorization);
			return caller.kind === 'refused' ? caller.reply : null;
		},
		grant: (body: unknown) => read(tokens.grant(JSON.stringify(body)).reply),
		purpose: (body: unknown) => tokens.grant(JSON.stringify(body)).purpose,
		signIn: (more: object = {}) =>
			read(tokens.grant(JSON.stringify({ username: 'ada', password: 'secret', ...more })).reply),
		refresh: (token: string, more: object = {}) =>
			read(tokens.grant(JSON.stringify({ grant_type: 'refresh_token', refresh_token: token, ...more })).reply),
		revoke: (body: unknown) => read(tokens.revoke(JSON.stringify(body))),
		raw: (body: string) => read(tokens.grant(body).reply),
	};
}

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

test('who may sign in, and what the others are told', () => {
	const desk = open();
	const table: [unknown, number, string?][] = [
		[{ username: 'ada', password: 'secret' }, 200],
		[{ name: 'ada', password: 'secret' }, 200],
		[{ grant_type: 'password', username: 'ada', password: 'secret', connection: 'local_account', labels: ['x'] }, 200],
		[{ username: 'ada', password: 'Secret' }, 401, 'Wrong username or password.'],
		[{ username: 'bob', password: 'secret' }, 401, 'Wrong username or password.'],
		[{ username: 'ada' }, 401, 'Wrong username or password.'],
		[{}, 401, 'Wrong username or password.'],
		[{ grant_type: 'refresh_token', refresh_token: 'made up' }, 401, 'Invalid token'],
		[{ grant_type: 'refresh_token' }, 401, 'Invalid token'],
		[{ grant_type: 'client_credential' }, 401, 'Invalid Client'],
		[{ grant_type: 'user_certificate' }, 400, 'unsupported grant_type'],
		[{ username: 'ada', password: 'secret', colour: 'red' }, 400, 'json: unknown field "colour"'],
		[{ username: 7, password: 'secret' }, 400],
		[[], 400],
	];
	for (const [body, status, message] of table) {
		const answer = desk.grant(body);
		assert.equal(answer.status, status, JSON.stringify(body));
		if (message !== undefined) assert.equal(answer.message, message);
		if (status === 401) assert.deepEqual([answer.code, answer.codeDesc], [5, 'NCERRUnauthorizedAccess']);
	}
	for (const body of ['', 'null', '{', '"x"']) assert.equal(desk.raw(body).status, 400, body);
	assert.deepEqual([desk.purpose({}), desk.purpose({ grant_type: 'refresh_token' })], ['sign-in', 'refresh']);
});

test('a sign-in answers with a bearer token that says who, where and until when', () => {
	const { jwt, refresh_token, refresh_token_id, client_id, ...rest } = open(120).signIn();
	assert.deepEqual(rest, { status: 200, duration: 120, token_type: 'Bearer' });
	for (const text of [refresh_token, refresh_token_id, client_id]) assert.ok(text.length >= 36);
	const { aud, sub, cust, jwtid, ...claims } = claimsOf(jwt);
	const iat = Date.UTC(2026, 10, 23) / 1000;
	assert.deepEqual(claims, { iss: 'kylo', acc: 'kylo', preferred_username: 'ada', iat, exp: iat + 120 });
	assert.match(sub, /^local\|[0-9a-f-]{36}$/);
	assert.deepEqual([cust.domain_id, cust.zone_id, cust.groups], [ROOT, ROOT, ['CCKM Admins', 'CCKM Users']]);
	assert.ok(aud.length === 36 && jwtid.length === 36);
});

test('a bearer token is good until it expires, and no other is', async () => {
	const desk = open(300);
	const { jwt } = desk.signIn();
	const message = (authorization: string | undefined) => {
		const reply = desk.refuse(authorization);
		return reply === null ? null : [reply.status, JSON.parse(reply.body).message];
	};
	assert.equal(message(`Bearer ${jwt}`), null);
	const [header, claims, signature] = jwt.split('.');
	const forged = Buffer.from(JSON.stringify({ ...claimsOf(jwt), exp: 9e9 })).toString('base64url');
	const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
	const bad = [`${header}.${forged}.${signature}`, `${none}.${claims}.`, `${header}.${claims}.`, `${jwt}.x`, 'x', ''];
	for (const token of [...bad, open().signIn().jwt]) {
		assert.deepEqual(message(`Bearer ${token}`), [401, 'Bearer token malformed: signature is invalid'], token);
	}
	const missing = desk.refuse(undefined);
	assert.deepEqual([missing?.status, missing?.type], [401, 'text/plain; charset=utf-8']);
	assert.throws(() => JSON.parse(missing?.body ?? ''));
	await desk.clock.advance(299_000);
	assert.equal(message(`Bearer ${jwt}`), null);
	await desk.clock.advance(51_000);
	assert.deepEqual(message(`Bearer ${jwt}`), [401, 'Bearer token malformed: Token is expired by 50s']);
});

test('a refresh token serves again and again, unless it is to be renewed', async () => {
	const desk = open();
	const { refresh_token: token } = desk.signIn();
	for (let time = 0; time < 3; time++) {
		await desk.clock.advance(60 * 24 * MINUTE);
		const again = desk.refresh(token);
		assert.deepEqual([again.status, again.refresh_token, 'refresh_token_expires_in' in again], [200, token, false]);
		assert.equal(desk.refuse(`Bearer ${again.jwt}`), null);
	}
	const renewed = desk.refresh(token, { renew_refresh_token: true });
	assert.notEqual(renewed.refresh_token, token);
	assert.equal(desk.refresh(token).status, 401);
	assert.equal(desk.refresh(renewed.refresh_token).status, 200);
});

test('a desk that rotates gives a new refresh token each time, and the old one is no good', () => {
	const desk = open(300, true);
	const { refresh_token: token } = desk.signIn();
	const renewed = desk.refresh(token);
	assert.notEqual(renewed.refresh_token, token);
	assert.deepEqual([desk.refresh(token).status, desk.refresh(renewed.refresh_token).status], [401, 200]);
});

test('a bounded refresh token says how long it lasts, and lasts no longer', async () => {
	const desk = open();
	const lifetime = desk.signIn({ refresh_token_lifetime: 30 });
	const idle = desk.signIn({ refresh_token_revoke_unused_in: 10 });
	const both = desk.signIn({ refresh_token_lifetime: 30, refresh_token_revoke_unused_in: 10 });
	const expiries = [lifetime, idle, both].map(answer => answer.refresh_token_expires_in);
	assert.deepEqual(expiries, [1800, 600, 600]);
	const states = () =>
		[lifetime, idle, both].map(({ refresh_token: token }) => desk.refresh(token)).map(({ status }) => status);
	await desk.clock.advance(9 * MINUTE);
	assert.deepEqual(states(), [200, 200, 200]);
	await desk.clock.advance(9 * MINUTE);
	assert.deepEqual(states(), [200, 200, 200]);
	await desk.clock.advance(9 * MINUTE);
	assert.equal(desk.refresh(both.refresh_token).refresh_token_expires_in, 180);
	await desk.clock.advance(3 * MINUTE);
	assert.deepEqual(states(), [401, 401, 401].with(1, 401));
});

test('a refresh for another domain costs the token', () => {
	const desk = open();
	const inRoot = desk.signIn().refresh_token;
	assert.equal(desk.refresh(inRoot, { domain: 'root' }).status, 200);
	assert.equal(desk.refresh(inRoot, { domain: 'sales' }).message, 'Invalid token');
	assert.equal(desk.refresh(inRoot).message, 'Token has been revoked');
	const inSales = desk.signIn({ domain: 'sales' });
	const claims = claimsOf(desk.refresh(inSales.refresh_token).jwt);
	assert.notEqual(claims.cust.domain_id, ROOT);
	assert.equal(claims.acc, `kylo/${claims.cust.domain_id}`);
});

test('who may revoke, and that it takes', () => {
	const desk = open();
	const { refresh_token: token, client_id: client } = desk.signIn();
	const table: [object, number][] = [
		[{ token }, 400],
		[{ token, client_id: 'another' }, 401],
		[{ token, username: 'ada', password: 'wrong' }, 401],
		[{ token, client_id: client, reason: 'x' }, 400],
		[{ client_id: client }, 400],
		[{ token: 'made up', client_id: client }, 204],
	];
	for (const [body, status] of table) assert.equal(desk.revoke(body).status, status, JSON.stringify(body));
	assert.equal(desk.refresh(token).status, 200);
	assert.deepEqual(desk.revoke({ token, client_id: client }), { status: 204 });
	assert.deepEqual([desk.refresh(token).status, desk.refresh(token).message], [401, 'Token has been revoked']);
	const other = desk.signIn().refresh_token;
	assert.equal(desk.revoke({ token: other, username: 'ada', password: 'secret' }).status, 204);
	assert.equal(desk.refresh(other).status, 401);
});
