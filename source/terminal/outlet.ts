import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { WriteStream } from 'node:tty';

/** A way to a terminal that never makes the program wait, however long the terminal takes nothing. */
export interface Outlet {
	/** Whether the terminal has taken all that was sent. Only then may more be sent. */
	isFree(): boolean;
	send(bytes: string): void;
	/**
	 * Sends these bytes before it returns, giving up what the terminal has not taken yet. One that takes nothing for a
	 * second is given up itself: no write to it waits any longer then, so that the program can end.
	 */
	sendAtOnce(bytes: string): void;
	close(): void;
}

/** How often a terminal that took nothing is asked again, in milliseconds. */
const RETRY = 50;
/** How long the way out waits for a terminal that takes nothing, and how often it is asked then, in milliseconds. */
const PATIENCE = 1000;
const PAUSE = 10;

/** The streams that lead to a terminal: the one for what is drawn, and the one for what else is told. */
export interface TerminalStreams {
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
}

/** Opens a way to a terminal; `onFree` is told when it has taken what it did not take at once. */
export function openOutlet(streams: TerminalStreams, onFree: () => void): Outlet {
	const file = openAgain(streams.stdout);
	return file === null ? throughStream(streams.stdout, onFree) : throughFile(file, streams, onFree);
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

function throughFile(file: number, { stdout, stderr }: TerminalStreams, onFree: () => void): Outlet {
	let rest = Buffer.alloc(0);
	let isGivenUp = false;
	let retry: NodeJS.Timeout | undefined;

	/** Writes as much of the rest as the terminal takes, and says whether that was all. */
	const writeRest = (): boolean => {
		try {
			while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false;
			// Whatever it is, the stream meets it too, and tells who listens.
			stdout.write(rest);
			rest = Buffer.alloc(0);
		}
		return true;
	};

	const tryLater = () => {
		retry ??= setTimeout(() => {
			retry = undefined;
			if (writeRest()) onFree();
			else tryLater();
		}, RETRY).unref();
	};

	return {
		isFree: () => rest.length === 0,
		send(bytes) {
			rest = Buffer.from(bytes);
			if (!writeRest()) tryLater();
		},
		sendAtOnce(bytes) {
			rest = Buffer.from(bytes);
			let deadline = Number.POSITIVE_INFINITY;
			while (!writeRest()) {
				deadline = Math.min(deadline, performance.now() + PATIENCE);
				if (isGivenUp || performance.now() > deadline) {
					isGivenUp = true;
					stopWaiting(stdout);
					stopWaiting(stderr);
					stdout.write(rest);
					rest = Buffer.alloc(0);
				} else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
			}
		},
		close() {
			clearTimeout(retry);
			closeSync(file);
		},
	};
}

/** Lets a stream queue what its terminal does not take. Where ours could be opened, its mode is not shared either. */
function stopWaiting(terminal: NodeJS.WriteStream): void {
	if (!(terminal instanceof WriteStream)) return;
	const { _handle: handle } = terminal as { readonly _handle?: { setBlocking?(isBlocking: boolean): void } };
	handle?.setBlocking?.(false);
}

function throughStream(terminal: NodeJS.WriteStream, onFree: () => void): Outlet {
	return {
		isFree: () => terminal.writableLength === 0,
		send: bytes => void terminal.write(bytes, onFree),
		sendAtOnce: bytes => void terminal.write(bytes),
		close() {},
	};
}
