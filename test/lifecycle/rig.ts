import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { holdInk } from '../support/held-ink.ts';
import { buildProgram, programPath } from '../support/program.ts';
import { type Ending, openPty, type Pty, type PtyOptions } from '../support/pty.ts';
import { serve, type TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

/** The built monitor, on a terminal of its own, with something about to happen to it. */
export interface Standing {
	readonly pty: Pty;
	readonly server: TestServer;
	/** Lets Ink be loaded, in the phase in which it is not. */
	letInk(): void;
}

/** What a phase is opened with beside its own. */
export interface OpenOptions extends Partial<PtyOptions> {
	/** Code that the program runs at SIGUSR2. */
	readonly plant?: string;
}

/** How far the monitor has come. */
export type Phase = (t: TestContext, options?: OpenOptions) => Promise<Standing>;

const nothing = () => undefined;

async function open(
	t: TestContext,
	server: TestServer,
	args: readonly string[],
	{ plant = '', env = {}, argv, ...options }: OpenOptions = {},
): Promise<Pty> {
	const code = `process.on('SIGUSR2',()=>{${plant}})`;
	const pty = await openPty({
		columns: 100,
		rows: 30,
		...options,
		argv: [...(argv ?? [process.execPath, programPath]), ...args],
		env: {
			...CLEAN,
			LC_ALL: 'C.UTF-8',
			XDG_STATE_HOME: server.folder,
			TMPDIR: server.folder,
			...(plant === '' ? {} : { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` }),
			...env,
		},
	});
	t.after(() => pty[Symbol.asyncDispose]());
	return pty;
}

/** The end of these flags is the file with the password; before it comes the user, and before that whom to trust. */
const withoutPassword = ({ flags }: TestServer) => flags.slice(0, 6);
const withoutTrust = ({ flags }: TestServer) => flags.filter((_, index) => index !== 2 && index !== 3);

async function atPrompt(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	await buildProgram();
	const server = await serve(t);
	const pty = await open(t, server, withoutPassword(server), options);
	await pty.waitFor(/Password of demo: $/);
	await waitFor(async () => (await pty.termios()) !== pty.termiosBefore, pty.output);
	return { pty, server, letInk: nothing };
}

async function atQuestion(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	await buildProgram();
	const server = await serve(t);
	const pty = await open(t, server, withoutTrust(server), options);
	await pty.waitFor(/yes or \[no\]: $/);
	return { pty, server, letInk: nothing };
}

async function beforeInk(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	const { program, letInk } = await holdInk(t);
	const server = await serve(t);
	const pty = await open(t, server, server.flags, {
		...options,
		argv: [...(options.argv?.slice(0, -1) ?? [process.execPath]), program],
	});
	// Who ends it in the middle of its sign-in has nothing to sign out.
	await pty.waitFor(/8d5ccc9f/);
	return { pty, server, letInk };
}

async function connecting(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	await buildProgram();
	const server = await serve(t, { fault: ({ purpose }) => (purpose === 'sign-in' ? { kind: 'silence' } : null) });
	const pty = await open(t, server, server.flags, options);
	await pty.waitFor(/CONNECTING/);
	await filter(pty);
	pty.send('\r');
	return { pty, server, letInk: nothing };
}

async function typing(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	await buildProgram();
	const server = await serve(t);
	const pty = await open(t, server, ['--interval', '10m', ...server.flags], options);
	await pty.waitFor(/LIVE/);
	await filter(pty);
	return { pty, server, letInk: nothing };
}

/** The monitor with its jobs, whose keys are read. */
export async function live(t: TestContext, options: OpenOptions = {}): Promise<Standing> {
	const standing = await typing(t, options);
	standing.pty.send('\r');
	return standing;
}

/** Types a filter, whose letters only Ink can have read. */
async function filter(pty: Pty): Promise<void> {
	pty.send('/zebra');
	await pty.waitFor(/zebra/);
}

/** From the first byte to the last, in order. */
export const PHASES = {
	'at the password prompt': atPrompt,
	'at the question whom to trust': atQuestion,
	'before Ink is there': beforeInk,
	'while it connects': connecting,
	'with jobs on the screen': live,
	'while a filter is typed': typing,
} as const satisfies Record<string, Phase>;

/** How a shell sees that a program ended. */
export function shellCode({ code, signal }: Ending): number {
	return code ?? 128 + (signal ?? 0);
}

/** How long a process has kept a processor busy so far, in seconds. */
export function cpuOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const [user, system] = stat
		.slice(stat.lastIndexOf(')') + 2)
		.split(' ')
		.slice(11, 13);
	return (Number(user) + Number(system)) / 100;
}

/** Whether a process is gone, or dead and only waits for somebody to ask how it ended. */
export function hasEnded(pid: number): boolean {
	try {
		return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return true;
	}
}

/** Checks that what was signed in was signed out. */
export async function assertSignedOut({ server }: Standing): Promise<void> {
	await waitFor(
		() => server.count('revoke') === server.count('sign-in'),
		() => 'not signed out',
	);
	assert.ok(server.count('sign-in') <= 1);
}
