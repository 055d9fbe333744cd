import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

/** What to run, and on which kind of terminal. */
export interface PtyOptions {
	readonly argv: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	/** Laid over the environment of the test; `undefined` removes a variable. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Whether the terminal is the program's controlling one: only then does its end send SIGHUP. */
	readonly controlling?: boolean;
	/** Whether the program starts with SIGHUP ignored, as under nohup. */
	readonly ignoreHangup?: boolean;
	/** Whether keys come from a second terminal, which can go away alone. */
	readonly keysElsewhere?: boolean;
	/** How slowly the program's output is read; as fast as it comes where left out. */
	readonly bytesPerSecond?: number;
	/** Is handed what the program writes, as it comes. */
	readonly onOutput?: (bytes: Buffer) => void;
}

/** How a program ended: by a code or by a signal's number. */
export interface Ending {
	readonly code: number | null;
	readonly signal: number | null;
	/** The terminal's modes then; null where it was closed before. */
	readonly termios: string | null;
	/** How long it has kept a processor busy in all its life, in seconds. */
	readonly cpu: number;
}

/** A program on a pseudo-terminal. */
export interface Pty {
	readonly pid: number;
	/** The terminal's modes before the program touched them. */
	readonly termiosBefore: string;
	/** All that the program has written. */
	output(): string;
	/** Waits until the output matches. */
	waitFor(pattern: RegExp): Promise<void>;
	/** Waits until the program has ended. */
	waitForEnd(): Promise<Ending>;
	send(keys: string): void;
	resize(columns: number, rows: number): void;
	signal(name: NodeJS.Signals): void;
	/** The modes now of the terminal that keys come from. */
	termios(): Promise<string>;
	/** Sets the modes of before, as a shell does that takes its terminal back. */
	resetTermios(): void;
	/** Leaves what the program writes where it is, as a connection does that went dead, until it is read again. */
	stopReading(): void;
	readAgain(): void;
	/** The terminal goes away, as when its window is closed or the connection breaks. */
	close(): void;
	/** The second terminal goes away, the one that keys come from. */
	closeKeys(): void;
	/** Ends the program if it still runs. */
	[Symbol.asyncDispose](): Promise<void>;
}

type Event =
	| { readonly event: 'started'; readonly pid: number; readonly termios: string }
	| { readonly event: 'output'; readonly data: string }
	| { readonly event: 'termios'; readonly termios: string }
	| ({ readonly event: 'exit' } & Ending);

const driver = fileURLToPath(new URL('pty.py', import.meta.url));

/** Starts a program on a pseudo-terminal of its own; to be disposed of. */
export async function openPty(options: PtyOptions): Promise<Pty> {
	const { argv, columns = 80, rows = 24, controlling = true, ignoreHangup = false, keysElsewhere = false } = options;
	const { bytesPerSecond = null } = options;
	const env = { ...process.env, CI: undefined, TERM: 'xterm-256color', CCKM_TOP_JOURNAL: 'off', ...options.env };
	const modesOfRun = { controlling, ignoreHangup, keysElsewhere, bytesPerSecond };
	const python = spawn(
		'python3',
		[driver, JSON.stringify({ argv, columns, rows, ...modesOfRun, env: withoutGaps(env) })],
		{ stdio: ['pipe', 'pipe', 'inherit'] },
	);
	const command = (value: object) => void python.stdin.write(`${JSON.stringify(value)}\n`);
	const gone = new Promise<void>(resolve => python.once('close', () => resolve()));
	// The program may end between a command and its being read.
	python.stdin.on('error', () => {});

	let written = Buffer.alloc(0);
	let started: { pid: number; termios: string } | undefined;
	let modes: string | undefined;
	let ending: Ending | undefined;
	createInterface(python.stdout).on('line', line => {
		const event: Event = JSON.parse(line);
		if (event.event === 'started') started = event;
		else if (event.event === 'output') {
			const bytes = Buffer.from(event.data, 'base64');
			written = Buffer.concat([written, bytes]);
			options.onOutput?.(bytes);
		} else if (event.event === 'termios') modes = event.termios;
		else ending = event;
	});
	const output = () => written.toString('utf8');
	const { pid, termios: termiosBefore } = await waitFor(() => started, output);

	return {
		pid,
		termiosBefore,
		output,
		waitFor: async pattern => void (await waitFor(() => pattern.test(output()), output)),
		waitForEnd: () => waitFor(() => ending, output),
		send: keys => command({ send: Buffer.from(keys).toString('base64') }),
		resize: (columns, rows) => command({ resize: [columns, rows] }),
		signal: name => command({ signal: constants.signals[name] }),
		termios: () => {
			modes = undefined;
			command({ termios: true });
			return waitFor(() => modes, output);
		},
		stopReading: () => void python.kill('SIGSTOP'),
		readAgain: () => void python.kill('SIGCONT'),
		resetTermios: () => command({ reset: true }),
		close: () => command({ close: true }),
		closeKeys: () => command({ closeKeys: true }),
		[Symbol.asyncDispose]: async () => {
			python.kill('SIGCONT');
			python.stdin.end();
			await gone;
		},
	};
}

function withoutGaps(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
	return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
