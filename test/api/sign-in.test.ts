import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPassword, signal, startAuth as start, wrong } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';

test('signing in by password sends what the server asks for, and bounds what it leaves behind', async () => {
	const { auth, seen } = start();
	assert.equal((await auth.token(signal)).reveal(), 'password-1');
	assert.deepEqual(seen[0]?.body, {
		grant_type: 'password',
		username: 'admin',
		password: 'canary-password',
		refresh_token_lifetime: 1440,
		refresh_token_revoke_unused_in: 60,
	});
});

test('domains, tenant and connection go along under the names of the server', async () => {
	const { auth, seen } = start({}, { ...byPassword, domain: 'd', authDomain: 'a', tenant: 't', connection: 'ldap' });
	await auth.token(signal);
	const { domain, auth_domain, auth_domain_path, connection } = seen[0]?.body ?? {};
	assert.deepEqual([domain, auth_domain, auth_domain_path, connection], ['d', 'a', '/t', 'ldap']);
});

test('a certificate signs in without a name or a password, and lives on a refresh token as they do', async () => {
	const { auth, clock, seen } = start({}, { kind: 'certificate', domain: 'd' });
	await auth.token(signal);
	assert.deepEqual(seen[0]?.body, {
		grant_type: 'user_certificate',
		domain: 'd',
		refresh_token_lifetime: 1440,
		refresh_token_revoke_unused_in: 60,
	});
	await clock.advance(180_000);
	await auth.token(signal);
	assert.equal(seen[1]?.body.grant_type, 'refresh_token');
});

test('C14 a certificate that the server does not know is shown once', async () => {
	const { ask, grants } = start({ user_certificate: () => wrong }, { kind: 'certificate' });
	for (let turn = 0; turn < 3; turn += 1) assert.equal((await failureOf(ask())).kind, 'unauthorized');
	assert.deepEqual(grants(), ['user_certificate']);
});

for (const status of [400, 403, 422, 423]) {
	test(`C24 a sign-in that is refused with ${status} is not tried again`, async () => {
		const { ask, grants } = start({ password: () => ({ status, body: { message: 'Account is locked' } }) });
		for (let turn = 0; turn < 3; turn += 1) {
			assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message: 'Account is locked' });
		}
		assert.deepEqual(grants(), ['password']);
	});
}

test('trouble on the way to the sign-in says nothing about the password', async () => {
	let turn = 0;
	const troubles = [{ status: 503 }, { status: 503, headers: { 'Retry-After': '5' } }];
	const { ask, grants } = start({ password: () => troubles[turn++] ?? { body: { jwt: 'good' } } });
	for (const kind of ['server', 'busy']) assert.equal((await failureOf(ask())).kind, kind);
	assert.deepEqual(await ask(), { token: 'good' });
	assert.equal(grants().length, 3);
});

for (const [name, answer, kind] of [
	['429', { status: 429, headers: { 'Retry-After': '5' } }, 'unauthorized'],
	['a page', { headers: { 'Content-Type': 'text/html' } }, 'shape'],
	['a redirect', { status: 302, headers: { Location: '/elsewhere' } }, 'redirect'],
	['JSON without a token', { body: { jwt: '' } }, 'shape'],
	['a token of another type', { body: { jwt: 'x', token_type: 'MAC' } }, 'shape'],
] as const) {
	test(`C24 a password that is answered with ${name} is not sent again until the reader asks`, async () => {
		const { auth, ask, clock, grants } = start({ password: () => answer });
		for (let turn = 0; turn < 5; turn += 1) {
			assert.equal((await failureOf(ask())).kind, kind);
			await clock.advance(3_600_000);
		}
		assert.deepEqual(grants(), ['password']);
		auth.retry();
		await failureOf(ask());
		assert.deepEqual(grants(), ['password', 'password']);
	});
}

test('what a server sends back of the secrets that it was given is taken out of its words', async () => {
	const { ask } = start({
		jobs: ({ token }) => ({ status: 500, body: { message: `got ${token} of canary-password` } }),
	});
	assert.deepEqual(await failureOf(ask()), {
		kind: 'server',
		status: 500,
		message: 'got ‹redacted› of ‹redacted›',
	});
});
