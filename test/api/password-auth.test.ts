import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuth } from '../../source/api/auth.ts';
import { createRedactor } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { safe } from '../../source/model/safe-text.ts';
import { byPassword, dead, signal, startAuth as start, wrong } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';

test('C12 a token is used for 60 % of its life, then renewed by the refresh token, without the domain', async () => {
	const { auth, clock, grants, seen } = start({}, { ...byPassword, domain: 'd' });
	await auth.token(signal);
	await clock.advance(179_999);
	assert.equal((await auth.token(signal)).reveal(), 'password-1');
	await clock.advance(1);
	assert.equal((await auth.token(signal)).reveal(), 'refresh_token-2');
	assert.deepEqual(seen[1]?.body, { grant_type: 'refresh_token', refresh_token: 'refresh-1' });
	await clock.advance(180_000);
	await auth.token(signal);
	assert.equal(seen[2]?.body.refresh_token, 'refresh-1', 'a reply without a refresh token leaves the old one good');
	assert.deepEqual(grants(), ['password', 'refresh_token', 'refresh_token']);
});

test('C22 a clock that is set does not disturb it', async () => {
	const { auth, clock, grants } = start();
	await auth.token(signal);
	for (const hours of [24, -24]) {
		clock.setWall(clock.now() + hours * 3_600_000);
		await auth.token(signal);
	}
	assert.deepEqual(grants(), ['password']);
});

test('C14 a wrong password is sent once, until the reader asks', async () => {
	const { auth, ask, grants, clock } = start({ password: () => wrong });
	for (let turn = 0; turn < 5; turn += 1) {
		assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message: 'Wrong username or password.' });
		await clock.advance(3_600_000);
	}
	assert.deepEqual(grants(), ['password']);
	auth.retry();
	await failureOf(ask());
	await failureOf(ask());
	assert.deepEqual(grants(), ['password', 'password']);
});

test('C15 a refresh token that is refused is dropped for the password, and never sent again', async () => {
	const { auth, ask, clock, grants, seen } = start({
		refresh_token: ({ body }) => (body.refresh_token === 'refresh-1' ? dead : { body: { jwt: 'renewed' } }),
	});
	await ask();
	await clock.advance(180_000);
	await ask();
	await clock.advance(180_000);
	assert.equal((await auth.token(signal)).reveal(), 'renewed');
	assert.deepEqual(grants(), ['password', 'refresh_token', 'password', 'refresh_token']);
	assert.deepEqual(seen.map(({ body }) => body.refresh_token).filter(Boolean), ['refresh-1', 'refresh-2']);
});

test('trouble on the way to a renewal does not cost the refresh token', async () => {
	let turn = 0;
	const { auth, clock, grants } = start({
		refresh_token: () => (turn++ === 0 ? { status: 502 } : { body: { jwt: 'renewed' } }),
	});
	await auth.token(signal);
	await clock.advance(180_000);
	assert.equal((await failureOf(auth.token(signal))).kind, 'server');
	assert.equal((await auth.token(signal)).reveal(), 'renewed');
	assert.deepEqual(grants(), ['password', 'refresh_token', 'refresh_token']);
});

test('C16 a rotated refresh token replaces the old one', async () => {
	const { auth, clock, seen } = start({
		refresh_token: () => ({ body: { jwt: 'renewed', refresh_token: 'rotated' } }),
	});
	await auth.token(signal);
	await clock.advance(180_000);
	await auth.token(signal);
	await clock.advance(180_000);
	await auth.token(signal);
	assert.equal(seen.at(-1)?.body.refresh_token, 'rotated');
});

test('late news of a token that is long replaced changes nothing', async () => {
	const { auth, grants } = start();
	const old = await auth.token(signal);
	for (let turn = 0; turn < 3; turn += 1) auth.reject(old, { kind: 'unauthorized', message: safe`late` });
	const renewed = await auth.token(signal);
	auth.reject(old, { kind: 'unauthorized', message: safe`later` });
	assert.equal(await auth.token(signal), renewed);
	assert.deepEqual(grants(), ['password', 'refresh_token']);
});

test('a refused refresh token is gone even if the sign-in that follows finds no server', async () => {
	let turn = 0;
	const { auth, clock, grants } = start({
		refresh_token: () => dead,
		password: () => (++turn === 2 ? { status: 502 } : { body: { jwt: 'token', refresh_token: 'refresh' } }),
	});
	await auth.token(signal);
	await clock.advance(180_000);
	await failureOf(auth.token(signal));
	await auth.token(signal);
	assert.deepEqual(grants(), ['password', 'refresh_token', 'password', 'password']);
});

test('who gives up waiting does not spoil it for the others', async () => {
	const first = new AbortController();
	const { auth, grants } = start({
		password: () => {
			if (grants().length === 1) first.abort();
			return { body: { jwt: 'good' } };
		},
	});
	const given = auth.token(first.signal);
	const wanted = auth.token(signal);
	await assert.rejects(given, { name: 'AbortError' });
	assert.equal((await wanted).reveal(), 'good');
});

test('C21 the end revokes the refresh token, once, and whatever the server says', async () => {
	const { auth, seen } = start({ revoke: () => ({ status: 500 }) });
	await auth.revoke();
	assert.equal(seen.length, 0, 'nothing to give back');
	await auth.token(signal);
	await auth.revoke();
	await auth.revoke();
	assert.deepEqual(
		seen.slice(1).map(({ path, body }) => [path, body]),
		[['/v1/auth/revoke', { token: 'refresh-1', client_id: 'client' }]],
	);
});

test('the end waits two seconds for that at the most', async () => {
	const clock = createFakeClock();
	const redactor = createRedactor();
	const http = createHttp({
		baseUrl: 'http://127.0.0.1',
		agent: createLoopbackAgent(),
		clock,
		timeout: 10_000,
		redactor,
		fetch: (url, options) =>
			url.endsWith('/revoke')
				? new Promise((_resolve, reject) => options.signal.addEventListener('abort', () => reject(new Error('late'))))
				: Promise.resolve(Response.json({ jwt: 'token', refresh_token: 'refresh' })),
	});
	const auth = createAuth({ http, credentials: byPassword, clock, redactor });
	await auth.token(signal);
	let ended = false;
	const revoked = auth.revoke().then(() => {
		ended = true;
	});
	await clock.advance(1999);
	assert.equal(ended, false);
	await clock.advance(1);
	assert.equal(ended, true);
	await revoked;
});
