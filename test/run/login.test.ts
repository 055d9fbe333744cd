import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openAccount, runOut } from '../support/account.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { waitFor } from '../support/wait-for.ts';

test('signs in once, keeps that and not the password; every command then works without one', async t => {
	const { server, who, run, login, names, folder } = await openAccount(t);
	const { code, stdout, stderr } = await login();
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(stdout, /^Signed in as demo at https:\/\/127\.0\.0\.1:\d+\.\n/);
	const [name = ''] = names();
	assert.deepEqual([names().length, statSync(join(folder, name)).mode & 0o777], [1, 0o600]);
	assert.ok(!readFileSync(join(folder, name), 'utf8').includes(server.simulator.password));
	assert.equal((await run(['list', ...who])).code, 0);
	assert.equal((await run(['list', ...who.slice(0, 4)])).code, 0, 'the one user needs no name');
	assert.equal((await run(['list', ...who.slice(0, 4), '--user', 'other'])).code, 2);
	assert.equal((await run(['list', ...who, '--domain', 'other'])).code, 2);
	assert.deepEqual([server.count('sign-in'), server.count('refresh'), server.count('revoke')], [1, 0, 0]);
});

test('asks for server, user and password at a terminal', async t => {
	await buildProgram();
	const { server, env, who } = await openAccount(t);
	const argv = [process.execPath, programPath, 'login', ...who.slice(2, 4)];
	const pty = await openPty({ argv, env });
	t.after(() => pty[Symbol.asyncDispose]());
	await pty.waitFor(/Server: $/);
	pty.send(`${server.simulator.url}\r`);
	await pty.waitFor(/User: $/);
	pty.send('demo\r');
	await pty.waitFor(/Password of demo: $/);
	pty.send(`${server.simulator.password}\r`);
	await pty.waitFor(/Signed in as demo/);
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.code, ending.termios], [0, pty.termiosBefore]);
	assert.ok(!pty.output().includes(server.simulator.password));
});

test('C04 Ctrl-C at its prompt ends it with 130, and nothing is sent', async t => {
	await buildProgram();
	const { server, env, who } = await openAccount(t);
	const pty = await openPty({ argv: [process.execPath, programPath, 'login', ...who], env });
	t.after(() => pty[Symbol.asyncDispose]());
	await pty.waitFor(/Password of demo: $/);
	await waitFor(
		async () => (await pty.termios()) !== pty.termiosBefore,
		() => 'the terminal still echoes',
	);
	pty.send('\u0003');
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.code, ending.termios], [130, pty.termiosBefore]);
	assert.equal(server.simulator.requests.length, 0);
});

test('C05 without a terminal and a secret it is exit 2 at once; C14 a wrong password is one attempt, and nothing is kept', async t => {
	const { server, who, run, names } = await openAccount(t);
	assert.match((await run(['login', ...who])).stderr, /No password was given for demo/);
	assert.equal((await run(['login', ...who])).code, 2);
	assert.equal((await run(['login', ...who.slice(0, 4)])).code, 2);
	assert.equal(server.simulator.requests.length, 0);
	const { code, stderr } = await run(['login', ...who], { env: { CM_PASSWORD: 'wrong' } });
	assert.equal(code, 3);
	assert.match(stderr, /refused the sign-in: Wrong username or password/);
	assert.deepEqual([server.count('sign-in'), names()], [1, []]);
});

test('a second sign-in takes the place of the first, which is revoked', async t => {
	const { server, who, run, login, names } = await openAccount(t);
	await login();
	assert.equal((await login()).code, 0);
	assert.deepEqual([server.count('sign-in'), server.count('revoke'), names().length], [2, 1, 1]);
	assert.equal((await run(['whoami', ...who])).code, 0);
});

test('C17 L19 twenty processes that find the token run out: one renewal among them, and nobody is signed out', async t => {
	const { server, who, run, login, edit, names } = await openAccount(t, { rotates: true });
	await login();
	for (let round = 1; round <= 2; round += 1) {
		edit(runOut);
		const results = await Promise.all(Array.from({ length: 20 }, () => run(['whoami', ...who])));
		assert.deepEqual(
			results.filter(({ code }) => code !== 0).map(({ stderr }) => stderr),
			[],
		);
		assert.deepEqual([server.count('refresh'), names().length], [round, 1]);
	}
	assert.equal(server.count('sign-in'), 1);
});

test('C17 L15 a process that is killed while it renews holds up nobody', async t => {
	const { server, env, who, run, login, edit, names } = await openAccount(t, {
		fault: ({ purpose, count }) => (purpose === 'refresh' && count === 0 ? { kind: 'silence' } : null),
	});
	await login();
	edit(runOut);
	const child = spawn(process.execPath, [programPath, 'whoami', ...who], { env: { ...process.env, ...env } });
	const ended = new Promise(resolve => child.once('close', resolve));
	await waitFor(
		() => server.count('refresh') === 1,
		() => 'nothing was renewed',
	);
	assert.match(names().join(), /\.claim-/);
	child.kill('SIGKILL');
	await ended;
	const { code, stderr } = await run(['whoami', ...who]);
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(names().join(), /^\w+\.json$/);
});

test('C16 a new refresh token that was lost on its way: told so, exit 3, and nothing useless is kept', async t => {
	const { server, who, run, login, edit, names } = await openAccount(t, {
		rotates: true,
		fault: ({ purpose, count }) => (purpose === 'refresh' && count === 0 ? { kind: 'reset' } : null),
	});
	await login();
	edit(runOut);
	assert.equal((await run(['whoami', ...who])).code, 1);
	assert.equal(names().length, 1);
	const { code, stderr } = await run(['list', ...who]);
	assert.equal(code, 3);
	assert.match(stderr, /Token has been revoked.*\n.*cckm-top login/);
	assert.deepEqual([names(), server.count('sign-in')], [[], 1]);
	assert.equal((await run(['list', ...who])).code, 2);
});

test('C19 a store that is not this user’s alone is refused by every command, and nothing is sent', async t => {
	const { server, who, run, login, folder, names } = await openAccount(t);
	await login();
	const sent = server.simulator.requests.length;
	const path = join(folder, names()[0] ?? '');
	const good = readFileSync(path, 'utf8');
	const elsewhere = join(server.folder, 'elsewhere');
	writeFileSync(elsewhere, good, { mode: 0o600 });
	const cases: readonly (readonly [spoil: () => void, mend: () => void, told: RegExp])[] = [
		[() => chmodSync(folder, 0o777), () => chmodSync(folder, 0o700), /is open to others\.\n.*chmod go=/],
		[() => chmodSync(path, 0o644), () => chmodSync(path, 0o600), /is open to others\.\n.*chmod go=/],
		[() => writeFileSync(path, good.slice(0, 99)), () => writeFileSync(path, good), /is torn or is no sign-in of ours/],
		[
			() => {
				unlinkSync(path);
				symlinkSync(elsewhere, path);
			},
			() => undefined,
			/is a link\.\n/,
		],
	];
	for (const [spoil, mend, told] of cases) {
		spoil();
		for (const command of ['list', 'whoami']) {
			const { code, stdout, stderr } = await run([command, ...who]);
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, told);
		}
		const { code, stderr } = await run(['login', ...server.flags]);
		assert.equal(code, 2);
		assert.match(stderr, told);
		mend();
	}
	assert.equal(server.simulator.requests.length, sent);
	assert.equal((await run(['logout', ...who])).code, 0, 'a link is removed, not followed');
	assert.deepEqual([names(), readFileSync(elsewhere, 'utf8')], [[], good]);
});
