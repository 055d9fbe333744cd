import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dead, signal, startAuth as start } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';

test('ten requests whose token died at once: one renewal, each request once more', async () => {
	const { auth, ask, grants, seen } = start({ jobs: ({ token }) => (token === 'password-1' ? dead : {}) });
	await auth.token(signal);
	await Promise.all(Array.from({ length: 10 }, ask));
	assert.deepEqual(grants(), ['password', 'refresh_token']);
	assert.equal(seen.filter(({ path }) => path === '/v1/jobs').length, 20);
});

test('ten requests at the very beginning: one sign-in', async () => {
	const { ask, grants } = start();
	await Promise.all(Array.from({ length: 10 }, ask));
	assert.deepEqual(grants(), ['password']);
});

test('a server that takes no token at all: refresh once, password once, then nothing for an hour', async () => {
	const { auth, ask, clock, grants, seen } = start({ jobs: () => dead });
	await auth.token(signal);
	for (let minute = 0; minute < 60; minute += 1) {
		assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message: 'Token is expired by 50s' });
		await clock.advance(60_000);
	}
	assert.deepEqual(grants(), ['password', 'refresh_token', 'password']);
	assert.equal(seen.filter(({ path }) => path === '/v1/jobs').length, 3);
});

test('without a refresh token it is the password once', async () => {
	const { ask, grants } = start({ jobs: () => dead, password: () => ({ body: { jwt: 'lonely' } }) });
	await failureOf(ask());
	await failureOf(ask());
	assert.deepEqual(grants(), ['password', 'password']);
});

test('a token that was taken clears what was tried before', async () => {
	let killed: string | null = null;
	const { auth, ask, grants } = start({ jobs: ({ token }) => (token === killed ? dead : {}) });
	await ask();
	for (let turn = 0; turn < 4; turn += 1) {
		killed = (await auth.token(signal)).reveal();
		await ask();
	}
	assert.deepEqual(grants(), ['password', ...Array(4).fill('refresh_token')]);
});
