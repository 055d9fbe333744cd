import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { type TestContext, test } from 'node:test';
import { effort, IS_LONG } from '../hostile/effort.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { assertScreenLeft } from '../support/left-screen.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { type Ending, openPty } from '../support/pty.ts';
import { serve } from '../support/server.ts';
import { tally } from '../support/tally.ts';
import { openTmux, type Tmux } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';
import { cpuOf, hasEnded, live, type OpenOptions, PHASES, type Standing } from './rig.ts';

/** The most that a program may do between the loss of its terminal and its end, in seconds of a processor. */
const LAST_WORK = 1;

/** Ends of a process that crashed, and leave an image of its memory where the system is set up to. */
const CRASHES: readonly (number | null)[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGQUIT'].map(
	name => constants.signals[name as NodeJS.Signals],
);

/** Waits for the end and checks that there was no fuss about it. Its time is told, not judged: others load the machine. */
async function assertGone(t: TestContext, { pty }: Standing, cpuBefore: number): Promise<Ending> {
	const lost = performance.now();
	const ending = await pty.waitForEnd();
	t.diagnostic(`gone after ${Math.round(performance.now() - lost)} ms`);
	assert.ok(!CRASHES.includes(ending.signal), `it crashed by signal ${ending.signal}`);
	assert.notEqual(ending.code, 0);
	assert.ok(ending.cpu - cpuBefore < LAST_WORK, `${ending.cpu - cpuBefore} s of work`);
	tally(t, 'ways out', 1);
	tally(t, 'orphans', hasEnded(pty.pid) ? 0 : 1);
	return ending;
}

const LOSSES: Readonly<Record<string, OpenOptions>> = {
	'L02 its controlling terminal': {},
	'L03 a terminal that is not its controlling one': { controlling: false },
	'L04 its terminal under nohup': { ignoreHangup: true },
};

for (const [name, options] of Object.entries(LOSSES)) {
	for (const [phase, open] of Object.entries(PHASES)) {
		if (phase === 'while a filter is typed' && !IS_LONG) continue;
		test(`${name.replace(' ', ' losing ')} ${phase} ends the program, and it writes nothing more`, async t => {
			for (let round = effort(1, 5); round > 0; round--) {
				const standing = await open(t, options);
				const files = readdirSync(standing.server.folder);
				const before = cpuOf(standing.pty.pid);
				standing.pty.close();
				standing.letInk();
				const { signal } = await assertGone(t, standing, before);
				assert.equal(signal, constants.signals.SIGHUP);
				assert.deepEqual(readdirSync(standing.server.folder), files, 'nothing to report');
			}
		});
	}
}

test('L02 L03 a command without a screen that loses its terminal while it waits for the server ends as quietly', async t => {
	await buildProgram();
	for (const controlling of [true, false]) {
		const server = await serve(t, {
			fault: ({ purpose }) => (purpose === 'sign-in' ? { kind: 'delay', milliseconds: 300 } : null),
		});
		const pty = await openPty({
			argv: [process.execPath, programPath, 'list', ...server.flags],
			controlling,
			env: CLEAN,
		});
		t.after(() => pty[Symbol.asyncDispose]());
		await waitFor(
			() => server.count('sign-in') === 1,
			() => 'nobody signs in',
		);
		pty.close();
		const { signal } = await pty.waitForEnd();
		assert.equal(signal, constants.signals.SIGHUP);
	}
});

test('L02 a stopped program that loses its terminal is gone all the same', async t => {
	const standing = await live(t);
	const { pty } = standing;
	pty.signal('SIGSTOP');
	await waitFor(
		() => /^State:\s+T/m.test(readFileSync(`/proc/${pty.pid}/status`, 'utf8')),
		() => 'it runs on',
	);
	const before = cpuOf(pty.pid);
	pty.close();
	await assertGone(t, standing, before);
});

test('L07 losing only the terminal that keys come from ends the program, and the other is put back as it was', async t => {
	const standing = await live(t, { keysElsewhere: true });
	const { pty } = standing;
	const before = cpuOf(pty.pid);
	pty.closeKeys();
	const { signal } = await assertGone(t, standing, before);
	assert.equal(signal, constants.signals.SIGHUP);
	assertScreenLeft(pty);
});

const TMUX_ENDS: Readonly<Record<string, (tmux: Tmux, server: number) => Promise<void> | void>> = {
	'the pane is closed': tmux => tmux.killPane(),
	'tmux is ended': tmux => tmux[Symbol.asyncDispose](),
	'tmux is killed outright': (_, server) => void process.kill(server, 'SIGKILL'),
};

for (const [name, act] of Object.entries(TMUX_ENDS)) {
	for (const shell of [false, true]) {
		test(`L05 nothing is left when ${name}${shell ? ', nor of what a shell started' : ''}`, async t => {
			await buildProgram();
			const tmux = await openTmux({
				argv: shell ? ['bash', '--norc', '--noprofile', '-i'] : [process.execPath, programPath, '--demo'],
				env: { LC_ALL: 'C.UTF-8' },
			});
			t.after(() => tmux[Symbol.asyncDispose]());
			if (shell) {
				await tmux.type(`'${process.execPath}' '${programPath}' --demo`);
				await tmux.keys('Enter');
			}
			await tmux.waitFor('LIVE');
			const first = Number(await tmux.value('#{pane_pid}'));
			const server = Number(await tmux.value('#{pid}'));
			const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ').filter(Boolean);
			const pids = [first, ...children.map(Number)];
			assert.equal(pids.length, shell ? 2 : 1);
			const lost = performance.now();
			await act(tmux, server);
			await waitFor(
				() => pids.every(hasEnded),
				() => `left of ${pids}: ${pids.filter(pid => !hasEnded(pid))}`,
			);
			t.diagnostic(`gone after ${Math.round(performance.now() - lost)} ms`);
			tally(t, 'ways out', 1);
			tally(t, 'orphans', pids.filter(pid => !hasEnded(pid)).length);
		});
	}
}
