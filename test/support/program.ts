import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/bundle.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The built program's file. */
export const programPath = join(root, 'dist/cli.js');

/** What to start the built program with. */
export interface ProgramOptions {
	readonly args?: readonly string[];
	/** Laid over the environment of the test; `undefined` removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** What it reads; nothing where left out. */
	readonly input?: string;
	/** Stops reading what it prints before it prints anything. */
	readonly closeStdout?: boolean;
	/** Aborts it with SIGTERM. */
	readonly signal?: AbortSignal;
}

/** All that a run of the program left behind. */
export interface ProgramResult {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

let built: Promise<unknown> | undefined;

/** Builds the program unless `dist` is younger than everything it is made of. */
export function buildProgram(): Promise<unknown> {
	built ??= isFresh() ? Promise.resolve() : bundle({ entry: join(root, 'source/cli.ts'), folder: join(root, 'dist') });
	return built;
}

function isFresh(): boolean {
	const age = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
	const made = age(programPath);
	const sources = ['source', 'scripts'].flatMap(folder =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(path => join(root, folder, path)),
	);
	return made !== undefined && [...sources, join(root, 'package-lock.json')].every(path => (age(path) ?? 0) <= made);
}

/** Runs the built program without a terminal, by the Node that runs the tests, until it ends. */
export async function runProgram({
	args = [],
	env = {},
	input = '',
	closeStdout = false,
	signal,
}: ProgramOptions): Promise<ProgramResult> {
	await buildProgram();
	const child = spawn(process.execPath, [programPath, ...args], {
		env: { ...process.env, CCKM_TOP_JOURNAL: 'off', ...env },
		...(signal === undefined ? {} : { signal }),
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', text => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', text => {
		stderr += text;
	});
	if (closeStdout) child.stdout.destroy();
	// A program that does not read its input may be gone before it is written.
	child.stdin.on('error', () => {}).end(input);
	child.on('error', () => {});
	return new Promise(resolve => child.once('close', (code, by) => resolve({ code, signal: by, stdout, stderr })));
}
