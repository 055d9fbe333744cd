import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Environment } from '../command-line/option-values.ts';

/**
 * Runs this program once more without `NODE_DEBUG` and gives the exit code of that: with it Node prints what goes over the
 * wire, tokens included, and has decided so before anything here could stop it.
 */
export function runWithoutNodeDebug(environment: Environment): Promise<number> {
	// Node would also print what the other process is started with, passwords from the environment included.
	process.stderr.write = () => true;
	// A single executable stands in the place of its script too, and is not told of it again.
	const isExecutable = process.getBuiltinModule?.('node:sea')?.isSea() === true;
	const ours = process.argv.slice(isExecutable ? 2 : 1);
	const child = spawn(process.execPath, [...process.execArgv, ...ours], {
		stdio: 'inherit',
		env: { ...environment, NODE_DEBUG: undefined },
	});
	// What the terminal sends reaches the other process by itself.
	for (const name of ['SIGINT', 'SIGQUIT'] as const) process.on(name, () => undefined);
	for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => void child.kill(name));
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
	});
}
