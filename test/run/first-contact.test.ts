import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCertificate } from '../../source/demo/certificate.ts';
import { startSimulator } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, type ProgramResult, programPath, runProgram } from '../support/program.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { SAMPLE, serve, type TestServer } from '../support/server.ts';

const QUESTION = /yes or \[no\]: $/;

/** The flags but for those that tell whom to trust. */
function withoutTrust({ flags }: TestServer): string[] {
	return flags.filter((_, index) => index !== 2 && index !== 3);
}

function environmentOf({ folder }: TestServer): Record<string, string | undefined> {
	return { ...CLEAN, XDG_STATE_HOME: join(folder, 'state') };
}

function pinsOf({ folder }: TestServer): string {
	return join(folder, 'state/cckm-top/pins');
}

/** The file that holds the pins of a server. */
function pinFileOf(server: TestServer): string {
	return join(pinsOf(server), new URL(server.simulator.url).host);
}

async function open(t: TestContext, server: TestServer, args: readonly string[]): Promise<Pty> {
	await buildProgram();
	const argv = [process.execPath, programPath, ...args, ...withoutTrust(server)];
	const pty = await openPty({ argv, columns: 200, rows: 40, env: environmentOf(server) });
	t.after(() => pty[Symbol.asyncDispose]());
	return pty;
}

function list(server: TestServer, args: readonly string[] = []): Promise<ProgramResult> {
	return runProgram({ args: ['list', ...withoutTrust(server), ...args], env: environmentOf(server) });
}

for (const args of [['list'], []]) {
	test(`T01 ${args[0] ?? 'the monitor'} shows an unknown certificate and asks; yes is remembered and asked once`, async t => {
		const server = await serve(t);
		const pty = await open(t, server, args);
		await pty.waitFor(QUESTION);
		const shown = pty.output();
		const colons = server.simulator.fingerprint.toUpperCase().replaceAll(/..(?=.)/g, '$&:');
		for (const words of ['it is self-signed', 'CN=CipherTrust Manager simulator', 'localhost, 127.0.0.1', 'console']) {
			assert.ok(shown.includes(words), words);
		}
		assert.ok(shown.replaceAll(/(?<=:)\s+(?=\w\w:)|\r\n +(?=\w\w:)/g, '').includes(colons.slice(0, 47)));
		assert.ok(shown.includes(colons.slice(48)));
		assert.ok(!shown.includes('\u001b[?1049h'), 'no alternate screen yet');
		assert.equal(server.simulator.requests.length, 0);
		pty.send('yes\r');
		await pty.waitFor(/Error listing keys/);
		if (args.length === 0) pty.send('q');
		const ending = await pty.waitForEnd();
		assert.deepEqual([ending.code, ending.termios], [0, pty.termiosBefore]);
		assert.ok(readFileSync(pinFileOf(server), 'utf8').endsWith(`\n${server.simulator.fingerprint}\n`));
		const modes = [pinsOf(server), pinFileOf(server)].map(path => (statSync(path).mode & 0o777).toString(8));
		assert.deepEqual(modes, ['700', '600']);
		const { code, stderr, stdout } = await list(server, ['-o', 'json']);
		assert.deepEqual([code, stderr, JSON.parse(stdout).tls], [0, '', 'verified']);
	});
}

test('T01 no is exit 4 with the fingerprint; nothing is sent, and nothing remembered', async t => {
	const server = await serve(t);
	const pty = await open(t, server, []);
	await pty.waitFor(QUESTION);
	pty.send('\r');
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.code, ending.termios], [4, pty.termiosBefore]);
	assert.ok(pty.output().includes(`--pin-sha256 ${server.simulator.fingerprint}`));
	assert.deepEqual([server.simulator.requests.length, existsSync(pinsOf(server))], [0, false]);
});

test('T01 Ctrl-C at the question ends the program as anywhere', async t => {
	const server = await serve(t);
	const pty = await open(t, server, ['list']);
	await pty.waitFor(QUESTION);
	pty.send('\u0003');
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.signal, ending.termios], [2, pty.termiosBefore]);
	assert.deepEqual([server.simulator.requests.length, existsSync(pinsOf(server))], [0, false]);
});

test('T01 what was typed and pasted before the question is no answer', async t => {
	const server = await serve(t);
	const pty = await open(t, server, ['list']);
	pty.send('yes\ryes\r');
	await pty.waitFor(QUESTION);
	pty.send('\u001b[200~yes\r\u001b[201~');
	pty.send('\r');
	assert.equal((await pty.waitForEnd()).code, 4);
	assert.equal(server.simulator.requests.length, 0);
});

test('T02 without a terminal nobody is asked: exit 4 with the fingerprint, nothing sent, nothing remembered', async t => {
	const server = await serve(t);
	const { code, stderr } = await list(server);
	assert.equal(code, 4);
	assert.ok(stderr.includes(`--pin-sha256 ${server.simulator.fingerprint}`));
	assert.deepEqual([server.simulator.requests.length, existsSync(pinsOf(server))], [0, false]);
});

/** A server whose certificate is not the remembered one. */
async function serveChanged(t: TestContext): Promise<TestServer> {
	const server = await serve(t);
	mkdirSync(pinsOf(server), { recursive: true, mode: 0o700 });
	writeFileSync(pinFileOf(server), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
	return server;
}

test('T04 a changed certificate is a full stop: both fingerprints, how to go on, exit 4, nothing sent', async t => {
	const server = await serveChanged(t);
	const before = readFileSync(pinFileOf(server), 'utf8');
	const asked = await list(server);
	const pty = await open(t, server, []);
	const ending = await pty.waitForEnd();
	assert.deepEqual([asked.code, ending.code], [4, 4]);
	for (const told of [asked.stderr, pty.output()]) {
		for (const words of ['ab'.repeat(32), server.simulator.fingerprint, `delete the file ${pinFileOf(server)}`]) {
			assert.ok(told.replaceAll(/\r?\n/g, '').includes(words), words);
		}
		assert.doesNotMatch(told, QUESTION);
	}
	assert.equal(server.simulator.requests.length, 0);
	assert.equal(readFileSync(pinFileOf(server), 'utf8'), before);
});

test('T04 a certificate that changes while the monitor runs stops it; q ends it with exit 4', async t => {
	const server = await serveChanged(t);
	writeFileSync(pinFileOf(server), `${server.simulator.fingerprint}\n`);
	const pty = await open(t, server, ['--interval', '1s']);
	await pty.waitFor(/LIVE/);
	const { password, port } = server.simulator;
	await server.simulator.close();
	const certificate = await createCertificate({ now: systemClock.now() });
	const other = await startSimulator({ clock: systemClock, rows: SAMPLE, certificate, password, port });
	t.after(() => other.close());
	await pty.waitFor(/its fingerprint is not the pinned one/);
	pty.send('q');
	const ending = await pty.waitForEnd();
	assert.equal(ending.code, 4);
	const told = pty.output().split('\u001b[?1049l').at(-1)?.replaceAll(/\r?\n/g, '') ?? '';
	for (const fingerprint of [server.simulator.fingerprint, other.fingerprint]) assert.ok(told.includes(fingerprint));
	assert.equal(other.requests.length, 0);
});

test('T17 the nodes of a cluster are trusted when the pins of all are remembered', async t => {
	const server = await serveChanged(t);
	writeFileSync(pinFileOf(server), `${'ab'.repeat(32)}\n${server.simulator.fingerprint} # the second node\n`);
	assert.equal((await list(server)).code, 0);
	writeFileSync(pinFileOf(server), 'not a fingerprint\n');
	const { code, stderr } = await list(server);
	assert.equal(code, 2);
	assert.match(stderr, /does not hold SHA-256 fingerprints/);
});

test('T05 a CA file counts for more than what is remembered', async t => {
	const server = await serveChanged(t);
	assert.equal((await list(server, ['--ca-file', server.caFile])).code, 0);
	assert.equal((await list(server, ['--pin-sha256', `${'cd'.repeat(32)},${server.simulator.fingerprint}`])).code, 0);
	assert.deepEqual(readdirSync(pinsOf(server)).length, 1);
});

test('T09 what is printed of TLS is true: unverified without checks, verified by a pin whatever else is said', async t => {
	const server = await serveChanged(t);
	const tls = async (args: readonly string[]) => JSON.parse((await list(server, [...args, '-o', 'json'])).stdout).tls;
	assert.equal(await tls(['--insecure']), 'unverified');
	assert.equal(await tls(['--insecure', '--ca-file', server.caFile]), 'unverified');
	assert.equal(await tls(['--insecure', '--pin-sha256', server.simulator.fingerprint]), 'verified');
	assert.equal((await list(server, ['--insecure', '--pin-sha256', 'cd'.repeat(32)])).code, 4);
});
