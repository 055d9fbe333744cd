import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createGate } from '../support/gate.ts';
import { startHttp as start } from '../support/http-rig.ts';

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const stalls: readonly [name: string, begin: string][] = [
	['silence', ''],
	['half a header', 'HTTP/1.1 200 OK\r\nContent-'],
	['half a body', `${head}Content-Length: 100\r\n\r\n{"total":`],
];
for (const [name, begin] of stalls) {
	test(`${name} ends with the deadline, and the connection with it`, async context => {
		const clock = createFakeClock();
		const arrived = createGate();
		const closed = createGate();
		const { ask } = await start(
			context,
			socket => {
				socket.on('close', closed.open);
				socket.write(begin, () => arrived.open());
			},
			clock,
		);
		const outcome = failureOf(ask());
		await arrived.opened;
		await clock.advance(5000);
		assert.deepEqual(await outcome, { kind: 'timeout', seconds: 5 });
		await closed.opened;
		assert.equal(clock.sleepers(), 0);
	});
}

test('the end of its lifetime ends a request, which is no failure of the server', async context => {
	const lifetime = new AbortController();
	const { ask } = await start(context, () => lifetime.abort());
	await assert.rejects(ask({ signal: lifetime.signal }), { name: 'AbortError' });
	await assert.rejects(ask({ signal: lifetime.signal }), { name: 'AbortError' });
});
