import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { serve, type TestServer } from '../support/server.ts';

function list(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	return runProgram({ args: ['list', ...args], env: { ...CLEAN, ...env } });
}

/** What the list was asked with. */
function queryOf({ simulator }: TestServer): URLSearchParams {
	return new URLSearchParams(simulator.requests.find(({ purpose }) => purpose === 'jobs')?.query);
}

test('prints the published sample as JSON, signs in once and out again', async t => {
	const server = await serve(t);
	const { code, stdout, stderr } = await list([...server.flags, '-o', 'json']);
	assert.deepEqual([code, stderr], [0, '']);
	const printed = JSON.parse(stdout);
	assert.deepEqual(
		{ ...printed, jobs: printed.jobs.length, fetchedAt: typeof printed.fetchedAt },
		{
			server: server.simulator.url,
			simulated: false,
			tls: 'verified',
			fetchedAt: 'string',
			complete: true,
			total: 2,
			jobs: 2,
		},
	);
	assert.deepEqual(printed.jobs[0], {
		id: 'c8d2f27b-fb4f-4557-b63c-00d4a1439c4a',
		cloud: 'sfdc',
		kind: 'keys',
		status: 'completed',
		health: 'failed',
		flags: [],
		abort: false,
		createdAt: '2021-07-27T03:10:56.701039Z',
		updatedAt: '2021-07-27T03:10:57.248093Z',
		completedAt: '2021-07-27T03:10:57.247966Z',
		durationMs: 546.927,
		organizations: [
			{
				id: '00DB000000040bIMAQ',
				name: 'Thales',
				outcome: 'error',
				text: 'Error listing keys from SFDC: ',
				rule: 'says-error-or-fail',
			},
		],
	});
	assert.deepEqual([server.count('sign-in'), server.count('jobs'), server.count('revoke')], [1, 1, 1]);
	assert.equal(queryOf(server).get('sort'), '-createdAt');
});

test('L12 prints a table without a single escape byte', async t => {
	const server = await serve(t);
	const { code, stdout } = await list(server.flags);
	assert.equal(code, 0);
	assert.deepEqual(stdout.split('\n').slice(0, 2), [
		'HEALTH  JOB                                   STATUS     STARTED                DUR  ORGS  ERR  WORST ORG · ERROR',
		'FAILED  c8d2f27b-fb4f-4557-b63c-00d4a1439c4a  completed  2021-07-27 03:10:56Z  0.5s     1    1  Thales · Error listing keys from SFDC: (no cause given)',
	]);
	assert.ok(!stdout.includes('\x1b'));
});

test('says with --exit-status that something is failed', async t => {
	const server = await serve(t);
	assert.equal((await list([...server.flags, '--exit-status'])).code, 10);
	assert.equal((await list([...server.flags, '--exit-status', '--health', 'ok'])).code, 0);
});

test('a wrong password is a clear sentence, exit 3, and one sign-in', async t => {
	const server = await serve(t);
	writeFileSync(server.passwordFile, 'wrong\n');
	const { code, stdout, stderr } = await list([...server.flags, '-o', 'json']);
	assert.equal(code, 3);
	assert.match(stderr, /^cckm-top: The server refused the sign-in: Wrong username or password\.\n/);
	assert.equal(JSON.parse(stdout).error.kind, 'unauthorized');
	assert.equal(server.count('sign-in'), 1);
});

test('an unknown certificate is exit 4 with its fingerprint, and nothing is sent', async t => {
	const server = await serve(t);
	const flags = server.flags.filter((_, index) => index !== 2 && index !== 3);
	const { code, stderr } = await list(flags);
	assert.equal(code, 4);
	assert.ok(stderr.includes(`--pin-sha256 ${server.simulator.fingerprint}`));
	assert.equal(server.simulator.requests.length, 0);
	assert.equal((await list([...flags, '--pin-sha256', server.simulator.fingerprint])).code, 0);
	const unverified = await list([...flags, '--insecure', '-o', 'json']);
	assert.equal(JSON.parse(unverified.stdout).tls, 'unverified');
});

test('a wrong pin is exit 4, and nothing is sent', async t => {
	const server = await serve(t);
	const { code } = await list([...server.flags, '--pin-sha256', 'ab'.repeat(32)]);
	assert.equal(code, 4);
	assert.equal(server.simulator.requests.length, 0);
});

test('a server that is not there is exit 1, and an error object under -o json', async t => {
	const free = createServer().listen(0, '127.0.0.1');
	await new Promise(resolve => free.once('listening', resolve));
	const address = free.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	await new Promise(resolve => free.close(resolve));
	const { passwordFile } = await serve(t);
	const args = ['--url', `127.0.0.1:${port}`, '--user', 'x', '--password-file', passwordFile, '-o', 'json'];
	const { code, stdout } = await list(args);
	assert.equal(code, 1);
	assert.deepEqual(Object.keys(JSON.parse(stdout).error), ['kind', 'message', 'advice']);
});

test('a password file that others can read is refused before anything is sent', async t => {
	const server = await serve(t);
	chmodSync(server.passwordFile, 0o644);
	const { code, stderr } = await list(server.flags);
	assert.equal(code, 2);
	assert.match(stderr, /chmod 600/);
	assert.equal(server.simulator.requests.length, 0);
});

test('C05 no secret and nobody to ask is exit 2 at once, and nothing is sent', async t => {
	const server = await serve(t);
	for (const [flags, told] of [
		[server.flags.slice(0, 6), /No password was given for demo/],
		[server.flags.slice(0, 4), /No user was named/],
	] as const) {
		const { code, stdout, stderr } = await list(flags);
		assert.deepEqual([code, stdout], [2, '']);
		assert.match(stderr, told);
	}
	assert.equal(server.simulator.requests.length, 0);
});

test('C02 a password may come from a program, which is told no secret of ours', async t => {
	const server = await serve(t);
	const script = 'if (/hunter2/.test(JSON.stringify(process.env))) process.exit(9); console.log(process.argv[1])';
	// A password that begins with a dash is no flag of Node's.
	const command = `${process.execPath} -e '${script}' -- ${server.simulator.password}`;
	const env = { CM_PASSWORD: 'hunter2', CCKM_TOP_TOKEN: 'hunter2' };
	const { code, stderr } = await list([...server.flags.slice(0, 6), '--password-command', command], env);
	assert.deepEqual([code, stderr], [0, '']);
});

test('takes address, user and password from the environment, and a token instead', async t => {
	const server = await serve(t);
	const env = {
		CIPHERTRUST_ADDRESS: server.simulator.url,
		CM_USERNAME: server.simulator.user,
		KSCTL_PASSWORD: server.simulator.password,
		CIPHERTRUST_CA_CERT: readFileSync(server.caFile, 'utf8'),
	};
	assert.equal((await list([], env)).code, 0);
	const refused = await list([], { ...env, CCKM_TOP_TOKEN: 'not.a.token' });
	assert.equal(refused.code, 3);
	assert.ok(!refused.stderr.includes('not.a.token'));
});

test('sends the filters of the list to the server', async t => {
	const server = await serve(t);
	await list([
		...server.flags,
		'--status',
		'failed',
		'--id',
		'abc',
		'--skip',
		'3',
		'--limit',
		'7',
		'--sort',
		'updatedAt',
		'--org',
		'Thales',
	]);
	const query = queryOf(server);
	assert.equal(query.get('overall_status'), 'failed');
	assert.equal(query.get('id'), 'abc');
	assert.equal(query.get('sort'), 'updatedAt');
	assert.equal(query.get('skip'), '3');
	assert.match(query.get('organizations') ?? '', /^[0-9a-f-]{36}$/);
});

test('every scenario of the simulator can be listed', async () => {
	for (const scenario of ['calm', 'empty', 'hostile', 'expiring', 'crowd']) {
		const { code, stdout } = await list([`--demo=${scenario}`, '-o', 'json', '--limit', '20']);
		assert.equal(code, 0, scenario);
		assert.equal(JSON.parse(stdout).simulated, true);
		assert.doesNotMatch(stdout, /[^\n\x20-\x7e\u00a0-\u{10ffff}]/u, scenario);
	}
});

test('L06 a reader that has had enough is no failure', async t => {
	const server = await serve(t);
	const { code } = await runProgram({ args: ['list', ...server.flags, '-o', 'json'], closeStdout: true });
	assert.ok(code === 0 || code === 141);
});

test('loads neither Ink nor React nor the simulator, no proxy and no dialogue', async t => {
	const server = await serve(t);
	const coverage = mkdtempSync(join(tmpdir(), 'cckm-top-coverage-'));
	t.after(() => rmSync(coverage, { recursive: true, force: true }));
	await list(server.flags, { NODE_V8_COVERAGE: coverage });
	const loaded = readdirSync(coverage).flatMap(file => {
		const { result }: { result: { url: string }[] } = JSON.parse(readFileSync(join(coverage, file), 'utf8'));
		return result.map(({ url }) => url).filter(url => url.includes('/dist/'));
	});
	assert.ok(loaded.length > 1);
	for (const url of loaded)
		assert.doesNotMatch(
			readFileSync(new URL(url), 'utf8'),
			/react\.element|useSyncExternalStore|CipherTrust Manager simulator|HTTPS_PROXY is no|The certificate of/,
		);
});
