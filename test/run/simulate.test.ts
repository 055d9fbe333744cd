import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { buildProgram, programPath, runProgram } from '../support/program.ts';

const run = promisify(execFile);
const SAMPLE_FILE = 'test/fixtures/synchronization-jobs.json';

/** What the simulator says of itself, by its own words. */
interface Started {
	readonly said: Readonly<Record<string, string>>;
	/** Ends it by SIGTERM and gives its exit code. */
	stop(): Promise<number | null>;
}

async function start(t: TestContext, args: readonly string[]): Promise<Started> {
	await buildProgram();
	const child = spawn(process.execPath, [programPath, 'simulate', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
	t.after(() => child.kill('SIGKILL'));
	let text = '';
	for await (const chunk of child.stdout.setEncoding('utf8')) {
		text += chunk;
		if (text.includes('\ncckm-top ')) break;
	}
	const lines = [...text.matchAll(/^(\S+(?: \S+)*) {2,}(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
	return {
		said: Object.fromEntries(lines),
		stop: () => {
			child.kill('SIGTERM');
			return ended;
		},
	};
}

test('serves a saved answer to curl as the published page calls it, and leaves nothing behind', async t => {
	const { said, stop } = await start(t, ['--jobs-file', SAMPLE_FILE]);
	const { URL: url = '', 'CA file': caFile = '', 'password file': passwordFile = '', user = '' } = said;
	assert.equal(statSync(passwordFile).mode & 0o777, 0o600);
	const sign = `curl -sf --cacert ${caFile} -H 'Content-Type: application/json' -d '{"username":"${user}","password":"'"$(cat ${passwordFile})"'"}' ${url}/api/v1/auth/tokens`;
	const { jwt } = JSON.parse((await run('sh', ['-c', sign])).stdout);
	const page = `${url}/api/v1/cckm/sfdc/keys/synchronization-jobs?skip=0&limit=10`;
	const { stdout } = await run('curl', ['-sk', page, '-H', `Authorization: Bearer ${jwt}`, '--compressed']);
	const { total, resources } = JSON.parse(stdout);
	assert.deepEqual(
		[total, resources.length, resources[0].uri],
		[2, 2, 'kylo:kylo:cckm:synchronize:c8d2f27b-fb4f-4557-b63c-00d4a1439c4a'],
	);
	assert.equal(await stop(), 143);
	assert.ok(!existsSync(passwordFile));
});

test('is the same server again when it is started again on its port', async t => {
	const first = await start(t, []);
	const port = new URL(first.said.URL ?? '').port;
	await first.stop();
	const named = await start(t, ['--port', port, '--scenario', 'empty']);
	t.after(() => rmSync(dirname(named.said['CA file'] ?? ''), { recursive: true, force: true }));
	await named.stop();
	const again = await start(t, ['--port', port, '--scenario', 'empty']);
	assert.deepEqual([again.said.fingerprint, again.said['CA file']], [named.said.fingerprint, named.said['CA file']]);
	const { URL: url = '', 'CA file': caFile = '', 'password file': passwordFile = '', user = '' } = named.said;
	const { code } = await runProgram({
		args: ['list', '--url', url, '--ca-file', caFile, '--user', user, '--password-file', passwordFile],
	});
	assert.equal(code, 0);
	await again.stop();
	writeFileSync(caFile, 'torn');
	const renewed = await start(t, ['--port', port, '--scenario', 'empty']);
	assert.notEqual(renewed.said.fingerprint, named.said.fingerprint);
	await renewed.stop();
});

test('says what is wrong before it serves anything', async () => {
	for (const [args, words] of [
		[['--port', '99999'], /--port 99999 does not fit/],
		[['--scenario', 'storm'], /--scenario storm does not fit[\s\S]*calm/],
		[['--jobs-file', 'readme.md'], /is not JSON/],
		[['--jobs-file', 'package.json'], /holds no rows/],
		[['--jobs-file', 'nowhere.json'], /cannot be read \(ENOENT\)/],
		[['--url', 'x'], /no flag --url here/],
	] as const) {
		const { code, stdout, stderr } = await runProgram({ args: ['simulate', ...args] });
		assert.deepEqual([code, stdout], [2, '']);
		assert.match(stderr, words);
	}
});

test('E24 tells the name of a file without doing what it says', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-test-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, 'rows\x1b]0;owned\x07\n::error::.json');
	copyFileSync(SAMPLE_FILE, file);
	const { said, stop } = await start(t, ['--jobs-file', file]);
	assert.match(said.SIMULATOR ?? '', /rows\^\[\]0;owned\^G␤::error::\.json; not a CipherTrust Manager$/);
	await stop();
});
