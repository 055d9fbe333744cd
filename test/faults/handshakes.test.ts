import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import type { Trust } from '../../source/api/trust.ts';
import { describeFailure, nameFailure } from '../../source/model/failure.ts';
import { createCertificate } from '../support/certificate.ts';
import { failureOf } from '../support/failure-of.ts';
import { jsonAnswer, startPeer } from '../support/peer.ts';
import { createAsker, nobody, startTls, TOKEN } from '../support/tls-rig.ts';

const certificate = await createCertificate();
const trust: Trust = { ...nobody, ca: certificate.cert };
const people = await createCertificate({ name: 'People', authority: true });
const alice = await createCertificate({ name: 'alice', issuer: people });
const formerAlice = await createCertificate({ name: 'alice', issuer: people, from: -9, to: -3 });
const mallory = await createCertificate({ name: 'mallory' });

/** A server below TLS: what it does with each connection, and how much it was sent. */
async function startRaw(
	context: TestContext,
	serve: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly received: () => string }> {
	const sockets = new Set<Socket>();
	let received = '';
	const server = createServer(socket => {
		sockets.add(socket.on('error', () => undefined));
		socket.on('data', chunk => {
			received += chunk.toString('latin1');
		});
		serve(socket);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	context.after(
		() =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	);
	return { port: (server.address() as AddressInfo).port, received: () => received };
}

const ended = /it ended the connection in the TLS handshake.*restarts, a firewall/;
const strangers: readonly [name: string, serve: (socket: Socket) => void, told: RegExp][] = [
	['plain HTTP', s => s.once('data', () => s.end('HTTP/1.1 400 Bad Request\r\n\r\n')), /speaks plain HTTP, not TLS/],
	['SSH', s => s.write('SSH-2.0-OpenSSH_9.2\r\n'), /speaks SSH, not TLS.*port of --url/],
	['SMTP', s => s.write('220 mail.test ESMTP\r\n'), /speaks SMTP or FTP, not TLS/],
	['IMAP', s => s.write('* OK ready\r\n'), /speaks to mail programs, not TLS/],
	['noise', s => s.write('\0\0\0\0\0\0\0\0\0\0'), /does not speak TLS/],
	['an end at once', s => s.end(), ended],
	['an end after the first message', s => s.once('data', () => s.end()), ended],
	['a reset at once', s => s.resetAndDestroy(), ended],
	['a reset after the first message', s => s.once('data', () => s.resetAndDestroy()), ended],
	[
		'a fatal alert',
		s => s.once('data', () => s.end(Buffer.from([21, 3, 3, 0, 2, 2, 80]))),
		/no TLS handshake \(.*INTERNAL_ERROR/,
	],
	[
		'a name that is not known',
		s => s.once('data', () => s.end(Buffer.from([21, 3, 3, 0, 2, 2, 112]))),
		/--server-name NAME/,
	],
	['silence', () => undefined, /takes connections but does not finish a TLS handshake/],
	[
		'half a message',
		s => s.once('data', () => s.write(Buffer.from([22, 3, 3, 0, 90, 2]))),
		/does not finish a TLS handshake/,
	],
];

for (const [name, serve, told] of strangers) {
	test(`T18 ${name} instead of a handshake is named, with advice and without a byte of HTTP`, async context => {
		const { port, received } = await startRaw(context, serve);
		const failure = await failureOf(createAsker(context, trust, port)());
		const { message, advice } = describeFailure(failure);
		assert.equal(failure.kind, 'network');
		assert.match(`${message} ${advice}`, told);
		assert.ok(nameFailure(failure).length < 90, 'short enough for a status line');
		assert.doesNotMatch(received(), /GET|POST|Bearer|canary/);
	});
}

const own = { cert: certificate.cert, key: certificate.key };
const picky = { ...own, ca: people.cert, requestCert: true, rejectUnauthorized: true };
const as = (who: typeof alice): Trust => ({
	...trust,
	identity: { certificate: who.cert, key: who.key, passphrase: null },
});
const tls12: TlsOptions = { maxVersion: 'TLSv1.2' };
const tls13: TlsOptions = { minVersion: 'TLSv1.3' };
const old: TlsOptions = { ...own, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
const rare: TlsOptions = { ...own, ...tls12, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' };

/** What TLS itself has against it: the first who may be sent a token that never arrives is one whose certificate is good. */
const disagreements: readonly [name: string, shown: TlsOptions, trust: Trust, told: RegExp][] = [
	['T10 TLS 1.1 at the most', old, trust, /TLS is older than 1\.2.*Allow TLS 1\.2/],
	['T10 TLS 1.1 at the most, even without checks', old, { ...nobody, insecure: true }, /TLS is older than 1\.2/],
	['T10 no cipher in common', rare, trust, /no cipher in common/],
	['T14 no client certificate, TLS 1.2', { ...picky, ...tls12 }, trust, /client certificate.*--cert/],
	['T14 no client certificate, TLS 1.3', { ...picky, ...tls13 }, trust, /wants a client certificate.*--cert PATH/],
	['T14 a stranger as client, TLS 1.2', { ...picky, ...tls12 }, as(mallory), /client certificate/],
	['T14 a stranger as client, TLS 1.3', { ...picky, ...tls13 }, as(mallory), /ECONNRESET/],
	['T14 an expired client, TLS 1.2', { ...picky, ...tls12 }, as(formerAlice), /client certificate/],
	['T14 an expired client, TLS 1.3', { ...picky, ...tls13 }, as(formerAlice), /ECONNRESET/],
];

for (const [name, shown, given, told] of disagreements) {
	test(`${name} is told in plain words, and nothing arrives`, async context => {
		const { peer, ask } = await startTls(context, shown, given);
		const failure = await failureOf(ask());
		const { message, advice } = describeFailure(failure);
		assert.equal(failure.kind, 'network');
		assert.match(`${message} ${advice}`, told);
		assert.equal(peer.received(), '');
	});
}

for (const [name, version] of [
	['TLS 1.2', tls12],
	['TLS 1.3', tls13],
] as const) {
	test(`T14 a client certificate that the server knows is shown and taken, ${name}`, async context => {
		const { peer, ask } = await startTls(context, { ...picky, ...version }, as(alice));
		assert.deepEqual(await ask(), { ok: true });
		assert.ok(peer.received().includes(TOKEN));
	});

	test(`T07 no session is resumed, so that each connection shows its certificate, ${name}`, async context => {
		const resumed: boolean[] = [];
		const close = { Connection: 'close' };
		const peer = await startPeer(
			socket => {
				resumed.push((socket as Socket & { isSessionReused(): boolean }).isSessionReused());
				socket.end(jsonAnswer({ ok: true }, '200 OK', close));
			},
			{ ...own, ...version },
		);
		context.after(() => peer.close());
		const asks = [trust, trust, { ...nobody, insecure: true }].map(given => createAsker(context, given, peer.port));
		for (const ask of [...asks, ...asks]) assert.deepEqual(await ask(), { ok: true });
		assert.deepEqual(resumed, [false, false, false, false, false, false]);
		const stranger = await failureOf(createAsker(context, nobody, peer.port)());
		assert.equal(stranger.kind === 'tls' ? stranger.fingerprint : '', certificate.fingerprint);
	});
}

/** A relay before a server of TLS, which after `after` bytes of its answer does something else. */
async function startRelay(
	context: TestContext,
	target: number,
	after: (towardsClient: Socket) => void,
	bytes: number,
): Promise<number> {
	const { port } = await startRaw(context, socket => {
		const onward = connect({ host: '127.0.0.1', port: target }).on('error', () => undefined);
		let passed = 0;
		onward.on('data', chunk => {
			passed += chunk.length;
			socket.write(chunk);
			if (passed >= bytes) {
				onward.removeAllListeners('data').destroy();
				after(socket);
			}
		});
		socket.on('data', chunk => onward.write(chunk)).on('close', () => onward.destroy());
	});
	return port;
}

for (const [name, after] of [
	[
		'a record larger than any may be',
		socket => socket.write(Buffer.from([23, 3, 3, 0xff, 0xff, ...Buffer.alloc(70_000)])),
	],
	[
		'a record that was changed on the way',
		socket => socket.write(Buffer.from([23, 3, 3, 0, 40, ...Buffer.alloc(40_000)])),
	],
	['an end without a goodbye', socket => socket.end()],
	['a reset', socket => socket.resetAndDestroy()],
] as const satisfies readonly [string, (socket: Socket) => void][]) {
	test(`T19 ${name} in the middle of an answer is an error, never half of the data`, async context => {
		const whole = jsonAnswer({ rows: 'x'.repeat(200_000) });
		const peer = await startPeer(socket => socket.write(whole), { ...own, maxVersion: 'TLSv1.2' });
		context.after(() => peer.close());
		const port = await startRelay(context, peer.port, after, 60_000);
		const failure = await failureOf(createAsker(context, trust, port)());
		assert.equal(failure.kind, 'network');
	});
}
