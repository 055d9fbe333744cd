import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import type { SecureVersion, TlsOptions } from 'node:tls';
import { fetch } from 'cross-fetch';
import { createRedactor } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import type { Pins } from '../../source/api/pin.ts';
import { createAgent, type Trust } from '../../source/api/trust.ts';
import { systemClock } from '../../source/live/clock.ts';
import type { FailureError } from '../../source/model/failure.ts';
import { createCertificate, type TestCertificate } from '../support/certificate.ts';
import { failureOf } from '../support/failure-of.ts';
import { jsonAnswer, startPeer } from '../support/peer.ts';
import { nobody, startTls } from '../support/tls-rig.ts';

const selfSigned = await createCertificate();
const authority = await createCertificate({ name: 'Our CA', authority: true });
const issued = await createCertificate({ issuer: authority });
const elsewhere = await createCertificate({ issuer: authority, dns: ['cm.example'], ips: [] });
const expired = await createCertificate({ issuer: authority, from: -9, to: -3 });
const early = await createCertificate({ issuer: authority, from: 3, to: 9 });
const strangerToItself = await createCertificate({ dns: [], ips: [], name: 'Evil\u001b[31m' });
const withCa: Trust = { ...nobody, ca: authority.cert };

function day(days: number): string {
	return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function pinned(...certificates: readonly TestCertificate[]): Pins {
	return { fingerprints: certificates.map(({ fingerprint }) => fingerprint), file: null };
}

const refusals: readonly [name: string, shown: TestCertificate, trust: Trust, reason: string][] = [
	['T01 a self-signed certificate', selfSigned, nobody, 'it is self-signed'],
	['T06 an unknown issuer', issued, nobody, 'its issuer is unknown (CN=Our CA)'],
	['T06 another issuer than the given one', selfSigned, withCa, 'it is self-signed'],
	['T06 an expired certificate', expired, withCa, `it has expired (valid until ${day(-3)})`],
	['T06 a certificate of the future', early, withCa, `it is not valid yet (from ${day(3)})`],
	['T06 a certificate for somebody else', elsewhere, withCa, 'it is for cm.example, not for 127.0.0.1'],
	[
		'T16 a name that was asked for and is not there',
		issued,
		{ ...withCa, serverName: 'cm.test' },
		'it is for localhost, 127.0.0.1, not for cm.test',
	],
	[
		'T04 another certificate than the pinned',
		issued,
		{ ...nobody, pins: pinned(selfSigned) },
		'its fingerprint is not the pinned one',
	],
	[
		'T04 another than the pinned, its issuer trusted',
		issued,
		{ ...withCa, pins: pinned(selfSigned) },
		'its fingerprint is not the pinned one',
	],
	[
		'T04 another than the pinned, even with all checks off',
		issued,
		{ ...nobody, insecure: true, pins: pinned(selfSigned) },
		'its fingerprint is not the pinned one',
	],
];

for (const version of ['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[]) {
	const only = { minVersion: version, maxVersion: version };

	for (const [name, shown, trust, reason] of refusals) {
		test(`${name}, by ${version}, is refused, with the fingerprint and without a byte of HTTP`, async context => {
			const { peer, ask } = await startTls(context, { ...shown, ...only }, trust);
			for (let turn = 0; turn < 3; turn += 1) {
				const expected = trust.pins === null ? {} : { pinned: trust.pins };
				assert.deepEqual(await failureOf(ask()), { kind: 'tls', reason, fingerprint: shown.fingerprint, ...expected });
			}
			assert.equal(peer.received(), '');
		});
	}

	const accepted: readonly [name: string, shown: TestCertificate, trust: Trust][] = [
		['T05 an issuer given as CA', issued, withCa],
		['T05 the certificate itself given as CA', selfSigned, { ...nobody, ca: selfSigned.cert }],
		['T16 a name to expect', elsewhere, { ...withCa, serverName: 'cm.example' }],
		['T03 a pin, by an address and names that do not match', elsewhere, { ...nobody, pins: pinned(elsewhere) }],
		['T03 a pin, although expired', expired, { ...nobody, pins: pinned(expired) }],
		['T09 no checks at all', strangerToItself, { ...nobody, insecure: true }],
	];
	for (const [name, shown, trust] of accepted) {
		test(`${name}, by ${version}, is accepted, on the first connection and on later ones`, async context => {
			const close = { Connection: 'close' };
			const agent = createAgent(trust);
			const peer = await startPeer(socket => socket.end(jsonAnswer({}, '200 OK', close)), { ...shown, ...only });
			context.after(async () => {
				agent.destroy();
				await peer.close();
			});
			for (let turn = 1; turn <= 4; turn += 1) {
				const response = await fetch(`https://127.0.0.1:${peer.port}/`, { agent } as RequestInit);
				assert.deepEqual([response.status, peer.connections()], [200, turn]);
			}
		});
	}

	test(`T04 by ${version} a pinned server that shows another certificate later receives nothing more`, async context => {
		const agent = createAgent({ ...nobody, pins: pinned(selfSigned) });
		const close = { Connection: 'close' };
		const good = await startPeer(socket => socket.end(jsonAnswer({}, '200 OK', close)), { ...selfSigned, ...only });
		const bad = await startPeer(socket => socket.end(jsonAnswer({}, '200 OK', close)), { ...issued, ...only });
		context.after(async () => {
			agent.destroy();
			await Promise.all([good.close(), bad.close()]);
		});
		await fetch(`https://127.0.0.1:${good.port}/`, { agent } as RequestInit);
		await assert.rejects(fetch(`https://127.0.0.1:${bad.port}/`, { agent } as RequestInit));
		assert.equal(bad.received(), '');
	});
}

test('one kept connection serves request after request', async context => {
	const { peer, ask } = await startTls(context, issued, withCa);
	for (let turn = 0; turn < 5; turn += 1) assert.deepEqual(await ask(), { ok: true });
	assert.equal(peer.connections(), 1);
});

test('T08 the environment cannot switch the checks off', async context => {
	const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
	context.after(() => {
		if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
		else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
	});
	const { peer, ask } = await startTls(context, selfSigned, nobody);
	assert.equal((await failureOf(ask())).kind, 'tls');
	assert.equal(peer.received(), '');
});

test('T10 trouble in the handshake that is not about the certificate is trouble of the network, named', async context => {
	const old: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
	const { ask } = await startTls(context, { ...issued, ...old }, withCa);
	const failure = await failureOf(ask());
	assert.equal(failure.kind === 'network' ? failure.code : '', "the server's TLS is older than 1.2");

	const talkative = createServer(socket => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
	await new Promise<void>(resolve => talkative.listen(0, '127.0.0.1', resolve));
	const agent = createAgent(nobody);
	context.after(() => {
		agent.destroy();
		talkative.close();
	});
	const baseUrl = `https://127.0.0.1:${(talkative.address() as AddressInfo).port}`;
	const http = createHttp({ baseUrl, fetch, agent, clock: systemClock, timeout: 5000, redactor: createRedactor() });
	const plain = await failureOf(http.request({ path: '/', signal: new AbortController().signal }));
	assert.equal(plain.kind === 'network' ? plain.code : '', 'the port speaks plain HTTP, not TLS');
});

test('T18 a handshake that never comes ends with the deadline, its connection with the agent', {
	timeout: 5000,
}, async context => {
	const agent = createAgent(nobody);
	const mute = createServer();
	const ended = new Promise<void>(resolve => mute.on('connection', socket => socket.resume().on('close', resolve)));
	await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve));
	context.after(() => mute.close());
	const baseUrl = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
	const http = createHttp({ baseUrl, fetch, agent, clock: systemClock, timeout: 100, redactor: createRedactor() });
	const failure = await failureOf(http.request({ path: '/', signal: new AbortController().signal }));
	assert.deepEqual(failure, { kind: 'timeout', seconds: 0.1 });
	agent.destroy();
	await ended;
});

test('a CA file without a certificate is a mistake of usage', () => {
	for (const ca of ['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
		assert.throws(
			() => createAgent({ ...nobody, ca }),
			(error: FailureError) => error.failure.kind === 'usage',
		);
	}
});
