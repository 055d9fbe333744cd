import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findTunnel } from '../../source/run/find-tunnel.ts';
import { createCertificate } from '../support/certificate.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { jsonAnswer, type Peer, startPeer } from '../support/peer.ts';
import { type ProgramResult, runProgram } from '../support/program.ts';
import { startProxy } from '../support/proxy.ts';
import { serve } from '../support/server.ts';

const NO_PROXIES = Object.fromEntries(
	['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'].map(name => [name, undefined]),
);

/** Runs `list` by the CA of a server that is called cm.test and is found by no other way than a proxy. */
async function prepare(t: TestContext): Promise<{
	readonly peer: Peer;
	readonly list: (env: Readonly<Record<string, string>>) => Promise<ProgramResult>;
}> {
	const certificate = await createCertificate({ dns: ['cm.test'], ips: [] });
	const list = { skip: 0, limit: 200, total: 0, resources: [] };
	const peer = await startPeer(socket => socket.write(jsonAnswer(list)), certificate);
	const folder = mkdtempSync(join(tmpdir(), 'tunnel-'));
	t.after(async () => {
		await peer.close();
		rmSync(folder, { recursive: true });
	});
	const caFile = join(folder, 'ca.pem');
	writeFileSync(caFile, certificate.cert);
	const args = ['list', '--url', 'cm.test', '--ca-file', caFile, '-o', 'json'];
	const base = { ...CLEAN, ...NO_PROXIES, CCKM_TOP_TOKEN: 'canary-token' };
	return { peer, list: env => runProgram({ args, env: { ...base, ...env } }) };
}

test('T15 the program goes through the proxy of its environment, and keeps its password to itself', async t => {
	const { peer, list } = await prepare(t);
	const proxy = await startProxy(t, ({ authorization }, socket) =>
		authorization === null ? void socket.end('HTTP/1.1 407 No\r\n\r\n') : peer.port,
	);
	const { code, stdout, stderr } = await list({ HTTPS_PROXY: `http://alice:canary@127.0.0.1:${proxy.port}` });
	assert.deepEqual([code, stderr.includes('canary'), JSON.parse(stdout).tls], [0, false, 'verified']);
	assert.deepEqual(new Set(proxy.requests.map(({ target }) => target)), new Set(['cm.test:443']));
	const refused = await list({
		https_proxy: `127.0.0.1:${proxy.port}`,
		HTTPS_PROXY: 'http://alice:canary@127.0.0.1:1',
	});
	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /the proxy 127\.0\.0\.1:\d+ wants a user and a password/);
});

test('T15 a proxy that cannot be is a mistake of usage, told without its password', async t => {
	const { list } = await prepare(t);
	const { code, stdout, stderr } = await list({ HTTPS_PROXY: 'socks5://alice:canary@127.0.0.1:1080' });
	assert.equal(code, 2);
	assert.match(stderr, /HTTPS_PROXY names a kind of proxy/);
	assert.doesNotMatch(stdout + stderr, /canary/);
});

test('T15 no proxy leads to this machine, nor to the simulator inside the program', async t => {
	const server = await serve(t);
	const proxy = await startProxy(t, () => undefined);
	const env = { ...CLEAN, ...NO_PROXIES, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
	assert.equal((await runProgram({ args: ['list', ...server.flags], env })).code, 0);
	assert.equal((await runProgram({ args: ['list', '--demo'], env })).code, 0);
	assert.deepEqual(proxy.requests, []);
});

test('T15 NO_PROXY is read in both writings, the small one first', () => {
	const address = { host: 'cm.test', port: 443 };
	const isTunnelled = (environment: Record<string, string>) => findTunnel('p.test:1', address, environment) !== null;
	assert.ok(isTunnelled({}));
	assert.ok(!isTunnelled({ NO_PROXY: 'cm.test' }));
	assert.ok(!isTunnelled({ no_proxy: 'cm.test', NO_PROXY: 'other.test' }));
	assert.ok(isTunnelled({ no_proxy: 'other.test', NO_PROXY: 'cm.test' }));
	assert.ok(!isTunnelled({ no_proxy: '', NO_PROXY: 'cm.test' }));
});
