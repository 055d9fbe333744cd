import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fetch } from 'cross-fetch';
import fc from 'fast-check';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { BODY_LIMIT, createHttp, type Http, type HttpRequest } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { type Clock, systemClock } from '../../source/live/clock.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createGate } from '../support/gate.ts';
import { jsonAnswer, type Peer, startPeer } from '../support/peer.ts';

interface Rig {
	readonly peer: Peer;
	readonly http: Http;
	readonly ask: (request?: Partial<HttpRequest>) => Promise<unknown>;
}

const password = new Secret('p"ss wörd');

async function start(
	context: TestContext,
	answer: (socket: Socket, request: number) => void,
	clock: Clock = systemClock,
): Promise<Rig> {
	const peer = await startPeer(answer);
	const agent = createLoopbackAgent();
	const redactor = createRedactor();
	redactor.add(password);
	const baseUrl = `http://127.0.0.1:${peer.port}/`;
	const http = createHttp({ baseUrl, fetch, agent, clock, timeout: 5000, redactor });
	context.after(async () => {
		agent.destroy();
		await peer.close();
	});
	const ask = async (request: Partial<HttpRequest> = {}) =>
		(await http.request({ path: '/v1/jobs', signal: new AbortController().signal, ...request })).body;
	return { peer, http, ask };
}

test('a request asks for JSON below /api, with its parameters and token', async context => {
	const { peer, ask } = await start(context, socket => socket.write(jsonAnswer({ total: 1 })));
	const token = new Secret('abc.def.ghi');
	assert.deepEqual(await ask({ query: { sort: '-createdAt', id: null, name: 'a&b=ä' }, token }), { total: 1 });
	const lines = peer.received().split('\r\n');
	assert.equal(lines[0], 'GET /api/v1/jobs?sort=-createdAt&name=a%26b%3D%C3%A4 HTTP/1.1');
	assert.ok(lines.includes('Accept: application/json'));
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

const problem = { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Wrong username or password.' };
const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const now = Date.parse(date);

type Case = [name: string, answer: string, failure: Record<string, unknown>];

const answers: readonly Case[] = [
	['401', jsonAnswer(problem, '401 Unauthorized'), { kind: 'unauthorized', message: 'Wrong username or password.' }],
	[
		'401 that is no JSON',
		jsonAnswer('', '401 Unauthorized', { 'Content-Type': 'text/plain' }),
		{ kind: 'unauthorized', message: 'it answered with text/plain instead of JSON' },
	],
	[
		'403',
		jsonAnswer({ codeDesc: 'NCERRInsufficientPermissions' }, '403 Forbidden'),
		{ kind: 'forbidden', message: 'NCERRInsufficientPermissions' },
	],
	['404', jsonAnswer({ message: '' }, '404 Not Found'), { kind: 'not-found', message: 'it gave no reason' }],
	[
		'422',
		jsonAnswer({ message: 'Validation errors:\nsort: no' }, '422 X'),
		{ kind: 'rejected', status: 422, message: 'Validation errors:␤sort: no' },
	],
	[
		'400 with broken JSON',
		'HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{',
		{ kind: 'rejected', status: 400, message: 'its reason could not be read' },
	],
	['500', jsonAnswer({ message: 'oops\u001b[31m' }, '500 X'), { kind: 'server', status: 500, message: 'oops^[[31m' }],
	[
		'502 with a page',
		jsonAnswer('<h1>Bad Gateway</h1>', '502 Bad Gateway', html),
		{ kind: 'server', status: 502, message: 'it answered with text/html instead of JSON' },
	],
	['503', jsonAnswer({ message: 'starting' }, '503 X'), { kind: 'server', status: 503, message: 'starting' }],
	[
		'503 with a time',
		jsonAnswer({}, '503 X', { 'Retry-After': '30' }),
		{ kind: 'busy', status: 503, retryAfter: 30_000 },
	],
	['429 without a time', jsonAnswer({}, '429 X'), { kind: 'busy', status: 429, retryAfter: null }],
	...['-1', 'NaN', 'soon', '1e12', '5.5', ''].map(
		(value): Case => [
			`429 with "${value}"`,
			jsonAnswer({}, '429 X', { 'Retry-After': value }),
			{ kind: 'busy', status: 429, retryAfter: null },
		],
	),
	[
		'429 with a date',
		jsonAnswer({}, '429 X', { Date: date, 'Retry-After': 'Thu, 01 Jan 2026 00:00:20 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 20_000 },
	],
	[
		'429 with a past date',
		jsonAnswer({}, '429 X', { Date: date, 'Retry-After': 'Wed, 31 Dec 2025 00:00:20 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 0 },
	],
	[
		'a date and no clock of the server',
		jsonAnswer({}, '429 X', { 'Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 60_000 },
	],
	[
		'200 that is an error',
		jsonAnswer(problem),
		{ kind: 'rejected', status: 200, message: 'Wrong username or password.' },
	],
	[
		'200 with a page',
		jsonAnswer('<form>', '200 OK', html),
		{ kind: 'shape', path: 'Content-Type', problem: 'text/html instead of JSON' },
	],
	[
		'200 with nothing',
		'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n',
		{ kind: 'shape', path: 'the body', problem: 'nothing' },
	],
	[
		'a body nested too deep',
		jsonAnswer(JSON.parse(`${'['.repeat(65)}${']'.repeat(65)}`)),
		{ kind: 'shape', path: 'the body', problem: 'nested deeper than 64 levels' },
	],
	[
		'broken gzip',
		jsonAnswer({}, '200 OK', { 'Content-Encoding': 'gzip' }),
		{ kind: 'shape', path: 'the body', problem: 'broken compression' },
	],
	[
		'no HTTP at all',
		'SSH-2.0-OpenSSH_9.6\r\n',
		{ kind: 'shape', path: 'the headers', problem: 'broken HTTP (HPE_INVALID_CONSTANT)' },
	],
];

for (const [name, answer, failure] of answers) {
	test(`the answer "${name}" is the failure that it means`, async context => {
		const clock = { ...systemClock, now: () => now };
		const { ask } = await start(context, socket => socket.end(answer), clock);
		assert.deepEqual(await failureOf(ask()), failure);
	});
}

for (const status of [301, 302, 303, 307, 308]) {
	test(`${status} is never followed, and takes nothing along`, async context => {
		const other = await startPeer(socket => socket.write(jsonAnswer({})));
		context.after(() => other.close());
		const target = `http://127.0.0.1:${other.port}/evil`;
		const { ask } = await start(context, socket => socket.end(jsonAnswer({}, `${status} X`, { Location: target })));
		const failure = await failureOf(ask({ method: 'POST', body: { password: 'x' }, token: new Secret('canary') }));
		assert.deepEqual([failure, other.connections()], [{ kind: 'redirect', status, target }, 0]);
	});
}

test('a secret that the server sends back is taken out, in whatever writing', async context => {
	const forms = [
		password.reveal(),
		encodeURIComponent(password.reveal()),
		Buffer.from(password.reveal()).toString('base64'),
	];
	const message = `got ${forms.join(', ')}`;
	const { ask } = await start(context, socket => socket.end(jsonAnswer({ message }, '400 X')));
	assert.deepEqual(await failureOf(ask()), {
		kind: 'rejected',
		status: 400,
		message: 'got ‹redacted›, ‹redacted›, ‹redacted›',
	});
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

for (const [place, begin] of [
	['before the headers', ''],
	['in the headers', 'HTTP/1.1 200 OK\r\nContent-Ty'],
	['in the body', `${head}Content-Length: 100\r\n\r\n{"total":`],
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

test('a page cut off at any byte is a failure of the family', async () => {
	const page = Buffer.from(JSON.stringify({ total: 1, resources: [{ id: 'a"b\\', kms: ['ä'], n: -1.5e3, x: null }] }));
	for (let length = 0; length < page.length; length += 1) {
		const failure = await failureOf(receive(page.subarray(0, length)));
		assert.equal(failure.kind, 'shape', `cut off at ${length}`);
	}
	assert.deepEqual(await receive(page), JSON.parse(page.toString()));
});

test('no bytes whatever are more than a failure of the family', async () => {
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async bytes => {
			await receive(Buffer.from(bytes)).catch(error => assert.equal(error.failure?.kind, 'shape'));
		}),
	);
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
	const headers = new Headers(json);
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

test('the server clock is compared with ours', async context => {
	const clock = { ...systemClock, now: () => now + 60_000 };
	const { http } = await start(
		context,
		(socket, request) => {
			socket.write(jsonAnswer({}, '200 OK', request === 1 ? { Date: date } : {}));
		},
		clock,
	);
	const offset = async () => (await http.request({ path: '/', signal: new AbortController().signal })).clockOffset;
	assert.equal(await offset(), -59_500);
	assert.equal(await offset(), null);
});
