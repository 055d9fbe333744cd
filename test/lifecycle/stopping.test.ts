import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { effort } from '../hostile/effort.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { serve, type TestServer } from '../support/server.ts';
import { tally } from '../support/tally.ts';
import { openTmux, type Tmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';
import { hasEnded, live, PHASES } from './rig.ts';

const PATHS = `'${process.execPath}' '${programPath}'`;

/** A shell with job control, in which words were written before the monitor was started with these flags. */
async function openShell(t: TestContext, server: TestServer, flags: readonly string[]): Promise<Tmux> {
	await buildProgram();
	const variables = Object.entries({ ...CLEAN, XDG_STATE_HOME: server.folder, TMPDIR: server.folder });
	const env = Object.fromEntries(variables.filter((entry): entry is [string, string] => entry[1] !== undefined));
	const tmux = await openTmux({
		argv: ['bash', '--norc', '--noprofile', '-i'],
		columns: 100,
		env: { ...env, PS1: '$ ', LC_ALL: 'C.UTF-8', MODES: '' },
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	await enter(tmux, 'clear; MODES=$(stty -g); echo be""fore');
	await tmux.waitFor(/^before$/m);
	await enter(tmux, `${PATHS} ${flags.join(' ')}`);
	return tmux;
}

async function enter(tmux: Tmux, line: string): Promise<void> {
	await tmux.type(line);
	await tmux.keys('Enter');
}

/** The monitor behind a shell: the only thing that it started and that still runs. */
async function childOf(tmux: Tmux): Promise<number> {
	const shell = await tmux.value('#{pane_pid}');
	return Number(readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim());
}

/** Checks that the shell has all of its terminal: main screen, cursor, modes, and its own words on it. */
async function assertShellsOwn(tmux: Tmux): Promise<void> {
	await enter(tmux, '[ "$(stty -g)" = "$MODES" ] && echo as""was');
	const shown = await tmux.waitFor(/^aswas$/m);
	assert.match(shown, /^before$/m);
	assert.equal(await tmux.value('#{alternate_on} #{cursor_flag} #{mouse_any_flag}'), '0 1 0');
}

test('L09 Ctrl-Z gives the shell its terminal, fg brings the monitor back with its jobs and its keys, and it polls once', async t => {
	const server = await serve(t);
	const tmux = await openShell(t, server, ['--interval', '10m', ...server.flags]);
	await tmux.waitFor('LIVE');
	for (let round = 1; round <= effort(1, 5); round++) {
		await tmux.keys('C-z');
		await tmux.waitFor('Stopped');
		await assertShellsOwn(tmux);
		await tmux.resize(100 + round, 24);
		await enter(tmux, 'clear; echo be""fore; fg');
		await tmux.waitFor(/8d5ccc9f[\s\S]*quit/);
		assert.equal(await tmux.value('#{alternate_on} #{cursor_flag}'), '1 0');
		await waitFor(
			() => server.count('jobs') === 1 + round,
			() => `${server.count('jobs')} polls`,
		);
		await tmux.type('/zebra');
		await tmux.waitFor('zebra');
		await tmux.keys('Escape');
		await tmux.waitFor('8d5ccc9f');
	}
	assert.equal(server.count('jobs'), 1 + effort(1, 5));
	await tmux.keys('q');
	await assertShellsOwn(tmux);
	tally(t, 'ways out', 1);
});

test('L01 what is typed while it signs out is read by the shell', async t => {
	const server = await serve(t, { fault: ({ purpose }) => (purpose === 'revoke' ? { kind: 'silence' } : null) });
	const tmux = await openShell(t, server, server.flags);
	await tmux.waitFor('LIVE');
	await tmux.keys('q');
	await tmux.waitFor(/^before$/m);
	assert.match(await tmux.value('#{pane_current_command}'), /node|Main/, 'it signs out still');
	await assertShellsOwn(tmux);
});

for (const [name, end] of [
	['SIGTERM', 'kill %1'],
	['SIGHUP', 'kill -HUP %1'],
	['kill -9', 'kill -9 %1'],
	['the end of its shell', 'exec true'],
] as const) {
	test(`L01 L09 ${name} ends a monitor that was stopped, and nothing is written over the shell`, async t => {
		const server = await serve(t);
		const tmux = await openShell(t, server, server.flags);
		await tmux.waitFor('LIVE');
		const pid = await childOf(tmux);
		await tmux.keys('C-z');
		await tmux.waitFor('Stopped');
		await enter(tmux, end);
		await waitFor(
			() => hasEnded(pid),
			() => 'it is still there',
		);
		if (end !== 'exec true') await assertShellsOwn(tmux);
		if (name !== 'kill -9') {
			await waitFor(
				() => server.count('revoke') === 1,
				() => 'not signed out',
			);
		}
		tally(t, 'ways out', 1);
		tally(t, 'orphans', hasEnded(pid) ? 0 : 1);
	});
}

test('L09 C04 Ctrl-Z at the password prompt: the shell echoes, and after fg the prompt does not', async t => {
	const server = await serve(t);
	const tmux = await openShell(t, server, server.flags.slice(0, 6));
	await tmux.waitFor(/^Password of demo:$/m);
	await tmux.type('wro');
	await tmux.keys('C-z');
	await tmux.waitFor('Stopped');
	await assertShellsOwn(tmux);
	await enter(tmux, 'clear; echo ag""ain; fg');
	await tmux.waitFor(/^again$[\s\S]*^Password of demo:$/m);
	await tmux.keys('C-u');
	await enter(tmux, server.simulator.password);
	await tmux.waitFor('LIVE');
	await tmux.keys('q');
	await waitFor(
		async () => !(await tmux.history()).includes('LIVE'),
		() => 'still drawn',
	);
	assert.ok(!(await tmux.history()).includes(server.simulator.password.slice(0, 6)));
});

test('L01 L09 SIGTERM ends a monitor that was stopped at its password prompt', async t => {
	const server = await serve(t);
	const tmux = await openShell(t, server, server.flags.slice(0, 6));
	await tmux.waitFor(/^Password of demo:$/m);
	const pid = await childOf(tmux);
	await tmux.keys('C-z');
	await tmux.waitFor('Stopped');
	await enter(tmux, 'kill %1');
	await waitFor(
		() => hasEnded(pid),
		() => 'it is still there',
	);
	await assertShellsOwn(tmux);
	tally(t, 'ways out', 1);
});

for (const phase of ['at the password prompt', 'at the question whom to trust', 'with jobs on the screen'] as const) {
	test(`L10 kill -STOP, modes changed by a shell, kill -CONT ${phase}: keys are read one by one again, and not shown`, async t => {
		const { pty, server } = await PHASES[phase](t);
		const raw = await pty.termios();
		for (let round = 1; round <= effort(1, 5); round++) {
			const [polls, drawn] = [server.count('jobs'), pty.output().length];
			pty.signal('SIGSTOP');
			await waitFor(
				() => /^State:\s+T/m.test(readFileSync(`/proc/${pty.pid}/status`, 'utf8')),
				() => 'it runs on',
			);
			pty.resetTermios();
			assert.equal(await pty.termios(), pty.termiosBefore);
			pty.signal('SIGCONT');
			await waitFor(async () => (await pty.termios()) === raw, pty.output);
			const again =
				phase === 'with jobs on the screen' ? /\u001b\[\?1049h[\s\S]*quit/ : /(?:Password of demo|\[no\]): $/;
			await waitFor(() => again.test(pty.output().slice(drawn)), pty.output);
			if (phase === 'with jobs on the screen') {
				await waitFor(
					() => server.count('jobs') === polls + 1,
					() => `${server.count('jobs') - polls} polls`,
				);
			}
		}
		pty.send('\u0003');
		const { termios } = await pty.waitForEnd();
		assert.equal(termios, pty.termiosBefore);
		tally(t, 'ways out', 1);
	});
}

test('L10 a program that is continued without having been stopped is not disturbed', async t => {
	const { pty } = await live(t);
	const raw = await pty.termios();
	pty.signal('SIGCONT');
	pty.send('/tapir');
	await pty.waitFor(/tapir/);
	assert.equal(await pty.termios(), raw);
	pty.send('\u0003');
	assert.equal((await pty.waitForEnd()).code, 0);
});
