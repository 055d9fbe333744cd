import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { WriteStream } from 'node:tty';

/** A way to a terminal that never makes the program wait, however long the terminal takes nothing. */
export interface Outlet {
	/** Whether the terminal has taken all that was sent. Only then may more be sent. */
	isFree(): boolean;
	send(bytes: string): void;
	/** Forgets what the terminal has not taken yet. */
	drop(): void;
	close(): void;
}

/** How often a terminal that took nothing is asked again, in milliseconds. */
const RETRY = 50;

/** Opens a way to a terminal; `onFree` is told when it has taken what it did not take at once. */
export function openOutlet(terminal: NodeJS.WriteStream, onFree: () => void): Outlet {
	const file = openAgain(terminal);
	return file === null ? throughStream(terminal, onFree) : throughFile(file, terminal, onFree);
}

/**
 * Node waits in each write to a terminal, and stdout may be shared with the shell, so that its mode is not ours to change.
 * Opened once more, the same terminal has a mode of its own. Null where that cannot be.
 */
function openAgain(terminal: NodeJS.WriteStream): number | null {
	if (!(terminal instanceof WriteStream)) return null;
	try {
		const { fd } = terminal as unknown as { readonly fd: number };
		return openSync(`/dev/fd/${fd}`, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
	} catch {
		return null;
	}
}

function throughFile(file: number, terminal: NodeJS.WriteStream, onFree: () => void): Outlet {
	let rest = Buffer.alloc(0);
	let retry: NodeJS.Timeout | undefined;

	const flush = () => {
		try {
			while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
				retry = setTimeout(() => {
					flush();
					if (rest.length === 0) onFree();
				}, RETRY).unref();
				return;
			}
			// Whatever it is, the stream meets it too, and tells who listens.
			terminal.write(rest);
			rest = Buffer.alloc(0);
		}
	};

	const drop = () => {
		clearTimeout(retry);
		rest = Buffer.alloc(0);
	};
	return {
		isFree: () => rest.length === 0,
		send(bytes) {
			rest = Buffer.from(bytes);
			flush();
		},
		drop,
		close() {
			drop();
			closeSync(file);
		},
	};
}

function throughStream(terminal: NodeJS.WriteStream, onFree: () => void): Outlet {
	return {
		isFree: () => terminal.writableLength === 0,
		send: bytes => void terminal.write(bytes, onFree),
		drop() {},
		close() {},
	};
}
