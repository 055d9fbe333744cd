import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { holdInk } from './support/held-ink.ts';
import { assertScreenLeft } from './support/left-screen.ts';
import { buildProgram, programPath } from './support/program.ts';
import { openPty, type Pty } from './support/pty.ts';
import { serve, type TestServer } from './support/server.ts';
import { waitFor } from './support/wait-for.ts';

interface Held {
	readonly pty: Pty;
	readonly server: TestServer;
	/** Lets Ink be loaded at last. */
	letInk(): void;
}

/** The built monitor, whose Ink is not loaded before it may be; or `instead` of it something else. */
async function open(t: TestContext, instead?: string): Promise<Held> {
	const { program, folder, letInk } = await holdInk(t, instead);
	const server = await serve(t);
	const argv = [process.execPath, program, ...server.flags];
	const pty = await openPty({ argv, columns: 100, rows: 30, env: { LC_ALL: 'C.UTF-8', TMPDIR: folder } });
	t.after(() => pty[Symbol.asyncDispose]());
	return { pty, server, letInk };
}

const LAST_WORD = /quit/;

async function signedOut({ server }: Held): Promise<void> {
	await waitFor(
		() => server.count('revoke') === server.count('sign-in'),
		() => 'not signed out',
	);
}

test('the first frame and the first jobs are there without Ink; keys typed meanwhile are not lost', async t => {
	const held = await open(t);
	const { pty } = held;
	await pty.waitFor(LAST_WORD);
	assert.notEqual(await pty.termios(), pty.termiosBefore, 'keys are not echoed');
	await pty.waitFor(/8d5ccc9f/);
	pty.send('/no-such-job');
	pty.send('\r');
	held.letInk();
	await pty.waitFor(/no-such-job/);
	pty.send('q');
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
	await signedOut(held);
});

test('L01 an error in the loading of Ink puts the terminal back as it was', async t => {
	const held = await open(t, "throw new Error('no Ink today')");
	const { pty } = held;
	// Who ends it in the middle of its sign-in has nothing to sign out.
	await pty.waitFor(/8d5ccc9f/);
	held.letInk();
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 1, termios: pty.termiosBefore });
	assertScreenLeft(pty);
	assert.match(pty.output(), /cckm-top ended by a fault of its own; its report is/);
	await signedOut(held);
});

test('what is wrong with the call is told before any screen', async t => {
	await buildProgram();
	const { flags, folder } = await serve(t);
	const noCertificate = join(folder, 'no-certificate.pem');
	writeFileSync(noCertificate, 'none');
	const wrong: readonly (readonly string[])[] = [
		['--ca-file', join(folder, 'not-there')],
		['--ca-file', noCertificate],
		['--pin-sha256', 'abc'],
		['--password-file', folder],
	];
	for (const [flag = '', value = ''] of wrong) {
		const others = flags.filter((word, index) => word !== flag && flags[index - 1] !== flag);
		const argv = [process.execPath, programPath, ...others, flag, value];
		const pty = await openPty({ argv, env: { LC_ALL: 'C.UTF-8' } });
		await using _ = pty;
		assert.equal((await pty.waitForEnd()).code, 2, flag);
		assert.doesNotMatch(pty.output(), /\u001b/, flag);
		assert.match(pty.output(), /^cckm-top: /);
	}
});
