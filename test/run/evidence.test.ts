import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { SAMPLE, serve } from '../support/server.ts';
import { createTerminal } from '../support/terminal.ts';
import { openTmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';

const [{ id }] = SAMPLE as readonly [{ readonly id: string }];

/** A folder for what is remembered, gone with the test. */
function stateHome(t: TestContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** The built monitor on a terminal of a kind, outside tmux. */
async function onTerminal(t: TestContext, TERM: string, home: string) {
	await buildProgram();
	const server = await serve(t);
	const env = { ...CLEAN, LC_ALL: 'C.UTF-8', TERM, TMUX: undefined, STY: undefined, XDG_STATE_HOME: home };
	const pty = await openPty({ argv: [process.execPath, programPath, ...server.flags], columns: 160, rows: 30, env });
	t.after(() => pty[Symbol.asyncDispose]());
	const terminal = createTerminal({ columns: 160, rows: 30 });
	t.after(terminal.dispose);
	let drawn = 0;
	/** What the terminal shows of all that was written by now, but for a letter that came in part. */
	const see = async () => {
		const written = pty.output().replace(/\ufffd+$/, '');
		terminal.stdout.write(written.slice(drawn));
		drawn = written.length;
		await terminal.settle();
		return terminal.text();
	};
	const waitForText = (wanted: RegExp) =>
		waitFor(
			async () => wanted.exec(await see()) ?? undefined,
			() => terminal.text(),
		);
	await waitForText(/LIVE/);
	return { pty, terminal, waitForText, server };
}

test('in tmux a copied text is its paste buffer', async t => {
	await buildProgram();
	const server = await serve(t);
	const tmux = await openTmux({
		argv: [process.execPath, programPath, ...server.flags],
		columns: 120,
		rows: 40,
		env: { LC_ALL: 'C.UTF-8', XDG_STATE_HOME: stateHome(t) },
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	await tmux.waitFor('LIVE');
	await tmux.keys('y');
	await tmux.waitFor(`copied ${id}: to tmux' paste buffer and the clipboard`);
	assert.equal(await tmux.pasteBuffer(), id);
	await tmux.keys('Y');
	await tmux.waitFor('copied evidence of 1 row');
	const block = await tmux.pasteBuffer();
	assert.match(
		block,
		new RegExp(`^evidence {6}.* by cckm-top \\d[\\s\\S]*^job {11}${id}$[\\s\\S]*^  error {7}Error listing`, 'm'),
	);
	assert.ok(!block.includes(readFileSync(server.passwordFile, 'utf8').trim()));
});

test('outside tmux the terminal is offered the text, whole and between two frames', async t => {
	const { pty, terminal, waitForText } = await onTerminal(t, 'xterm-256color', stateHome(t));
	pty.send('y');
	await waitForText(new RegExp(`copied ${id}: offered to the terminal's clipboard \\(OSC 52\\)`));
	assert.deepEqual(terminal.clipboard, [id]);
	pty.send('jY');
	await waitForText(/copied evidence of 1 row: offered/);
	assert.equal(terminal.clipboard.length, 2);
	assert.match(terminal.clipboard[1] ?? '', /^evidence {6}/);
});

test('where no clipboard is known a copied text is a file for its owner alone, and the last line names it', async t => {
	const { pty, terminal, waitForText, server } = await onTerminal(t, 'linux', stateHome(t));
	pty.send('y');
	const [, path = ''] = await waitForText(/no clipboard takes it here, saved (\S+\.txt)/);
	assert.equal(readFileSync(path, 'utf8'), id);
	pty.send('\u0013');
	const [, screen = ''] = await waitForText(/saved (\S+\/screen-\S+\.txt)/);
	assert.match(readFileSync(screen, 'utf8'), /LIVE[\s\S]*completed[\s\S]*copied/);
	pty.send('S');
	const [, data = ''] = await waitForText(/saved (\S+\/data-\S+\.json)/);
	assert.deepEqual(JSON.parse(readFileSync(data, 'utf8')).rows, SAMPLE);
	assert.deepEqual(terminal.clipboard, []);
	const password = readFileSync(server.passwordFile, 'utf8').trim();
	for (const file of [path, screen, data]) {
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.ok(!readFileSync(file, 'utf8').includes(password));
	}
});

test('what cannot be saved is said, and the monitor goes on', async t => {
	const file = join(stateHome(t), 'file');
	writeFileSync(file, '');
	const { pty, waitForText } = await onTerminal(t, 'linux', file);
	pty.send('y');
	await waitForText(/cannot be written \(\w+\)\. Check the permissions and the disk\./);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
});
