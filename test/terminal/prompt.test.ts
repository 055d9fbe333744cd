import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { serve, type TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

/** The monitor, started with everything but a password. */
async function openPrompt(t: TestContext): Promise<{ readonly pty: Pty; readonly server: TestServer }> {
	await buildProgram();
	const server = await serve(t);
	const argv = [process.execPath, programPath, ...server.flags.slice(0, 6)];
	const pty = await openPty({ argv, env: { ...CLEAN, XDG_STATE_HOME: server.folder } });
	t.after(() => pty[Symbol.asyncDispose]());
	await pty.waitFor(/Password of demo: $/);
	await waitFor(
		async () => (await pty.termios()) !== pty.termiosBefore,
		() => 'the terminal still echoes',
	);
	return { pty, server };
}

test('C04 what is typed is not shown, can be mended, and signs in', async t => {
	const { pty, server } = await openPrompt(t);
	const { password } = server.simulator;
	pty.send('wrong\u0015');
	pty.send('\u001b[A');
	pty.send(`${password}xé\u007f\u007f\r`);
	await pty.waitFor(/LIVE/);
	assert.ok(!pty.output().includes(password.slice(0, 6)) && !pty.output().includes('wrong'));
	pty.send('q');
	const ending = await pty.waitForEnd();
	assert.deepEqual([ending.code, ending.termios], [0, pty.termiosBefore]);
	assert.deepEqual([server.count('sign-in'), server.count('revoke')], [1, 1]);
});

for (const [name, keys, code, signal] of [
	['Ctrl-C', '\u0003', null, 2],
	['Ctrl-D', '\u0004', 2, null],
	['Enter alone', '\r', 2, null],
] as const) {
	test(`C04 L01 ${name} at the prompt ends the program, and the terminal echoes again`, async t => {
		const { pty, server } = await openPrompt(t);
		pty.send(keys);
		const ending = await pty.waitForEnd();
		assert.deepEqual([ending.code, ending.signal, ending.termios], [code, signal, pty.termiosBefore]);
		if (code === 2) assert.match(pty.output(), /No password was given for demo/);
		assert.equal(server.simulator.requests.length, 0);
	});
}

for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
	test(`C04 L01 ${name} at the prompt ends the program, and the terminal echoes again`, async t => {
		const { pty } = await openPrompt(t);
		pty.signal(name);
		const ending = await pty.waitForEnd();
		assert.equal(ending.code, null);
		assert.equal(ending.termios, pty.termiosBefore);
	});
}

test('C04 L02 a terminal that goes away at the prompt takes the program with it', async t => {
	const { pty } = await openPrompt(t);
	pty.close();
	const ending = await pty.waitForEnd();
	assert.ok(ending.code !== 0);
});
