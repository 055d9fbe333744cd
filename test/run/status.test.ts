import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import { readOptions } from '../../source/command-line/options.ts';
import { stamp, systemClock } from '../../source/live/clock.ts';
import type { Failure } from '../../source/model/failure.ts';
import { glanceOf } from '../../source/model/glance.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';
import { statusText } from '../../source/run/status.ts';
import type { Identity } from '../../source/session/present.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { answer } from '../support/jobs.ts';
import { buildProgram, programPath, runProgram } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { serve } from '../support/server.ts';
import { setStage } from '../support/stage.ts';
import { waitFor } from '../support/wait-for.ts';

const OPTIONS = readOptions(parseArguments(['status', '--demo']), {}, ['calm']);
const IDENTITY: Identity = {
	server: safe`cm.example.net`,
	user: safe`alice`,
	simulated: false,
	verified: true,
	asked: safe``,
};

test('the line is the one that the monitor draws where it has no more than one', () => {
	const now = stamp(systemClock);
	const stage = setStage(60, 1, { data: answer(), dataAt: now });
	const [line] = stage.lines();
	assert.equal(statusText(answer(), IDENTITY, OPTIONS), 'cm.example.net ✗1 !1 ●2 ✓2 ?2 ≤5s\n');
	assert.equal(line, 'cm.example.net ✗1 !1 ●2 ✓2 ?2 ≤5s');
});

test('whatever happens, it is one line of 60 columns at the most', () => {
	const found: readonly Failure[] = [
		{ kind: 'network', code: safe`ECONNREFUSED` },
		{ kind: 'timeout', seconds: 3 },
		{ kind: 'unauthorized', message: toSafeText('x'.repeat(500)) },
		{ kind: 'tls', reason: toSafeText('\u6771'.repeat(500)), fingerprint: null },
		{ kind: 'server', status: 502, message: safe`` },
	];
	const identities = [
		IDENTITY,
		{ ...IDENTITY, verified: false },
		{ ...IDENTITY, server: toSafeText('\u6771'.repeat(99)) },
	];
	for (const each of [answer(), answer([]), answer([], { complete: false, total: 99_999 }), ...found]) {
		for (const identity of identities) {
			const line = statusText(each, identity, OPTIONS);
			assert.match(line, /^[^\n]+\n$/);
			assert.ok(widthOf(toSafeText(line.slice(0, -1))) <= 60, line);
		}
	}
	assert.equal(
		statusText({ kind: 'network', code: safe`ECONNREFUSED` }, IDENTITY, OPTIONS),
		'cm.example.net CONNECTING ✗– !– ●– ✓– ECONNREFUSED\n',
	);
});

test('of what a monitor saw the age is told as it is', () => {
	const now = stamp(systemClock);
	const glance = (age: number) => ({
		...glanceOf(answer(), { at: now.wall - age, interval: 5000, user: safe`alice` }),
		partial: false,
	});
	const lines = [100, 7000, 12_000].map(age => statusText(glance(age), IDENTITY, OPTIONS, now));
	assert.deepEqual(lines, [
		'cm.example.net ✗1 !1 ●2 ✓2 ?2 ≤5s\n',
		'cm.example.net ✗1 !1 ●2 ✓2 ?2 ≤10s\n',
		'cm.example.net STALE ✗1 !1 ●2 ✓2 ?2 12s\n',
	]);
	assert.match(statusText({ ...glance(0), partial: true }, IDENTITY, OPTIONS, now), / PARTIAL ≤5s\n$/);
});

test('while a monitor runs nothing is asked and nobody signs in; afterwards the server is asked again', async t => {
	const server = await serve(t);
	const env = { ...CLEAN, XDG_STATE_HOME: server.folder, CCKM_TOP_JOURNAL: undefined };
	await buildProgram();
	const args = [...server.flags, '--interval', '1s'];
	const pty = await openPty({
		argv: [process.execPath, programPath, ...args],
		env: { ...env, TERM: 'xterm-256color' },
	});
	t.after(() => pty[Symbol.asyncDispose]());
	const folder = join(server.folder, 'cckm-top', 'glances');
	await waitFor(
		() => existsSync(folder) && readdirSync(folder).some(name => name.endsWith('.json')),
		() => pty.output(),
		60_000,
	);
	const [name = ''] = readdirSync(folder).filter(each => each.endsWith('.json'));
	assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600);
	const status = (...more: string[]) =>
		runProgram({ args: ['status', ...server.flags, '--timeout', '60s', ...more], env });
	const ask = async (...more: string[]) => {
		const before = server.count('sign-in');
		const { code, stdout } = await status(...more);
		assert.equal(code, 0);
		return { line: stdout.replace(/≤.*/, ''), signIns: server.count('sign-in') - before, stdout };
	};
	const seen = await waitFor(
		async () => {
			const asked = await ask();
			return asked.signIns === 0 && asked;
		},
		() => pty.output(),
		60_000,
	);
	assert.match(seen.stdout, /≤[12]s\n$/);
	assert.equal((await ask('--org', 'x')).signIns, 1, 'the monitor knows nothing of this');
	pty.send('q');
	await pty.waitForEnd();
	const afterwards = await waitFor(
		async () => {
			const asked = await ask();
			return asked.signIns === 1 && asked;
		},
		() => pty.output(),
		60_000,
	);
	assert.equal(afterwards.line, seen.line, 'both count alike');
});

test('a program that gives no password takes no longer than it may', async t => {
	const server = await serve(t);
	const began = performance.now();
	const flags = [...server.flags.slice(0, -2), '--password-command', 'sleep 9', '--timeout', '1s'];
	const { code, stdout } = await runProgram({ args: ['status', ...flags], env: CLEAN });
	assert.equal(code, 1);
	assert.match(stdout, /^127\.0\.0\.1:\d+ CONNECTING .* no answer in 1s\n$/);
	assert.ok(performance.now() - began < 9000);
});

test('one list of jobs is asked for, and what was signed in is signed out', async t => {
	const server = await serve(t, { scenario: 'calm' });
	const began = performance.now();
	const { code, stdout, stderr } = await runProgram({
		args: ['status', ...server.flags, '--timeout', '60s'],
		env: CLEAN,
	});
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(stdout, /^127\.0\.0\.1:\d+ ✗\d+ !\d+ ●\d+ ✓\d+ (\?\d+ )?≤5s\n$/);
	assert.deepEqual([server.count('jobs'), server.count('sign-in'), server.count('revoke')], [1, 1, 1]);
	const ascii = await runProgram({ args: ['status', ...server.flags, '--timeout', '60s', '--ascii'], env: CLEAN });
	assert.match(ascii.stdout, /^[\x20-\x7e]+\n$/);
	assert.ok(performance.now() - began < 60_000, 'it does not wait for its timeout');
});

test('a server that never answers takes no longer than it may', async t => {
	const silent = createServer(() => {}).listen(0, '127.0.0.1');
	await new Promise(resolve => silent.once('listening', resolve));
	t.after(() => silent.close());
	const address = silent.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const { flags } = await serve(t);
	const args = ['status', '--url', `https://127.0.0.1:${port}`, ...flags.slice(2), '--timeout', '2s'];
	const { code, stdout } = await runProgram({ args, env: CLEAN });
	assert.equal(code, 1);
	assert.match(stdout, /CONNECTING .* no answer in 2s\n$/);
});
