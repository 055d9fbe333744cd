import { constants } from 'node:os';

/** What a signal did to a command that has no screen. */
export interface Interruption {
	/** Aborts with the first signal. */
	readonly signal: AbortSignal;
	/** The exit code that tells of it: 128 and the signal's number; null while there was none. */
	code(): number | null;
	/** Ends with the first signal. */
	readonly happened: Promise<void>;
}

/** Turns the signals that end a program into an abort, so that it can sign out first; a second one ends it at once. */
export function interruptible(): Interruption {
	const controller = new AbortController();
	let code: number | null = null;
	const happened = new Promise<void>(resolve => {
		for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
			process.on(name, () => {
				if (code !== null) process.exit(code);
				code = 128 + constants.signals[name];
				controller.abort();
				resolve();
			});
		}
	});
	return { signal: controller.signal, code: () => code, happened };
}
