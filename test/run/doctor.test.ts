import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SecureSimulatorOptions } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { startPeer } from '../support/peer.ts';
import { runProgram } from '../support/program.ts';
import { startProxy } from '../support/proxy.ts';
import { serve } from '../support/server.ts';

const NAMES = ['configuration', 'name', 'proxy', 'route', 'TLS', 'sign-in', 'permission', 'clock', 'version'];

interface Told {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

async function diagnose(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Told> {
	return runProgram({ args: ['doctor', ...args], env: { ...CLEAN, ...env } });
}

/** Which step failed, as the glyphs tell; every step before it is good and every one after it skipped, but for remarks. */
function failedStep({ stdout }: Told): string | null {
	const steps = stdout.split('\n').flatMap(line => /^([✓✗–]) (\S+) +(\S.*)$/.exec(line)?.slice(1) ?? []);
	assert.deepEqual(
		steps.filter((_, index) => index % 3 === 1),
		NAMES,
	);
	const glyphs = steps.filter((_, index) => index % 3 === 0).join('');
	assert.match(glyphs, /^✓*(?:✗–*|✓{7}✗✓)?$/);
	return NAMES[glyphs.indexOf('✗')] ?? null;
}

async function open(t: TestContext, options: Partial<SecureSimulatorOptions> = {}) {
	const server = await serve(t, options);
	const [url, ca, user, password] = [0, 2, 4, 6].map(start => server.flags.slice(start, start + 2));
	return { server, url: url ?? [], ca: ca ?? [], user: user ?? [], password: password ?? [] };
}

test('where all is well, every step says what it found, and what was signed in is signed out', async t => {
	const { server } = await open(t);
	const told = await diagnose(server.flags);
	assert.deepEqual([told.code, told.stderr, failedStep(told)], [0, '', null]);
	for (const line of [
		/^✓ configuration {2}https:\/\/127\.0\.0\.1:\d+, sign-in by --password-file \S+$/m,
		/^✓ name {11}127\.0\.0\.1 is an address$/m,
		/^✓ proxy {10}none$/m,
		/^✓ route {10}127\.0\.0\.1 port \d+ takes connections$/m,
		/^✓ TLS {12}TLSv1\.3, trusted; issuer CN=\S.*; valid 20\S+ to 20\S+; sha256 [0-9a-f]{64}$/m,
		/^✓ sign-in {8}as demo by --password-file \S+, token good for [45]m\d\ds$/m,
		/^✓ permission {5}the list of jobs can be read: \d+ for keys$/m,
		/^✓ clock {10}/m,
		/^✓ version {8}.*2\.19/m,
	]) {
		assert.match(told.stdout, line);
	}
	assert.deepEqual([server.count('sign-in'), server.count('jobs'), server.count('revoke')], [1, 1, 1]);
});

test('the demo is examined like any server, and in ASCII where that is asked for', async () => {
	const { code, stdout } = await diagnose(['--demo', '-o', 'json']);
	const { ok, simulated, steps } = JSON.parse(stdout);
	assert.deepEqual([code, ok, simulated, steps.length], [0, true, true, NAMES.length]);
	const plain = await diagnose(['--demo', '--ascii']);
	assert.match(plain.stdout, /^\+ TLS/m);
	assert.match(plain.stdout, /^[\n\x20-\x7e]+$/);
});

test('T01 N24 a server that is not trusted is told nothing, and shows its fingerprint', async t => {
	const { server, url, user, password } = await open(t);
	const told = await diagnose([...url, ...user, ...password]);
	assert.deepEqual([told.code, failedStep(told)], [4, 'TLS']);
	assert.match(
		told.stdout,
		new RegExp(`--pin-sha256 ${server.simulator.fingerprint.replaceAll(':', '').toLowerCase()}`),
	);
	assert.equal(server.simulator.requests.length, 0);
});

test('C14 a wrong password is tried once, and told as JSON with the failure that every command tells', async t => {
	const { server, url, ca, user } = await open(t);
	const told = await diagnose([...url, ...ca, ...user, '-o', 'json'], { CM_PASSWORD: 'hunter2' });
	const { ok, steps, error } = JSON.parse(told.stdout);
	assert.deepEqual([told.code, ok, error.kind], [3, false, 'unauthorized']);
	assert.deepEqual(
		steps.map(({ state }: { state: string }) => state),
		['good', 'good', 'good', 'good', 'good', 'failed', 'skipped', 'skipped', 'skipped'],
	);
	assert.match(told.stderr, /^cckm-top: The server refused the sign-in/);
	assert.doesNotMatch(told.stdout + told.stderr, /hunter2/);
	assert.equal(server.count('sign-in'), 1);
});

test('what is missing or wrong in the configuration is the first step, and nobody is asked', async t => {
	const { server, url, ca } = await open(t);
	const config = join(server.folder, 'config.toml');
	writeFileSync(config, 'url = cm', { mode: 0o600 });
	for (const [args, told] of [
		[[], /No server was named\.\n {17}Give --url URL/],
		[[...url, ...ca], /No user was named/],
		[[...url, '--ca-file', '/nowhere/ca.pem'], /CA file .*ENOENT/],
		[['--config', config], /config\.toml, line 1: this is no TOML/],
	] as const) {
		const result = await diagnose(args);
		assert.deepEqual([result.code, failedStep(result)], [2, 'configuration']);
		assert.match(result.stdout, told);
	}
	assert.equal(server.simulator.requests.length, 0);
});

test('a name that is not found, a port where nobody listens, and what speaks no TLS or nothing end the way there', async t => {
	const who = ['--token-file', join((await open(t)).server.folder, 'password')];
	const silent = await startPeer(() => undefined);
	const speaking = await startProxy(t, () => undefined);
	t.after(() => silent.close());
	const closed = await startPeer(() => undefined);
	await closed.close();
	for (const [url, step, told] of [
		['https://cm.invalid', 'name', /the name cm\.invalid is not found \(\w+\)\.\n +Check its spelling/],
		[`https://127.0.0.1:${closed.port}`, 'route', /ECONNREFUSED/],
		[`https://127.0.0.1:${speaking.port}`, 'TLS', /HTTP/],
		[`https://127.0.0.1:${silent.port}`, 'TLS', /did not answer within 2 s/],
	] as const) {
		const deadline = url.endsWith(`:${silent.port}`) ? ['--timeout', '2s'] : [];
		const result = await diagnose(['--url', url, ...who, ...deadline]);
		assert.deepEqual([result.code, failedStep(result)], [1, step], result.stdout);
		assert.match(result.stdout, told);
	}
});

test('a proxy that refuses is told of, and one that connects is what the way leads through', async t => {
	const { server, user, password } = await open(t);
	const port = Number(new URL(server.simulator.url).port);
	const pin = ['--pin-sha256', server.simulator.fingerprint];
	const good = await startProxy(t, () => port);
	const far = ['--url', 'https://cm.test', ...user, ...password, ...pin];
	const through = await diagnose(far, { HTTPS_PROXY: `http://127.0.0.1:${good.port}` });
	// The simulator answers to no name but its own.
	assert.equal(failedStep(through), 'sign-in', through.stdout);
	assert.match(through.stdout, /^✓ name {11}left to the proxy\n✓ proxy {10}127\.0\.0\.1:\d+ connects to the server$/m);
	const bad = await startProxy(t, (_, socket) => {
		socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		return undefined;
	});
	const refused = await diagnose(far, { HTTPS_PROXY: `http://127.0.0.1:${bad.port}` });
	assert.deepEqual([refused.code, failedStep(refused)], [1, 'proxy']);
});

test('a right that is missing fails the step of permission', async t => {
	const { server } = await open(t, {
		fault: ({ purpose }) =>
			purpose === 'jobs' ? { kind: 'reply', reply: { status: 403, type: null, body: '' } } : null,
	});
	const told = await diagnose(server.flags);
	assert.deepEqual([told.code, failedStep(told)], [3, 'permission']);
	assert.equal(server.count('revoke'), 1);
});

test('C22 clocks that are far apart are told of, and what comes after is still asked', async t => {
	const { server } = await open(t, { clock: { ...systemClock, now: () => systemClock.now() + 3_600_000 } });
	const told = await diagnose(server.flags);
	assert.equal(failedStep(told), 'clock');
	assert.match(told.stdout, /^✗ clock {10}the server is \S+ ahead of this machine\.\n {17}Set the one/m);
	assert.equal(told.code, 2);
});
