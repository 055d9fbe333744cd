import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type Auth, createAuth, requestAs } from '../../source/api/auth.ts';
import { type Credentials, createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp, type Http } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { safe } from '../../source/model/safe-text.ts';
import { createApiServer, type ScriptedAnswer, type SeenRequest } from '../support/api-server.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const { signal } = new AbortController();

const wrong: ScriptedAnswer = {
	status: 401,
	body: { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Wrong username or password.' },
};
const dead: ScriptedAnswer = { status: 401, body: { code: 5, message: 'Token is expired by 50s' } };

interface Rig {
	readonly auth: Auth;
	readonly clock: FakeClock;
	readonly http: Http;
	/** The grants that were asked for, in their order. */
	readonly grants: () => string[];
	readonly seen: readonly SeenRequest[];
	readonly ask: () => Promise<unknown>;
}

const byPassword: Credentials = { kind: 'password', username: 'admin', password: new Secret('canary-password') };

/** Signing in against a script; tokens are named after the grant that they came from and numbered. */
function start(
	answers: Partial<
		Record<'password' | 'refresh_token' | 'revoke' | 'jobs', (request: SeenRequest) => ScriptedAnswer>
	> = {},
	credentials = byPassword,
): Rig {
	const clock = createFakeClock();
	let issued = 0;
	const issue = (grant: string): ScriptedAnswer => {
		issued += 1;
		const refresh = grant === 'password' ? { refresh_token: `refresh-${issued}`, client_id: 'client' } : {};
		return { body: { jwt: `${grant}-${issued}`, duration: 300, token_type: 'Bearer', ...refresh } };
	};
	const { fetch, seen } = createApiServer(request => {
		if (request.path === '/v1/auth/revoke') return answers.revoke?.(request) ?? {};
		if (request.path !== '/v1/auth/tokens') return answers.jobs?.(request) ?? { body: { token: request.token } };
		const grant = String(request.body.grant_type);
		return answers[grant as 'password']?.(request) ?? issue(grant);
	});
	const redactor = createRedactor();
	const http = createHttp({
		baseUrl: 'http://127.0.0.1',
		fetch,
		agent: createLoopbackAgent(),
		clock,
		timeout: 10_000,
		redactor,
	});
	const auth = createAuth({ http, credentials, clock, redactor });
	const grants = () => seen.filter(({ path }) => path === '/v1/auth/tokens').map(({ body }) => String(body.grant_type));
	const ask = async () => (await requestAs(auth, http, { path: '/v1/jobs', signal })).body;
	return { auth, clock, http, grants, seen, ask };
}

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

test('a token is used for 60 % of its life, then renewed by the refresh token, without the domain', async () => {
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

test('a clock that is set does not disturb it', async () => {
	const { auth, clock, grants } = start();
	await auth.token(signal);
	for (const hours of [24, -24]) {
		clock.setWall(clock.now() + hours * 3_600_000);
		await auth.token(signal);
	}
	assert.deepEqual(grants(), ['password']);
});

function jwt(claims: unknown): string {
	return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
}

const lives: readonly [name: string, reply: Record<string, unknown>, seconds: number][] = [
	['what the reply says', { jwt: jwt({ iat: 1000, exp: 1100 }), duration: 900 }, 900],
	['what the token says', { jwt: jwt({ iat: 1000, exp: 1100 }) }, 100],
	['what is usual, for a token that says nothing', { jwt: jwt({}) }, 300],
	['what is usual, for a token that says nonsense', { jwt: jwt({ iat: 'x', exp: -1 }), duration: -5 }, 300],
	['what is usual, for a token that is no JWT', { jwt: 'opaque' }, 300],
	['what is usual, for a token whose middle is no JSON', { jwt: 'a.b.c', duration: null }, 300],
];
for (const [name, body, seconds] of lives) {
	test(`the life of a token is ${name}`, async () => {
		const { auth } = start({ password: () => ({ body }) });
		await auth.token(signal);
		assert.equal(auth.facts().tokenLife, seconds * 1000);
	});
}

test('what a token tells of itself is made harmless, and only shown', async () => {
	const claims = { preferred_username: 'ad\u001b[31mmin', cust: { groups: ['CCKM Users'], domain_id: 'root' } };
	const { auth, clock } = start({ password: () => ({ body: { jwt: jwt(claims), duration: 300 } }) });
	assert.deepEqual(auth.facts(), { user: null, groups: [], domain: null, tokenLife: null });
	await auth.token(signal);
	await clock.advance(100_000);
	assert.deepEqual(auth.facts(), { user: 'ad^[[31mmin', groups: ['CCKM Users'], domain: 'root', tokenLife: 200_000 });
});

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

test('a wrong password is sent once, until the reader asks', async () => {
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

for (const status of [400, 403, 422, 423]) {
	test(`so is one that is refused with ${status}`, async () => {
		const { ask, grants } = start({ password: () => ({ status, body: { message: 'Account is locked' } }) });
		for (let turn = 0; turn < 3; turn += 1) {
			assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message: 'Account is locked' });
		}
		assert.deepEqual(grants(), ['password']);
	});
}

test('trouble on the way to the sign-in says nothing about the password', async () => {
	let turn = 0;
	const troubles = [{ status: 503 }, { status: 429 }, { headers: { 'Content-Type': 'text/html' } }];
	const { ask, grants } = start({ password: () => troubles[turn++] ?? { body: { jwt: 'good' } } });
	for (const kind of ['server', 'busy', 'shape']) assert.equal((await failureOf(ask())).kind, kind);
	assert.deepEqual(await ask(), { token: 'good' });
	assert.equal(grants().length, 4);
});

test('a refresh token that is refused is dropped for the password, and never sent again', async () => {
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

test('a rotated refresh token replaces the old one', async () => {
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

test('the end revokes the refresh token, once, and whatever the server says', async () => {
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

test('a ready token is read again after a 401, and never sent twice once refused', async () => {
	let value = 'first';
	const read = async () => new Secret(value);
	const { auth, ask, grants, seen } = start(
		{ jobs: ({ token }) => (token === 'third' ? {} : dead) },
		{ kind: 'token', read, renewable: true },
	);
	const message = 'Token is expired by 50s (a given token lives for minutes: put a new one into its file)';
	assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message });
	assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message });
	value = 'second';
	await failureOf(ask());
	value = 'third';
	await ask();
	assert.deepEqual(
		seen.map(({ token }) => token),
		['first', 'second', 'third'],
	);
	auth.retry();
	await ask();
	await auth.revoke();
	assert.deepEqual([grants(), auth.facts().tokenLife], [[], null]);
});

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

test('a secret cannot be turned into text by accident', () => {
	const secret = new Secret('canary');
	const texts = [
		`${secret}`,
		JSON.stringify({ secret }),
		inspect({ secret }),
		String(secret),
		Object.keys(secret).join(),
	];
	assert.doesNotMatch(texts.join(), /canary/);
	assert.match(texts.join(), /‹redacted›/);
});
