import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { buildProgram, programPath } from './support/program.ts';
import { openPty, type Pty } from './support/pty.ts';
import { serve, type TestServer } from './support/server.ts';
import { waitFor } from './support/wait-for.ts';

const INK = /useSyncExternalStore/;

interface Held {
	readonly pty: Pty;
	readonly server: TestServer;
	/** Lets Ink be loaded at last. */
	letInk(): void;
}

/** The built monitor, whose Ink is not loaded before it may be; or `instead` of it something else. */
async function open(t: TestContext, instead?: string): Promise<Held> {
	await buildProgram();
	const server = await serve(t);
	const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	cpSync(dirname(programPath), folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	const chunks = readdirSync(folder).filter(name => INK.test(readFileSync(join(folder, name), 'utf8')));
	const [ink = ''] = chunks;
	assert.equal(chunks.length, 1, 'one chunk has Ink');
	const gate = join(folder, 'gate');
	renameSync(join(folder, ink), join(folder, 'ink.js'));
	const wait = `import {existsSync as e} from 'node:fs';while(!e(${JSON.stringify(gate)}))await new Promise(r=>setTimeout(r,20));`;
	writeFileSync(join(folder, ink), wait + (instead ?? 'export const {startInk}=await import("./ink.js");'));
	const argv = [process.execPath, join(folder, 'cli.js'), ...server.flags];
	const pty = await openPty({ argv, columns: 100, rows: 30, env: { LC_ALL: 'C.UTF-8', TMPDIR: folder } });
	t.after(() => pty[Symbol.asyncDispose]());
	return { pty, server, letInk: () => writeFileSync(gate, '') };
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

const waysOut: Record<
	string,
	{ readonly act: (held: Held) => void; readonly instead?: string; readonly code: number }
> = {
	SIGTERM: { act: ({ pty }) => pty.signal('SIGTERM'), code: 143 },
	SIGINT: { act: ({ pty }) => pty.signal('SIGINT'), code: 130 },
	SIGHUP: { act: ({ pty }) => pty.signal('SIGHUP'), code: 128 + constants.signals.SIGHUP },
	'Ctrl-C': {
		act: ({ pty, letInk }) => {
			pty.send('\u0003');
			letInk();
		},
		code: 0,
	},
	'an error in the loading of Ink': {
		act: ({ letInk }) => letInk(),
		instead: "throw new Error('no Ink today')",
		code: 1,
	},
};

for (const [name, { act, instead, code }] of Object.entries(waysOut)) {
	test(`${name} between the first frame and Ink puts the terminal back as it was`, async t => {
		const held = await open(t, instead);
		const { pty } = held;
		await pty.waitFor(LAST_WORD);
		act(held);
		const ending = await pty.waitForEnd();
		assert.equal(ending.code ?? 128 + (ending.signal ?? 0), code, pty.output());
		assert.equal(ending.termios, pty.termiosBefore);
		const modes = [...pty.output().matchAll(/\u001b\[\?(\d+)([hl])/g)].map(([, mode = '', on]) => [mode, on] as const);
		const last = Object.fromEntries(modes);
		assert.deepEqual([last['1049'], last['2004'], last['25']], ['l', 'l', 'h']);
		if (instead !== undefined) assert.match(pty.output(), /cckm-top ended by a fault of its own; its report is/);
		await signedOut(held);
	});
}

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
