import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { CLEAN } from './clean-environment.ts';
import { buildProgram, programPath } from './program.ts';
import { waitFor } from './wait-for.ts';

/** The built program without a terminal, while it runs. */
export interface RunningProgram {
	readonly child: ChildProcessByStdio<null, Readable, Readable>;
	output(): string;
	errors(): string;
	/** Waits until all that it printed matches. */
	until(pattern: RegExp): Promise<void>;
	/** Its exit code, or the signal that ended it. */
	readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts the built program; it is gone with the test. */
export async function startProgram(t: TestContext, args: readonly string[]): Promise<RunningProgram> {
	await buildProgram();
	const child = spawn(process.execPath, [programPath, ...args], {
		env: { ...process.env, ...CLEAN },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	t.after(() => child.kill('SIGKILL'));
	let output = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', text => {
		output += text;
	});
	child.stderr.setEncoding('utf8').on('data', text => {
		errors += text;
	});
	return {
		child,
		output: () => output,
		errors: () => errors,
		until: pattern =>
			waitFor(
				() => pattern.test(output),
				() => `${output}\n${errors}`,
				60_000,
			).then(() => undefined),
		ended: new Promise(resolve => child.once('close', (code, signal) => resolve(code ?? signal))),
	};
}
