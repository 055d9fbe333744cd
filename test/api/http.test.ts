import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fetch } from 'cross-fetch';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { BODY_LIMIT, createHttp } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { type Clock, systemClock } from '../../source/live/clock.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createGate } from '../support/gate.ts';
import { startHttp as start } from '../support/http-rig.ts';
import { jsonAnswer, startPeer } from '../support/peer.ts';

test('a request asks for JSON below /api, with its parameters and token', async context => {
	const { peer, ask } = await start(context, socket => socket.write(jsonAnswer({ total: 1 })));
	const token = new Secret('abc.def.ghi');
	assert.deepEqual(await ask({ query: { sort: '-createdAt', id: null, name: 'a&b=ä' }, token }), { total: 1 });
	const lines = peer.received().split('\r\n');
	assert.equal(lines[0], 'GET /api/v1/jobs?sort=-createdAt&name=a%26b%3D%C3%A4 HTTP/1.1');
	assert.ok(lines.includes('Accept: application/json'));
	assert.ok(lines.includes('Cache-Control: no-cache'));
	assert.ok(lines.includes('Authorization: Bearer abc.def.ghi'));
	await ask({ method: 'POST', body: { grant_type: 'password' } });
	assert.match(peer.received(), /Content-Type: application\/json\r\n[\s\S]*\r\n\r\n\{"grant_type":"password"\}$/);
});

test('the address may already end in /api', async context => {
	const peer = await startPeer(socket => socket.end(jsonAnswer({})));
	context.after(() => peer.close());
	const baseUrl = `http://127.0.0.1:${peer.port}/proxy/api/`;
	const agent = createLoopbackAgent();
	const http = createHttp({ baseUrl, fetch, agent, clock: systemClock, timeout: 5000, redactor: createRedactor() });
	await http.request({ path: '/v1/x', signal: new AbortController().signal });
	agent.destroy();
	assert.match(peer.received(), /^GET \/proxy\/api\/v1\/x HTTP/);
});

test('a token that cannot be a header is a mistake of usage that does not quote it', async context => {
	const { ask, peer } = await start(context, socket => socket.end(jsonAnswer({})));
	const failure = await failureOf(ask({ token: new Secret('canary\nX-Evil: 1') }));
	assert.equal(failure.kind, 'usage');
	assert.doesNotMatch(JSON.stringify(failure), /canary/);
	assert.equal(peer.connections(), 0);
});

test('gzip is read, invalid UTF-8 becomes U+FFFD, traffic is counted', async context => {
	const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff]), Buffer.from('"}')]);
	const { ask, http } = await start(context, socket => {
		const zipped = gzipSync(body);
		const headers = 'Content-Type: application/json\r\nContent-Encoding: gzip';
		socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\nContent-Length: ${zipped.length}\r\n\r\n`);
		socket.write(zipped);
	});
	assert.deepEqual(await ask(), { name: '\ufffd' });
	assert.deepEqual(http.traffic(), { requests: 1, bytesReceived: body.length });
});

test('an answer that comes again is the very same value, but for what is sent: its answers hold tokens', async context => {
	const { ask } = await start(context, socket => socket.write(jsonAnswer({ jwt: 'abc' })));
	const first = await ask();
	assert.equal(await ask(), first);
	const signedIn = await ask({ method: 'POST', body: {} });
	assert.notEqual(signedIn, first);
	assert.deepEqual(signedIn, first);
});

test('a compressed flood is cut off at the limit', async context => {
	const { ask } = await start(context, socket => {
		const zipped = gzipSync(Buffer.alloc(4 * BODY_LIMIT));
		const headers = 'Content-Type: application/json\r\nContent-Encoding: gzip';
		socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\nContent-Length: ${zipped.length}\r\n\r\n`);
		socket.write(zipped);
	});
	assert.deepEqual(await failureOf(ask()), { kind: 'too-large', limit: BODY_LIMIT });
});

test('an endless body is cut off at the limit, and its connection closed', { timeout: 20_000 }, async context => {
	const closed = createGate();
	const { ask } = await start(context, socket => {
		const chunk = Buffer.alloc(65_536, ' ');
		const pour = () => {
			while (!socket.destroyed && socket.write(`10000\r\n${chunk}\r\n`));
		};
		socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
		socket.on('drain', pour).on('close', closed.open);
		pour();
	});
	assert.deepEqual(await failureOf(ask()), { kind: 'too-large', limit: BODY_LIMIT });
	await closed.opened;
});

test('nobody listening is trouble of the network', async () => {
	const peer = await startPeer(() => undefined);
	await peer.close();
	const baseUrl = `http://127.0.0.1:${peer.port}`;
	const options = {
		fetch,
		agent: createLoopbackAgent(),
		clock: systemClock,
		timeout: 5000,
		redactor: createRedactor(),
	};
	const http = createHttp({ baseUrl, ...options });
	const request = http.request({ path: '/', signal: new AbortController().signal });
	assert.deepEqual(await failureOf(request), { kind: 'network', code: 'ECONNREFUSED' });
});

test('a kept connection that died while idle costs a reader nothing; a sign-in is not sent twice', async context => {
	const { ask, peer } = await start(context, (socket, request) => {
		if (request % 2 === 0) socket.destroy();
		else socket.write(jsonAnswer({ request }));
	});
	assert.deepEqual(await ask(), { request: 1 });
	assert.deepEqual(await ask(), { request: 3 });
	assert.equal((await failureOf(ask({ method: 'POST', body: {} }))).kind, 'network');
	assert.equal(peer.received().split('HTTP/1.1').length - 1, 4);
});

test('N27: a connection that was idle for a minute, by the clock that counts sleep, is not used again', async context => {
	let slept = 0;
	const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + slept };
	const { ask, peer } = await start(context, socket => void socket.write(jsonAnswer({})), clock);
	await ask();
	slept = 50_000;
	await ask();
	assert.equal(peer.connections(), 1);
	slept = 8 * 3_600_000;
	await ask();
	assert.equal(peer.connections(), 2);
});

test('a request leaves no timer and no listener behind', async () => {
	const clock = createFakeClock();
	const { signal } = new AbortController();
	let listeners = 0;
	const { addEventListener, removeEventListener } = signal;
	signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
		listeners += 1;
		addEventListener.apply(signal, given);
	};
	signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
		listeners -= 1;
		removeEventListener.apply(signal, given);
	};
	await receive(Buffer.from('{}'), clock, signal);
	await assert.rejects(receive(Buffer.from('{'), clock, signal));
	assert.deepEqual([clock.sleepers(), listeners], [0, 0]);
});

/** What a body of these bytes is read as, without a socket. */
async function receive(
	bytes: Uint8Array,
	clock: Clock = createFakeClock(),
	signal = new AbortController().signal,
): Promise<unknown> {
	const headers = new Headers({ 'Content-Type': 'application/json' });
	const response = { status: 200, headers, arrayBuffer: async () => new Uint8Array(bytes).buffer };
	const options = { agent: createLoopbackAgent(), clock, timeout: 5000, redactor: createRedactor() };
	const http = createHttp({ baseUrl: 'http://127.0.0.1', fetch: async () => response, ...options });
	return (await http.request({ path: '/', signal })).body;
}

test('a defect stays a defect', async () => {
	const defect = new TypeError('undefined is not a function');
	const options = { agent: createLoopbackAgent(), clock: createFakeClock(), timeout: 5000, redactor: createRedactor() };
	const http = createHttp({ baseUrl: 'http://127.0.0.1', fetch: () => Promise.reject(defect), ...options });
	await assert.rejects(http.request({ path: '/', signal: new AbortController().signal }), defect);
});

const date = 'Thu, 01 Jan 2026 00:00:00 GMT';

test('the server clock is compared with ours', async context => {
	const clock = { ...systemClock, now: () => Date.parse(date) + 60_000 };
	const { http } = await start(
		context,
		(socket, request) => {
			const headers: Record<string, string>[] = [{ Date: date }, {}, { Date: date, Age: '40' }, { Date: 'soon' }];
			socket.write(jsonAnswer({}, '200 OK', headers[request - 1]));
		},
		clock,
	);
	const offset = async () => (await http.request({ path: '/', signal: new AbortController().signal })).clockOffset;
	assert.equal(await offset(), -59_500);
	assert.equal(await offset(), null);
	assert.equal(await offset(), -19_500, 'an answer out of a cache says how old it is');
	assert.equal(await offset(), null);
});
