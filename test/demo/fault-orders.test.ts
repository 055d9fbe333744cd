import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORDERABLE } from '../../source/demo/fault-orders.ts';
import { ask } from './ask.ts';
import { JOBS, open } from './rig.ts';

const ORDERS = '/simulator/faults';

test('a fault is ordered for what it shall happen to, and as often; then all is well again', async t => {
	const { simulator, get } = await open(t);
	const order = (body: object | string) => ask(simulator.url + ORDERS, { body });
	assert.equal((await order({ fault: 'unavailable', times: 2 })).status, 204);
	const statuses: number[] = [];
	for (let request = 0; request < 3; request += 1) statuses.push((await get(JOBS)).status);
	assert.deepEqual(statuses, [503, 503, 200]);
	await order({ fault: 'unauthorized', purpose: 'sign-in' });
	const body = { username: simulator.user, password: simulator.password };
	const signIn = () => ask(`${simulator.url}/api/v1/auth/tokens`, { body });
	assert.deepEqual([(await get(JOBS)).status, (await signIn()).status, (await signIn()).status], [200, 401, 200]);
	await order({ fault: 'reset', times: 9 });
	await order({ fault: 'reset', times: 0 });
	assert.equal((await get(JOBS)).status, 200);
	for (const wrong of [{}, { fault: 'nonsense' }, { fault: 'reset', times: -1 }, 'no']) {
		assert.equal((await order(wrong)).status, 400);
	}
});

test('every fault that has a name happens', async t => {
	const { simulator, get } = await open(t);
	for (const [fault, what] of Object.entries(ORDERABLE)) {
		if (what.kind === 'delay' || what.kind === 'silence') continue;
		await ask(simulator.url + ORDERS, { body: { fault } });
		const told = await get(JOBS).catch((error: Error) => error);
		if (what.kind === 'reply') assert.equal('status' in told && told.status, what.reply.status, fault);
		else assert.ok(told instanceof Error, fault);
	}
	assert.equal((await get(JOBS)).status, 200);
});
