import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { LOG_LIMIT } from '../../source/run/debug-log.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, programPath, runProgram } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { serve } from '../support/server.ts';

async function open(t: TestContext) {
	await buildProgram();
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-debug-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, 'debug.log');
	return {
		file,
		folder,
		log: () => readFileSync(file, 'utf8'),
		run: (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
			runProgram({ args: [...args, '--debug', file], env: { ...CLEAN, ...env } }),
	};
}

test('what happened is written down for this user alone: settings, connections, requests and the end', async t => {
	const server = await serve(t);
	const { file, log, run } = await open(t);
	const first = await run(['list', ...server.flags]);
	assert.deepEqual([first.code, first.stderr], [0, '']);
	assert.equal(statSync(file).mode & 0o777, 0o600);
	for (const line of [
		/^20\S+Z \d+ \+\d+ms cckm-top \S+, Node \S+, \w+: list --url --ca-file --user --password-file --debug$/m,
		/ setting url = https:\/\/127\.0\.0\.1:\d+ \(--url\)$/m,
		/ setting password = ‹set› \(--password-file\)$/m,
		/ connected: TLSv1\.3 TLS_\w+, chain verified$/m,
		/ #1 POST \/api\/v1\/auth\/tokens\/?$/m,
		/ #2 GET \/api\/v1\/cckm\/\S+synchronization-jobs\?\S+$/m,
		/ #2 status 200 after \d+ms$/m,
		/ #2 \d{3,} bytes after \d+ms$/m,
		/ ended with code 0$/m,
	]) {
		assert.match(log(), line);
	}
	assert.doesNotMatch(log(), /Bearer|Authorization|eyJ/);
	assert.doesNotMatch(log(), new RegExp(server.simulator.password));
	const refused = await run(['list', '--url', server.simulator.url, '--user', 'x'], { CM_PASSWORD: 'hunter2' });
	assert.equal(refused.code, 4);
	assert.match(log(), / not connected: it is self-signed$[\s\S]*failed: tls$[\s\S]*ended with code 4$/m);
	assert.equal(log().match(/ended with code/g)?.length, 2, 'it is added to');
	assert.doesNotMatch(log(), /hunter2/);
});

test('the monitor writes down its polls, and nothing of that is on the screen', async t => {
	const server = await serve(t);
	const { file, log } = await open(t);
	const argv = [process.execPath, programPath, ...server.flags, '--debug', file];
	const pty = await openPty({ argv, env: { ...CLEAN, LC_ALL: 'C.UTF-8' } });
	await using _ = pty;
	await pty.waitFor(/LIVE/);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
	assert.match(log(), / poll 1: good; waits \d+ms$/m);
	assert.match(log(), /ended with code 0$/m);
	assert.doesNotMatch(pty.output(), /poll 1: good|#1 POST/);
});

test('a log never outgrows its bound, and its last line says so', async t => {
	const { file, log, run } = await open(t);
	writeFileSync(file, `${'x'.repeat(LOG_LIMIT - 400)}\n`, { mode: 0o600 });
	assert.equal((await run(['whoami', '--demo'])).code, 0);
	assert.ok(statSync(file).size <= LOG_LIMIT);
	assert.match(log().slice(-400), /\nthis log has reached 10 MiB: nothing more is written down\n$/);
	assert.equal(log().match(/this log has reached/g)?.length, 1);
});

test('C19 a place that is no file of this user’s alone is refused before anything is asked', async t => {
	const { file, folder, run } = await open(t);
	const other = join(folder, 'other');
	const cases: readonly (readonly [told: RegExp, make: () => unknown])[] = [
		[/is a link/, () => symlinkSync(other, file)],
		[/is not a file|cannot be written \(EISDIR\)/, () => mkdirSync(file)],
		[/is not a file|cannot be written \(ENXIO\)/, () => execFileSync('mkfifo', ['-m', '600', file])],
		[/is not this user's alone/, () => writeFileSync(file, 'mine')],
		[/is full/, () => writeFileSync(file, 'x'.repeat(LOG_LIMIT), { mode: 0o600 })],
	];
	for (const [told, make] of cases) {
		rmSync(file, { recursive: true, force: true });
		make();
		if (told.source.includes('alone')) chmodSync(file, 0o644);
		const { code, stdout, stderr } = await run(['list', '--demo']);
		assert.deepEqual([code, stdout], [2, ''], stderr);
		assert.match(stderr, told);
	}
	assert.ok(!existsSync(other));
	const tty = await runProgram({ args: ['list', '--demo', '--debug', '/dev/null'], env: CLEAN });
	assert.equal(tty.code, 2);
	const away = await runProgram({ args: ['list', '--demo', '--debug', join(folder, 'none', 'log')], env: CLEAN });
	assert.match(away.stderr, /cannot be written \(ENOENT\)/);
});
