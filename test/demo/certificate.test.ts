import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { createCertificate } from '../../source/demo/certificate.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { startSimulator } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { ask, rowsOf, signIn } from './ask.ts';

const JOBS = '/api/v1/cckm/sfdc/keys/synchronization-jobs';

async function open(t: TestContext, names?: readonly string[]) {
	const certificate = await createCertificate({ now: Date.now(), ...(names === undefined ? {} : { names }) });
	const simulator = await startSimulator({ clock: systemClock, certificate });
	t.after(() => simulator.close());
	return simulator;
}

test('the certificate is for the loopback, for about a year, and has its own key', async () => {
	const now = Date.UTC(2026, 10, 23);
	const [made, other] = [await createCertificate({ now }), await createCertificate({ now })];
	const certificate = new X509Certificate(made.certificate);
	assert.equal(certificate.subject, 'CN=CipherTrust Manager simulator');
	assert.equal(certificate.issuer, certificate.subject);
	assert.ok(certificate.ca && certificate.verify(certificate.publicKey));
	assert.deepEqual(certificate.publicKey.asymmetricKeyDetails, { namedCurve: 'prime256v1' });
	for (const address of ['127.0.0.1', '::1']) assert.equal(certificate.checkIP(address), address);
	assert.equal(certificate.checkHost('localhost'), 'localhost');
	assert.equal(certificate.checkHost('cm.example.com'), undefined);
	assert.equal(new Date(certificate.validFrom).getTime(), now - 86_400_000);
	assert.equal(new Date(certificate.validTo).getTime(), now + 364 * 86_400_000);
	assert.equal(made.fingerprint, certificate.fingerprint256.replaceAll(':', '').toLowerCase());
	assert.notEqual(made.key, other.key);
	assert.notEqual(certificate.serialNumber, new X509Certificate(other.certificate).serialNumber);
});

test('Node trusts it by its own file, and only so', async t => {
	const simulator = await open(t);
	assert.match(simulator.url, /^https:\/\/127\.0\.0\.1:\d+$/);
	const token = await signIn(simulator, simulator.certificate);
	const told = await ask(simulator.url + JOBS, { token, ca: simulator.certificate });
	assert.equal(rowsOf(told).length, 10);
	await assert.rejects(ask(simulator.url + JOBS, { token }), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

test('one for other names is refused for its names alone', async t => {
	const simulator = await open(t, ['appliance.invalid']);
	await assert.rejects(ask(simulator.url + JOBS, { ca: simulator.certificate }), {
		code: 'ERR_TLS_CERT_ALTNAME_INVALID',
	});
});

test('a connection that breaks breaks under TLS too', async t => {
	const certificate = await createCertificate({ now: Date.now() });
	const simulator = await startSimulator({ clock: systemClock, certificate, fault: () => ({ kind: 'reset' }) });
	t.after(() => simulator.close());
	await assert.rejects(ask(simulator.url + JOBS, { ca: certificate.certificate }), { code: 'ECONNRESET' });
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;

test('the command that Thales publishes works, with the CA file', {
	skip: hasCurl ? false : 'no curl here',
}, async t => {
	const simulator = await open(t);
	const directory = mkdtempSync(join(tmpdir(), 'simulator-'));
	t.after(() => rmSync(directory, { recursive: true }));
	const ca = join(directory, 'ca.pem');
	writeFileSync(ca, simulator.certificate);
	const curl = async (...rest: string[]) => {
		const { stdout } = await promisify(execFile)('curl', ['-q', '-sS', '--noproxy', '*', '--cacert', ca, ...rest]);
		return JSON.parse(stdout);
	};
	const body = JSON.stringify({ username: simulator.user, password: simulator.password });
	const { jwt } = await curl(`${simulator.url}/api/v1/auth/tokens`, '-H', 'Content-Type: application/json', '-d', body);
	const url = `${simulator.url}${JOBS}?skip=0&limit=10`;
	const list = await curl(url, '-H', `Authorization: Bearer ${jwt}`, '--compressed');
	assert.equal(fieldOf(list, 'limit'), 10);
	assert.equal(list.resources.length, 10);
	const local = url.replace('127.0.0.1', 'localhost');
	assert.equal((await curl('-4', local, '-H', `Authorization: Bearer ${jwt}`)).total, list.total);
});
