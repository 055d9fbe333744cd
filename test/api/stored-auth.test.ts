import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuth, requestAs } from '../../source/api/auth.ts';
import { createRedactor } from '../../source/api/credentials.ts';
import type { Claim, SignInStore, StoredSignIn } from '../../source/api/stored-auth.ts';
import { describeFailure } from '../../source/model/failure.ts';
import { createApiServer, createTestHttp, type ScriptedAnswer, type SeenRequest } from '../support/api-server.ts';
import { dead, signal } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createGate } from '../support/gate.ts';
import { signInOf } from '../support/sign-ins.ts';

interface MemoryStore extends SignInStore {
	readonly kept: () => StoredSignIn | null;
	readonly put: (signIn: StoredSignIn) => void;
	/** From now on nothing can be kept. */
	isFull: boolean;
}

/** A store in memory, which several may share. */
function createMemoryStore(kept: StoredSignIn | null): MemoryStore {
	let present = kept;
	let claimed = false;
	const store = {
		isFull: false,
		kept: () => present,
		put: (signIn: StoredSignIn) => {
			present = signIn;
		},
		read: async () => present,
		claim: async (): Promise<Claim | null> => {
			if (claimed || present === null) return null;
			claimed = true;
			const end = (next: StoredSignIn | null) => {
				present = next;
				claimed = false;
			};
			return {
				signIn: present,
				async keep(next) {
					if (store.isFull) throw new Error('the disk is full');
					end(next);
				},
				giveBack: async () => end(present),
				forget: async () => end(null),
			};
		},
	};
	return store;
}

type Answers = Partial<Record<'refresh' | 'jobs', (request: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>>>;

/** Processes that share a store and a server whose refresh tokens are good for one renewal each. */
function start(answers: Answers = {}, age = 0, processes = 1) {
	const clock = createFakeClock();
	const store = createMemoryStore(signInOf(1, clock.now() - age));
	let good = 1;
	const { fetch, seen } = createApiServer(request => {
		if (request.path !== '/v1/auth/tokens') return answers.jobs?.(request) ?? { body: { token: request.token } };
		const special = answers.refresh?.(request);
		if (special !== undefined) return special;
		if (request.body.refresh_token !== `refresh-${good}`) return { status: 401, body: { message: 'Invalid token' } };
		good += 1;
		return { body: { jwt: `token-${good}`, duration: 300, refresh_token: `refresh-${good}` } };
	});
	const redactor = createRedactor();
	const http = createTestHttp(fetch, clock, redactor);
	const auths = Array.from({ length: processes }, () =>
		createAuth({ http, credentials: { kind: 'stored', store }, clock, redactor }),
	);
	const asks = auths.map(auth => async () => {
		const reply = await requestAs(auth, http, { path: '/v1/jobs', signal: new AbortController().signal });
		return reply.body;
	});
	const refreshes = () => seen.filter(({ path }) => path === '/v1/auth/tokens').map(({ body }) => body);
	const [auth, ask] = [auths[0], asks[0]];
	assert.ok(auth !== undefined && ask !== undefined);
	return { clock, store, auth, ask, auths, asks, refreshes, seen, http };
}

test('C12 a stored token is used as long as it is good, and renewed at 60 % of its life', async () => {
	const { auth, clock, refreshes, store } = start({}, 100_000);
	assert.equal((await auth.token(signal)).reveal(), 'token-1');
	assert.equal(auth.facts().tokenLife, 200_000);
	await clock.advance(79_999);
	assert.equal((await auth.token(signal)).reveal(), 'token-1');
	await clock.advance(1);
	assert.equal((await auth.token(signal)).reveal(), 'token-2');
	assert.deepEqual(refreshes(), [{ grant_type: 'refresh_token', refresh_token: 'refresh-1' }]);
	const { refreshToken, clientId, issuedAt, life } = store.kept() ?? signInOf(0);
	assert.deepEqual(
		[refreshToken.reveal(), clientId, issuedAt, life],
		['refresh-2', 'client', clock.now(), 300_000],
		'what the reply leaves out stays as it was',
	);
});

test('C17 twenty that find it run out: one renewal, all go on with what it got', async () => {
	const { asks, clock, refreshes } = start({}, 400_000, 20);
	const answers = Promise.all(asks.map(ask => ask()));
	for (let turn = 0; turn < 5; turn += 1) await clock.advance(25);
	assert.deepEqual(await answers, Array(20).fill({ token: 'token-2' }));
	assert.equal(refreshes().length, 1);
});

test('C17 one that another process renewed between looking and claiming is not renewed again', async () => {
	const { auth, clock, store, refreshes } = start({}, 400_000);
	const { claim } = store;
	store.claim = async () => {
		store.put(signInOf(9, clock.now()));
		return claim();
	};
	assert.equal((await auth.token(signal)).reveal(), 'token-9');
	assert.deepEqual(refreshes(), []);
	store.claim = claim;
	assert.notEqual(await store.claim(), null, 'it was put back');
});

test('C13 ten requests of one process whose token died: one renewal, each once more', async () => {
	const { ask, refreshes, seen } = start({ jobs: ({ token }) => (token === 'token-1' ? dead : {}) });
	await Promise.all(Array.from({ length: 10 }, ask));
	assert.equal(refreshes().length, 1);
	assert.equal(seen.filter(({ path }) => path === '/v1/jobs').length, 20);
});

test('C17 a token that another process renewed is taken after a 401, and nothing is renewed', async () => {
	const { auth, ask, store, refreshes } = start({ jobs: ({ token }) => (token === 'token-1' ? dead : {}) });
	await auth.token(signal);
	const claim = await store.claim();
	await claim?.keep(signInOf(7));
	await ask();
	assert.deepEqual([(await auth.token(signal)).reveal(), refreshes()], ['token-7', []]);
});

test('C14 a server that takes no token at all: one renewal, then nothing for an hour; the reader’s word tries again', async () => {
	const { auth, ask, clock, refreshes } = start({ jobs: () => dead });
	for (let minute = 0; minute < 60; minute += 1) {
		assert.equal((await failureOf(ask())).kind, 'unauthorized');
		await clock.advance(60_000);
	}
	assert.equal(refreshes().length, 1);
	auth.retry();
	await failureOf(ask());
	await failureOf(ask());
	assert.ok(refreshes().length <= 3);
});

for (const status of [400, 401, 403, 404]) {
	test(`C15 a sign-in that is refused with ${status} is forgotten, and the way out is named`, async () => {
		const refusal = { status, body: { message: 'Token has been revoked' } };
		const { ask, store, refreshes } = start({ refresh: () => refusal }, 400_000);
		const failure = await failureOf(ask());
		assert.equal(failure.kind, 'unauthorized');
		const { message, advice } = describeFailure(failure);
		assert.match(message, /Token has been revoked/);
		assert.match(advice, /cckm-top login/);
		assert.equal(store.kept(), null);
		assert.match(describeFailure(await failureOf(ask())).advice, /cckm-top login/);
		assert.equal(refreshes().length, 1);
	});
}

for (const answer of [{ status: 502 }, { status: 429 }, { headers: { 'Content-Type': 'text/html' } }]) {
	test(`C24 trouble on the way (${JSON.stringify(answer)}) costs no sign-in`, async () => {
		let turn = 0;
		const { ask, store } = start({ refresh: () => (turn++ === 0 ? answer : { body: { jwt: 'good' } }) }, 400_000);
		await failureOf(ask());
		assert.equal(store.kept()?.refreshToken.reveal(), 'refresh-1');
		assert.deepEqual(await ask(), { token: 'good' });
	});
}

test('C18 a disk that is full costs this process nothing', async () => {
	const { ask, store } = start({}, 400_000);
	store.isFull = true;
	assert.deepEqual(await ask(), { token: 'token-2' });
	assert.equal(store.kept()?.refreshToken.reveal(), 'refresh-1');
	assert.notEqual(await store.claim(), null);
});

test('C22 a clock that is set back or forward costs a renewal at the most', async () => {
	for (const hours of [-24, 24]) {
		const { auth, clock, refreshes } = start();
		await auth.token(signal);
		clock.setWall(clock.now() + hours * 3_600_000);
		assert.equal((await auth.token(signal)).reveal(), 'token-1', 'what is held is measured by the other clock');
		const second = start({}, -hours * 3_600_000);
		assert.equal((await second.auth.token(signal)).reveal(), 'token-2', 'one from the past or the future is renewed');
		assert.deepEqual([refreshes().length], [0]);
	}
});

test('C21 the end revokes nothing, and leaves a renewal under way two seconds', async () => {
	const gate = createGate();
	const refresh = async () => {
		await gate.opened;
		return { body: { jwt: 'late', refresh_token: 'new' } };
	};
	const { auth, clock, seen, store } = start({ refresh }, 400_000);
	const lifetime = new AbortController();
	const wanted = auth.token(lifetime.signal);
	await clock.settle();
	lifetime.abort();
	await assert.rejects(wanted, { name: 'AbortError' });
	const end = auth.revoke();
	gate.open();
	await end;
	assert.equal(store.kept()?.refreshToken.reveal(), 'new', 'a token that is given once is not lost');
	assert.deepEqual(
		seen.map(({ path }) => path),
		['/v1/auth/tokens'],
	);
});

test('a sign-in that is gone is told so, and one that came back is used when the reader asks', async () => {
	const { auth, ask, clock, store } = start({}, 400_000);
	await (await store.claim())?.forget();
	const { message, advice } = describeFailure(await failureOf(ask()));
	assert.match(`${message} ${advice}`, /stored sign-in is gone.*cckm-top login/);
	store.put(signInOf(5, clock.now()));
	auth.retry();
	assert.deepEqual(await ask(), { token: 'token-5' });
});
