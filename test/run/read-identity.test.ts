import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createCertificate } from '../support/certificate.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { jsonAnswer, type Peer, startPeer } from '../support/peer.ts';
import { programPath, runProgram } from '../support/program.ts';
import { openPty } from '../support/pty.ts';

const PASSPHRASE = 'canary-passphrase';
const issuer = await createCertificate({ name: 'People', authority: true });
const alice = await createCertificate({ name: 'alice', issuer });
const bob = await createCertificate({ name: 'bob', issuer });
const server = await createCertificate();
const encrypted = createPrivateKey(alice.key).export({
	type: 'pkcs8',
	format: 'pem',
	cipher: 'aes-256-cbc',
	passphrase: PASSPHRASE,
});

/** A server that talks to those alone whom the issuer knows, and the flags for it but those of a certificate. */
async function prepare(
	t: TestContext,
): Promise<{ readonly peer: Peer; readonly folder: string; readonly args: string[] }> {
	const peer = await startPeer(socket => socket.write(jsonAnswer({ skip: 0, limit: 200, total: 0, resources: [] })), {
		cert: server.cert,
		key: server.key,
		ca: issuer.cert,
		requestCert: true,
		rejectUnauthorized: true,
	});
	const folder = mkdtempSync(join(tmpdir(), 'identity-'));
	t.after(async () => {
		await peer.close();
		rmSync(folder, { recursive: true });
	});
	writeFileSync(join(folder, 'alice.pem'), alice.cert);
	for (const [name, key] of Object.entries({ alice: alice.key, bob: bob.key, encrypted })) {
		writeFileSync(join(folder, `${name}.key`), key, { mode: 0o600 });
	}
	const args = ['list', '--url', `127.0.0.1:${peer.port}`, '--pin-sha256', server.fingerprint, '-o', 'json'];
	return { peer, folder, args };
}

const env = { ...CLEAN, CCKM_TOP_TOKEN: 'a-token' };

test('T14 a server that asks for a certificate is shown it, by a passphrase from the environment too', async t => {
	const { args, folder } = await prepare(t);
	const cert = ['--cert', join(folder, 'alice.pem'), '--key'];
	assert.equal((await runProgram({ args: [...args, ...cert, join(folder, 'alice.key')], env })).code, 0);
	const secret = { ...env, CCKM_TOP_KEY_PASSPHRASE: PASSPHRASE };
	const opened = await runProgram({ args: [...args, ...cert, join(folder, 'encrypted.key')], env: secret });
	assert.equal(opened.code, 0);
	const missing = await runProgram({ args, env });
	assert.deepEqual([missing.code, /wants a client certificate.*\n.*--cert PATH/.test(missing.stderr)], [1, true]);
});

test('T14 a passphrase is asked for at the terminal, and not shown', async t => {
	const { args, folder } = await prepare(t);
	const files = ['--cert', join(folder, 'alice.pem'), '--key', join(folder, 'encrypted.key')];
	const pty = await openPty({ argv: [process.execPath, programPath, ...args, ...files], env });
	t.after(() => pty[Symbol.asyncDispose]());
	await pty.waitFor(/Passphrase of [\s\S]*encrypted\.key: $/);
	pty.send(`${PASSPHRASE}\r`);
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.code, ending.termios, pty.output().includes(PASSPHRASE)], [0, pty.termiosBefore, false]);
});

for (const [name, files, told] of [
	["another's key", ['alice.pem', 'bob.key'], /does not belong to the client certificate/],
	['an encrypted key and no passphrase', ['alice.pem', 'encrypted.key'], /CCKM_TOP_KEY_PASSPHRASE/],
	['a key that others can read', ['alice.pem', 'alice.pem'], /can be read by others/],
	[
		'a file that is not there',
		['nobody.pem', 'alice.key'],
		/certificate file \S+nobody\.pem cannot be read \(ENOENT\)/,
	],
] as const) {
	test(`T14 ${name} is exit 2, and no server is met`, async t => {
		const { args, folder, peer } = await prepare(t);
		const [cert, key] = files.map(file => join(folder, file));
		const { code, stderr } = await runProgram({ args: [...args, '--cert', cert ?? '', '--key', key ?? ''], env });
		assert.equal(code, 2);
		assert.match(stderr, told);
		assert.equal(peer.connections(), 0);
	});
}
