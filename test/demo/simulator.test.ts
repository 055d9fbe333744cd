import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { fieldOf } from '../../source/demo/selection.ts';
import { startPlainSimulator } from '../../source/demo/simulator.ts';
import { FailureError } from '../../source/model/failure.ts';
import { waitFor } from '../support/wait-for.ts';
import { ask } from './ask.ts';
import { JOBS, open } from './rig.ts';

test('a connection serves more than one request, and closing ends it', async t => {
	const { simulator, token } = await open(t);
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	t.after(() => agent.destroy());
	const sockets = new Set<unknown>();
	agent.on('free', socket => sockets.add(socket));
	for (let time = 0; time < 3; time++) await ask(simulator.url + JOBS, { token, agent });
	assert.equal(sockets.size, 1);
	const idle = connect(simulator.port, '127.0.0.1');
	await new Promise(resolve => idle.once('connect', resolve));
	const ended = new Promise(resolve => idle.once('close', resolve));
	await simulator.close();
	await ended;
	await assert.rejects(ask(simulator.url + JOBS, { token }), { code: 'ECONNREFUSED' });
});

test('closing ends a wait that is under way', async t => {
	const { simulator, clock, get } = await open(t, { scenario: 'slow' });
	const late = assert.rejects(get(JOBS), { code: 'ECONNRESET' });
	await waitFor(
		() => clock.sleepers() === 1,
		() => 'nobody sleeps',
	);
	await simulator.close();
	await late;
	assert.equal(clock.sleepers(), 0);
});

test('scenarios differ in how long tokens live and in what there is', async t => {
	const table = [
		['calm', 300, true],
		['expiring', 20, true],
		['empty', 300, false],
	] as const;
	for (const [scenario, seconds, any] of table) {
		const { simulator, get } = await open(t, { scenario });
		const body = { username: simulator.user, password: simulator.password };
		const { json } = await ask(`${simulator.url}/api/v1/auth/tokens`, { body });
		assert.equal(fieldOf(json, 'duration'), seconds, scenario);
		assert.equal(Number(fieldOf((await get(JOBS)).json, 'total')) > 0, any, scenario);
	}
	assert.equal((await open(t, { scenario: 'expiring', tokenSeconds: 7 })).simulator.scenario, 'expiring');
});

test('a story that has gone on already is the same one, so much later', async t => {
	const elapsed = 4 * 60_000;
	const [late, early] = [await open(t, { elapsed }), await open(t)];
	const count = async ({ get }: typeof early) => Number(fieldOf((await get(JOBS)).json, 'total'));
	const before = await count(early);
	await early.clock.advance(elapsed);
	assert.equal(await count(late), await count(early));
	assert.ok((await count(late)) > before + 5);
});

test('each start has a password of its own, and a port that is taken is a usage error', async t => {
	const [one, other] = [await open(t), await open(t)];
	assert.notEqual(one.simulator.password, other.simulator.password);
	await assert.rejects(
		startPlainSimulator({ clock: one.clock, port: one.simulator.port }),
		(error: unknown) =>
			error instanceof FailureError && error.failure.kind === 'usage' && /EADDRINUSE/.test(error.message),
	);
});
