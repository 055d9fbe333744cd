import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** The parts of a process that its end by SIGHUP takes. */
export type HangingProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'removeAllListeners'>;

/** Ends this process as one that nobody told what to do when its terminal goes: by SIGHUP, at once. */
export function endByHangup(process: HangingProcess): void {
	process.removeAllListeners('SIGHUP');
	for (const signal of ['SIGHUP', 'SIGKILL'] as const) {
		try {
			process.kill(process.pid, signal);
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
		if (isAnyGone) endByHangup(process);
	});
}
