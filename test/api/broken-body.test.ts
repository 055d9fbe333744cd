import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '../support/failure-of.ts';
import { startHttp as start } from '../support/http-rig.ts';

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

for (const [place, begin] of [
	['before the headers', ''],
	['in the headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
	['in the body', `${head}Content-Length: 100\r\n\r\n{"total":`],
	['before a body that is compressed', `${head}Content-Encoding: deflate\r\nContent-Length: 100\r\n\r\n`],
	['in another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
	['in a chunked body', `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"to`],
] as const) {
	for (const way of ['reset', 'end'] as const) {
		test(`a connection that ends ${place} (${way}) is trouble of the network, at once`, {
			timeout: 4000,
		}, async context => {
			const { ask } = await start(context, socket => {
				socket.write(begin, () => (way === 'reset' ? socket.resetAndDestroy() : socket.end()));
			});
			assert.equal((await failureOf(ask())).kind, 'network');
		});
	}
}
