import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetch } from 'cross-fetch';
import { createAuth } from '../../source/api/auth.ts';
import { createClient } from '../../source/api/client.ts';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { startPlainSimulator } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { createPoller } from '../../source/live/poller.ts';
import { dead, signal, startAuth as start } from '../support/auth-rig.ts';
import { everything } from '../support/client-rig.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { waitFor } from '../support/wait-for.ts';

test('C13 ten requests whose token died at once: one renewal, each request once more', async () => {
	const { auth, ask, grants, seen } = start({ jobs: ({ token }) => (token === 'password-1' ? dead : {}) });
	await auth.token(signal);
	await Promise.all(Array.from({ length: 10 }, ask));
	assert.deepEqual(grants(), ['password', 'refresh_token']);
	assert.equal(seen.filter(({ path }) => path === '/v1/jobs').length, 20);
});

test('C13 ten requests at the very beginning: one sign-in', async () => {
	const { ask, grants } = start();
	await Promise.all(Array.from({ length: 10 }, ask));
	assert.deepEqual(grants(), ['password']);
});

test('C14 a server that takes no token at all: refresh once, password once, then nothing for an hour', async () => {
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

test('C14 a wrong password in a monitor that is left open for a day is one attempt at the server', async t => {
	const simulator = await startPlainSimulator({ clock: systemClock });
	const agent = createLoopbackAgent();
	const lifetime = new AbortController();
	const clock = createFakeClock();
	const redactor = createRedactor();
	const http = createHttp({ baseUrl: simulator.url, fetch, agent, clock, timeout: 3_600_000, redactor });
	const credentials = { kind: 'password', username: simulator.user, password: new Secret('wrong') } as const;
	const auth = createAuth({ http, credentials, clock, redactor });
	const client = createClient({ http, auth, clock });
	const load = (signal: AbortSignal) => client.load(everything, signal);
	const poller = createPoller({ load, interval: 5000, clock, random: () => 0.5 });
	const running = poller.run(lifetime.signal);
	t.after(async () => {
		lifetime.abort();
		await running;
		agent.destroy();
		await simulator.close();
	});
	const attempts = () => simulator.requests.filter(({ purpose }) => purpose === 'sign-in').length;
	const halt = (polls: number) =>
		waitFor(
			() => poller.store.get().polls === polls && poller.store.get().activity.kind === 'halted',
			() => JSON.stringify(poller.store.get()),
		);
	await halt(1);
	for (let hour = 0; hour < 24; hour += 1) {
		await clock.advance(3_600_000);
		// Neither the server's own description nor another look by itself sends it again.
		await client.describe(lifetime.signal);
	}
	assert.deepEqual([attempts(), simulator.requests.length], [1, 1]);
	client.retry();
	poller.refresh();
	await halt(2);
	assert.deepEqual([attempts(), simulator.requests.length], [2, 2]);
});
