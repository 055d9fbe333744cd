import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { fetch } from 'cross-fetch';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import { createAgent, type Trust } from '../../source/api/trust.ts';
import { createTunnel, parseProxy } from '../../source/api/tunnel.ts';
import { systemClock } from '../../source/live/clock.ts';
import { describeFailure, type FailureError } from '../../source/model/failure.ts';
import { createCertificate } from '../support/certificate.ts';
import { failureOf } from '../support/failure-of.ts';
import { jsonAnswer, type Peer, startPeer } from '../support/peer.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';

const authority = await createCertificate({ name: 'Our CA', authority: true });
const issued = await createCertificate({ issuer: authority, dns: ['cm.test'], ips: [] });
const middleman = await createCertificate({ name: 'Middleman', dns: ['cm.test'] });
const trust: Trust = { ca: authority.cert, pins: null, insecure: false, serverName: null, identity: null };

interface Rig {
	readonly peer: Peer;
	readonly proxy: TestProxy;
	readonly ask: () => Promise<unknown>;
}

/** Where the proxy leads to, or what it does instead. */
type Answer = (peer: Peer, socket: Socket) => number | undefined;

/** A server that is found by its proxy alone, asked with a token. */
async function start(
	context: TestContext,
	answer: Answer,
	given: { readonly trust?: Trust; readonly user?: string; readonly shown?: typeof issued } = {},
): Promise<Rig> {
	const peer = await startPeer(socket => socket.write(jsonAnswer({ ok: true })), given.shown ?? issued);
	const proxy = await startProxy(context, (_, socket) => answer(peer, socket));
	const tunnel = createTunnel(parseProxy(`http://${given.user ?? ''}127.0.0.1:${proxy.port}`));
	const agent = createAgent(given.trust ?? trust, tunnel);
	const redactor = createRedactor();
	const baseUrl = 'https://cm.test:8443';
	const http = createHttp({ baseUrl, fetch, agent, clock: systemClock, timeout: 10_000, redactor });
	context.after(async () => {
		agent.destroy();
		await peer.close();
	});
	const token = new Secret('canary-token');
	const ask = async () => (await http.request({ path: '/v1/x', token, signal: new AbortController().signal })).body;
	return { peer, proxy, ask };
}

const through = (peer: Peer) => peer.port;

test('T15 a proxy leads to the server by its name, once for many requests, and sees no token', async context => {
	const { peer, proxy, ask } = await start(context, through);
	for (let turn = 0; turn < 3; turn += 1) assert.deepEqual(await ask(), { ok: true });
	assert.deepEqual(proxy.requests, [{ target: 'cm.test:8443', authorization: null }]);
	assert.match(peer.received(), /^GET \/api\/v1\/x HTTP\/1\.1\r\n[\s\S]*Bearer canary-token/);
	assert.doesNotMatch(peer.received(), /^CONNECT |proxy-/im);
});

test('T15 user and password of the proxy are for it alone', async context => {
	const { peer, proxy, ask } = await start(context, through, { user: 'al%40ice:p%20w:%2F@' });
	await ask();
	const words = `Basic ${Buffer.from('al@ice:p w:/').toString('base64')}`;
	assert.deepEqual(proxy.requests, [{ target: 'cm.test:8443', authorization: words }]);
	assert.doesNotMatch(peer.received(), /proxy-|Basic/i);
});

const say =
	(bytes: string): Answer =>
	(_, socket) =>
		void socket.end(bytes);
const refusals: readonly [name: string, answer: Answer, user: string, told: RegExp][] = [
	['wants a user', say('HTTP/1.1 407 No\r\n\r\n'), '', /wants a user and a password \(HTTP 407\).*HTTPS_PROXY/],
	['refuses the password', say('HTTP/1.1 407 No\r\n\r\n'), 'alice:canary-pw@', /does not take the user and password/],
	[
		'forbids it',
		say('HTTP/1.1 403 canary-pw\r\n\r\n'),
		'alice:canary-pw@',
		/refuses the way to cm\.test:8443 \(HTTP 403\)/,
	],
	['cannot get there', say('HTTP/1.1 504 No\r\n\r\n'), '', /refuses the way to cm\.test:8443 \(HTTP 504\).*NO_PROXY/],
	['is none', say('SSH-2.0-OpenSSH\r\n'), '', /is no HTTP proxy/],
	['hangs up', (_, socket) => void socket.destroy(), '', /cannot be reached \(ECONNRESET\)/],
	['leads to SSH', say('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-OpenSSH\r\n'), '', /speaks SSH, not TLS/],
	[
		'leads to a wall',
		say('HTTP/1.1 200 OK\r\n\r\n'),
		'',
		/ended the connection in the TLS handshake.*through the proxy 127/,
	],
];

for (const [name, answer, user, told] of refusals) {
	test(`T15 a proxy that ${name} is told of, without what was given to it`, async context => {
		const { peer, ask } = await start(context, answer, { user });
		const failure = await failureOf(ask());
		const { message, advice } = describeFailure(failure);
		assert.equal(failure.kind, 'network');
		assert.match(`${message} ${advice}`, told);
		assert.match(`${message} ${advice}`, /proxy/i);
		assert.doesNotMatch(JSON.stringify(failure), /canary|alice/);
		assert.equal(peer.received(), '');
	});
}

test('T15 a proxy that is not there is told of', async () => {
	const peer = await startPeer(() => undefined);
	await peer.close();
	const agent = createAgent(trust, createTunnel(parseProxy(`127.0.0.1:${peer.port}`)));
	const options = { fetch, agent, clock: systemClock, timeout: 10_000, redactor: createRedactor() };
	const http = createHttp({ baseUrl: 'https://cm.test', ...options });
	const failure = await failureOf(http.request({ path: '/', signal: new AbortController().signal }));
	const expected = `the proxy 127.0.0.1:${peer.port} cannot be reached (ECONNREFUSED)`;
	assert.equal(failure.kind === 'network' ? failure.code : '', expected);
});

for (const [name, given] of [
	['by its issuer', trust],
	['by a pin', { ...trust, ca: null, pins: { fingerprints: [issued.fingerprint], file: null } }],
] as const) {
	test(`T15 a proxy that puts itself in the middle is found out ${name}, and gets nothing`, async context => {
		const { peer, proxy, ask } = await start(context, through, { shown: middleman, trust: given });
		const failure = await failureOf(ask());
		assert.equal(failure.kind === 'tls' ? failure.fingerprint : '', middleman.fingerprint);
		const name = `through the proxy 127.0.0.1:${proxy.port}, which may be what showed it`;
		assert.ok(describeFailure(failure).advice.includes(name));
		assert.equal(peer.received(), '');
	});
}

test('T15 what HTTPS_PROXY may say', () => {
	const plain = (text: string) => {
		const { host, port, credentials } = parseProxy(text);
		return [host, port, credentials?.user ?? null, credentials?.password.reveal() ?? null];
	};
	assert.deepEqual(plain('proxy.test:3128'), ['proxy.test', 3128, null, null]);
	assert.deepEqual(plain('http://proxy.test'), ['proxy.test', 80, null, null]);
	assert.deepEqual(plain('HTTP://a%3Ab:c%25@[::1]:8080/'), ['::1', 8080, 'a:b', 'c%']);
	for (const text of [
		'https://canary@p.test',
		'socks5://canary@p.test',
		'http://canary:%zz@p.test',
		'http://[canary',
	]) {
		assert.throws(
			() => parseProxy(text),
			({ failure, message }: FailureError) =>
				failure.kind === 'usage' && !/canary/.test(message + describeFailure(failure).advice),
		);
	}
});
