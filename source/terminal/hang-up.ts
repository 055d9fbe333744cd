import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** The parts of a process that its end by SIGHUP takes. */
export type HangingProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'removeAllListeners'>;

/** Ends this process as a signal does that nobody minds: at once, and without a touch to the terminal. */
export function endBySignal(process: HangingProcess, signal: NodeJS.Signals): void {
	process.removeAllListeners(signal);
	for (const name of [signal, 'SIGKILL'] as const) {
		try {
			process.kill(process.pid, name);
		} catch {
			// The other one is left.
		}
	}
}

/** The device behind a file descriptor; null where it was closed. */
function deviceOf(file: number): number | null {
	try {
		return fstatSync(file).rdev;
	} catch {
		return null;
	}
}

/**
 * Sees to it that a process whose terminal went away ends by SIGHUP, whatever it was about to end with. Node 20 wants to put
 * back the modes of its terminals at the end, crashes where there are none any more, and leaves an image of its memory,
 * secrets included.
 */
export function endWithTerminal(process: HangingProcess): void {
	const terminals = [0, 1, 2].filter(file => isatty(file)).map(file => ({ file, device: deviceOf(file) }));
	process.on('exit', () => {
		const isAnyGone = terminals.some(({ file, device }) => !isatty(file) && deviceOf(file) === device);
		if (isAnyGone) endBySignal(process, 'SIGHUP');
	});
}
