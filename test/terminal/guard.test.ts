import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bundle } from '../../scripts/bundle.ts';
import { openPty, type Pty, type PtyOptions } from '../support/pty.ts';
import { createTerminal } from '../support/terminal.ts';
import { openTmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'guard-'));
const app = join(folder, 'guarded-app.js');
const SHELL_PROMPT = 'the shell was here';

before(() => bundle({ entry: 'test/fixtures/guarded-app.tsx', folder }));
after(() => rmSync(folder, { recursive: true }));

/** Starts the app on a terminal that already shows something, and waits until it is drawn and takes keys. */
async function start(options: Partial<PtyOptions> = {}) {
	const own = mkdtempSync(join(folder, 'run-'));
	const signedOut = join(own, 'signed-out');
	const shell = ['sh', '-c', `printf '%s' '${SHELL_PROMPT}'; exec "$0" "$1"`, process.execPath, app];
	const env = { SIGNED_OUT: signedOut, CRASHES: own, ...options.env };
	const pty = await openPty({ argv: shell, ...options, env });
	try {
		await pty.waitFor(/last row/);
		await untilRaw(pty);
	} catch (error) {
		await pty[Symbol.asyncDispose]();
		throw error;
	}
	return { pty, own, signedOut: () => existsSync(signedOut) };
}

/** Waits until keys are read one by one: Ink draws its first frame before that. */
async function untilRaw(pty: Pty) {
	await waitFor(async () => (await pty.termios()) !== pty.termiosBefore, pty.output);
}

/** What a terminal shows that was sent this output, and which modes it is left in. */
async function screenAfter(output: string) {
	const terminal = createTerminal();
	terminal.stdout.write(output);
	await terminal.settle();
	const modes = new Map<string, boolean>();
	for (const [, mode = '', setting] of output.matchAll(/\u001b\[\?(\d+)([hl])/g)) modes.set(mode, setting === 'h');
	const text = terminal.text();
	terminal.dispose();
	return { text, modes };
}

const RESTORED = { '25': true, '1049': false, '2004': false, '2026': false };

const waysOut: Record<string, { readonly act: (pty: Pty) => void; readonly code: number; readonly says?: RegExp }> = {
	'the key q': { act: pty => pty.send('q'), code: 0 },
	'Ctrl-C as a key': { act: pty => pty.send('\u0003'), code: 130 },
	SIGINT: { act: pty => pty.signal('SIGINT'), code: 130 },
	SIGTERM: { act: pty => pty.signal('SIGTERM'), code: 143 },
	SIGQUIT: { act: pty => pty.signal('SIGQUIT'), code: 131 },
	'SIGHUP with the terminal still there': { act: pty => pty.signal('SIGHUP'), code: 129 },
	'an error in a key handler': { act: pty => pty.send('t'), code: 1, says: /thrown in a key handler/ },
	'a rejection nobody catches': { act: pty => pty.send('r'), code: 1, says: /rejected by nobody/ },
};

for (const [name, { act, code, says }] of Object.entries(waysOut)) {
	test(`L01 ${name} puts the terminal back as it was`, async () => {
		const { pty, own, signedOut } = await start();
		await using _ = pty;
		act(pty);
		const ending = await pty.waitForEnd();
		assert.equal(ending.code ?? 128 + (ending.signal ?? 0), code);
		assert.equal(ending.termios, pty.termiosBefore);
		const { text, modes } = await screenAfter(pty.output());
		const sentence =
			says === undefined
				? ''
				: /cckm-top ended by a fault of its own; its report is (.*)/.exec(text.replaceAll('\n', ''));
		assert.ok(text.startsWith(SHELL_PROMPT), text);
		assert.deepEqual({ ...RESTORED, ...Object.fromEntries(modes) }, RESTORED);
		assert.ok(signedOut());
		if (says === undefined) return assert.equal(text, SHELL_PROMPT);
		assert.ok(sentence, text);
		const [crash = ''] = readdirSync(own).filter(each => each.startsWith('cckm-top-crash-'));
		const report = join(own, crash, 'report.txt');
		assert.match(readFileSync(report, 'utf8'), says);
		assert.equal(statSync(report).mode & 0o777, 0o600);
	});
}

test('L01 a program that ends while it asks for a password turns the echo on again', async () => {
	const pty = await openPty({ argv: [process.execPath, app], env: { PROMPT: '', SIGNED_OUT: join(folder, 'prompt') } });
	await using _ = pty;
	await untilRaw(pty);
	pty.signal('SIGHUP');
	const { signal, termios } = await pty.waitForEnd();
	assert.deepEqual({ signal, termios }, { signal: constants.signals.SIGHUP, termios: pty.termiosBefore });
	assert.equal(pty.output(), '');
});

const losses: Record<string, Partial<PtyOptions> & { readonly id: string }> = {
	'its controlling terminal': { id: 'L02' },
	'a terminal that is not its controlling one': { id: 'L03', controlling: false },
	'its terminal under nohup': { id: 'L04', ignoreHangup: true },
};

for (const [name, { id, ...options }] of Object.entries(losses)) {
	for (const signsOut of [true, false]) {
		test(`${id} a program that loses ${name} is gone within a second, ${signsOut ? 'signed out' : 'though signing out would take longer'}`, async () => {
			const { pty, own, signedOut } = await start({ ...options, env: signsOut ? {} : { SIGNED_OUT: undefined } });
			await using _ = pty;
			const closed = performance.now();
			pty.close();
			const { code, signal } = await pty.waitForEnd();
			const took = performance.now() - closed;
			assert.deepEqual({ code, signal }, { code: null, signal: constants.signals.SIGHUP }, 'no crash, no core');
			assert.ok(took < 1000 && (signsOut || took > 400), `${took} ms`);
			assert.equal(signedOut(), signsOut);
			assert.deepEqual(
				readdirSync(own).filter(each => each.startsWith('cckm')),
				[],
				'nothing to report',
			);
		});
	}
}

test('L01 a program that cannot sign out ends two seconds after it was told to, or at the second word', async () => {
	const { pty } = await start({ env: { SIGNED_OUT: undefined } });
	await using _ = pty;
	const told = performance.now();
	pty.signal('SIGTERM');
	await pty.waitFor(/\?1049l/);
	assert.ok(performance.now() - told < 1000, 'the screen is back at once');
	assert.equal((await pty.waitForEnd()).code, 143);
	assert.ok(performance.now() - told > 1900);
	const impatient = await start({ env: { SIGNED_OUT: undefined } });
	await using __ = impatient.pty;
	const again = performance.now();
	impatient.pty.signal('SIGTERM');
	await impatient.pty.waitFor(/\?1049l/);
	impatient.pty.signal('SIGTERM');
	assert.equal((await impatient.pty.waitForEnd()).code, 143);
	assert.ok(performance.now() - again < 1500);
});

test('L02 a terminal lost while signing out does not lengthen the end', async () => {
	const { pty } = await start({ env: { SIGNED_OUT: undefined } });
	await using _ = pty;
	pty.signal('SIGTERM');
	await pty.waitFor(/\?1049l/);
	const closed = performance.now();
	pty.close();
	assert.equal((await pty.waitForEnd()).signal, constants.signals.SIGHUP);
	assert.ok(performance.now() - closed < 1000);
});

test('L16 SIGUSR1 opens no debugger', async () => {
	const { pty } = await start();
	await using _ = pty;
	pty.signal('SIGUSR1');
	pty.resize(60, 20);
	await pty.waitFor(/60x20/);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
	assert.doesNotMatch(pty.output(), /[Dd]ebugger/);
});

test('L09 Ctrl-Z leaves the screen to the shell, fg brings it back, repainted and with its keys', async () => {
	await using tmux = await openTmux({
		argv: ['bash', '--norc', '--noprofile', '-i'],
		env: { PS1: '$ ', CRASHES: folder },
	});
	await tmux.type(`SIGNED_OUT=${join(folder, 'z')} '${process.execPath}' '${app}'`);
	await tmux.keys('Enter');
	await tmux.waitFor('ready 80x24 repaints 0');
	for (const repaints of [1, 2]) {
		await tmux.keys('C-z');
		await tmux.waitFor('Stopped');
		assert.equal(await tmux.value('#{alternate_on} #{cursor_flag}'), '0 1');
		await tmux.type('clear; stty -a | grep -q -- "-icanon\\|-echo " || echo coo""ked');
		await tmux.keys('Enter');
		await tmux.waitFor('cooked');
		await tmux.resize(70 + repaints, 20);
		await tmux.type('fg; echo "ended $?"');
		await tmux.keys('Enter');
		const shown = await tmux.waitFor(`ready ${70 + repaints}x20 repaints ${repaints}`);
		assert.match(shown, /last row\n$/);
		assert.equal(await tmux.value('#{alternate_on} #{cursor_flag}'), '1 0');
	}
	await tmux.keys('q');
	await tmux.waitFor('ended 0');
});

test('L09 L10 a program that was stopped and continued from outside has its keys and its screen again', async () => {
	const { pty } = await start();
	await using _ = pty;
	const raw = await pty.termios();
	pty.signal('SIGSTOP');
	pty.signal('SIGCONT');
	await pty.waitFor(/repaints 1/);
	assert.equal(await pty.termios(), raw);
	// No shell watches over this job, so that nothing may stop it: it comes straight back.
	pty.signal('SIGTSTP');
	await pty.waitFor(/repaints 2/);
	pty.send('q');
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
});
