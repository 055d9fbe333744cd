import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import dns from 'node:dns';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { createAgent } from '../../source/api/trust.ts';
import { createCertificate } from '../support/certificate.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFaultRig } from '../support/fault-rig.ts';
import { type FaultServer, startFaultServer } from '../support/fault-server.ts';
import { waitFor } from '../support/wait-for.ts';

const run = promisify(execFile);
const INTERVAL = 5000;

/** Waits until the client has noticed that its connection was closed, or at least the server has closed it. */
async function closed(server: FaultServer): Promise<void> {
	await waitFor(
		() => server.open() === 0,
		() => 'the connection is still open',
	);
}

for (const [name, close] of [
	['closed', socket => void socket.end()],
	['reset', socket => void (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy())],
] as const satisfies readonly (readonly [string, (socket: Socket) => void])[]) {
	for (const tls of [false, true]) {
		test(`N25 a kept connection that the server has ${name} between two polls costs nothing${tls ? ', with TLS' : ''}`, async t => {
			const identity = tls ? await createCertificate() : null;
			const server = await startFaultServer(identity === null ? {} : { tls: identity });
			t.after(() => server.close());
			const clock = createFakeClock();
			const ca = identity?.cert ?? null;
			const agent = createAgent({ ca, pins: null, insecure: false, serverName: null, identity: null });
			const rig = createFaultRig(t, { url: server.url, clock, ...(tls ? { agent } : {}) });
			let last: Socket | undefined;
			server.react((socket, whole) => {
				last = socket;
				socket.write(whole);
			});
			rig.start();
			for (let poll = 1; poll <= 20; poll += 1) {
				const { failures } = await rig.until(({ polls }) => polls === poll);
				assert.equal(failures, 0);
				if (last !== undefined) close(last);
				// Half of the times the client learns of it before it asks again, half of the times it does not.
				if (poll % 2 === 0) await closed(server);
				await clock.advance(INTERVAL);
			}
			assert.ok(server.connections() > 10);
		});
	}
}

test('N25 a server that closes each kept connection just as it is asked on it: one silent attempt on a fresh one, no more', async t => {
	const server = await startFaultServer();
	t.after(() => server.close());
	const { load } = createFaultRig(t, { url: server.url });
	const fresh = new WeakSet();
	server.react((socket, whole) => {
		if (fresh.has(socket)) return void socket.resetAndDestroy();
		fresh.add(socket);
		socket.write(whole);
	});
	for (let poll = 0; poll < 10; poll += 1) assert.equal((await load()).jobs.length, 19);
	const before = server.jobRequests();
	server.react(socket => void socket.resetAndDestroy());
	assert.deepEqual(await failureOf(load()), { kind: 'network', code: 'ECONNRESET' });
	assert.equal(server.jobRequests() - before, 2);
	await failureOf(load());
	assert.equal(server.jobRequests() - before, 3, 'a connection that is fresh is not tried twice');
});

/** Lets a name mean these addresses. */
function resolve(t: TestContext, addresses: () => readonly { address: string; family: 4 | 6 }[]): void {
	const lookup = (_name: string, options: { all?: boolean }, done: (...told: unknown[]) => void) => {
		const [first] = addresses();
		if (first === undefined) done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
		else if (options.all) done(null, addresses());
		else done(null, first.address, first.family);
	};
	t.mock.method(dns, 'lookup', lookup as unknown as typeof dns.lookup);
}

const V6_DEAD = { address: '::1', family: 6 } as const;

test('N26 where IPv6 is dead and IPv4 alive, IPv4 is taken, with TLS and without', async t => {
	const identity = await createCertificate({ dns: ['cm.test'] });
	const secure = await startFaultServer({ tls: identity });
	const plain = await startFaultServer();
	t.after(() => Promise.all([secure.close(), plain.close()]));
	resolve(t, () => [V6_DEAD, { address: '127.0.0.1', family: 4 }]);
	const agent = createAgent({ ca: identity.cert, pins: null, insecure: false, serverName: null, identity: null });
	assert.equal((await createFaultRig(t, { url: `https://cm.test:${secure.port}`, agent }).load()).jobs.length, 19);
	assert.equal((await createFaultRig(t, { url: `http://cm.test:${plain.port}` }).load()).jobs.length, 19);
});

test('N26 a name that moves to another address is followed with the next connection, within one wait', async t => {
	const first = await startFaultServer({ host: '127.0.0.1' });
	const second = await startFaultServer({ host: '127.0.0.2', port: first.port });
	t.after(() => second.close());
	let address = '127.0.0.1';
	resolve(t, () => (address === '' ? [] : [{ address, family: 4 }]));
	const clock = createFakeClock();
	const rig = createFaultRig(t, { url: `http://cm.test:${first.port}`, clock, random: () => 0 });
	rig.start();
	await rig.until(({ polls }) => polls === 1);
	await first.close();
	address = '';
	await clock.advance(INTERVAL);
	await rig.until(({ polls }) => polls === 2);
	assert.match(rig.header(), /● LIVE 5s old {2}ENOTFOUND {2}retry 1 in 5s/);
	address = '127.0.0.2';
	await clock.advance(INTERVAL);
	const { failure } = await rig.until(({ polls }) => polls === 3);
	assert.equal(failure, null);
	assert.equal(second.jobRequests(), 1);
});

test('N01 nobody at any address of a name: the word of the system', async t => {
	const gone = await startFaultServer();
	await gone.close();
	resolve(t, () => [V6_DEAD, { address: '127.0.0.1', family: 4 }]);
	const failure = await failureOf(createFaultRig(t, { url: `http://cm.test:${gone.port}` }).load());
	assert.ok(failure.kind === 'network' && /^E[A-Z]+$/.test(failure.code), JSON.stringify(failure));
});

test('N29 a process that may open no more files says so, and goes on when it may', async t => {
	const server = await startFaultServer();
	t.after(() => server.close());
	const { stdout } = await run('sh', [
		'-c',
		'ulimit -n 256 && exec "$@"',
		'sh',
		process.execPath,
		'--import',
		'tsx',
		'test/fixtures/starved-client.ts',
		server.url,
	]);
	const { taken, starved, fed } = JSON.parse(stdout) as { taken: number; starved: string; fed: string };
	assert.ok(taken > 0 && taken < 256);
	assert.deepEqual([starved, fed], ['EMFILE', 'object']);
});
