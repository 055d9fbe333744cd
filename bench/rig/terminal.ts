import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What to run, and on how large a terminal. */
export interface TerminalOptions {
	readonly argv: readonly string[];
	/** All of its environment. */
	readonly env: Readonly<Record<string, string>>;
	readonly columns?: number;
	readonly rows?: number;
}

/** A program on a terminal of its own. Moments are milliseconds of the monotonic clock, as {@link now} gives them. */
export interface Program {
	readonly pid: number;
	readonly startedAt: number;
	/** All that it wrote, without what is no text. */
	text(): string;
	/** How many bytes it wrote from one moment to another. */
	bytes(from: number, to?: number): number;
	/** When the last of its bytes arrived; its start where it wrote none. */
	lastByteAt(): number;
	/** Types keys and ends with the moment when they were typed. */
	send(keys: string): Promise<number>;
	/** The moment when what it wrote first matched. */
	waitFor(pattern: RegExp): Promise<number>;
	/** Waits until it has written something since this moment. */
	waitForByte(since: number): Promise<void>;
	/** Waits until it has written nothing for so many milliseconds. */
	quiet(milliseconds: number): Promise<void>;
	/** Leaves what it writes where it is, as a connection does that went dead; from `readAgain` on it is read. */
	stopReading(): void;
	/** Ends with the moment from which on it is read. */
	readAgain(): number;
	/** When it ended. */
	readonly ended: Promise<number>;
	/** Asks it to end, and makes it where it does not. */
	close(): Promise<void>;
}

type Event = { readonly at: number } & (
	| { readonly event: 'started'; readonly pid: number }
	| { readonly event: 'output'; readonly data: string }
	| { readonly event: 'sent' }
	| { readonly event: 'ended'; readonly code: number }
);

const driver = fileURLToPath(new URL('pty.py', import.meta.url));

/** How long a program may take to do what it is waited for, in milliseconds. */
const PATIENCE = 30_000;
const GLANCE = 5;

/** What is no text: control sequences, and strings for the terminal. */
const SEQUENCES = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0B]/g;

/** This moment by the clock that the drivers read, too. */
export function now(): number {
	return Number(process.hrtime.bigint()) / 1e6;
}

/** Waits so many milliseconds. */
export function pause(milliseconds: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** Waits until `look` holds; fails with what `describe` says where it never does. */
export async function until(look: () => boolean, describe: () => string): Promise<void> {
	const deadline = now() + PATIENCE;
	while (!look()) {
		if (now() > deadline) throw new Error(describe());
		await pause(GLANCE);
	}
}

/** Starts a program on a terminal of its own; it ends with this process at the latest. */
export async function openTerminal({ argv, env, columns = 80, rows = 24 }: TerminalOptions): Promise<Program> {
	// In a session of its own, so that Ctrl-C ends it by way of its stdin and not in the middle.
	const python = spawn('python3', [driver, JSON.stringify({ argv, env, columns, rows })], {
		stdio: ['pipe', 'pipe', 'inherit'],
		detached: true,
	});
	await once(python, 'spawn');
	const gone = once(python, 'close');
	python.stdin.on('error', () => {});

	const chunks: { readonly at: number; readonly bytes: Buffer }[] = [];
	const sent: number[] = [];
	let started: { readonly at: number; readonly pid: number } | undefined;
	let endedAt: number | undefined;
	createInterface(python.stdout).on('line', line => {
		const event: Event = JSON.parse(line);
		if (event.event === 'started') started = event;
		else if (event.event === 'output') chunks.push({ at: event.at, bytes: Buffer.from(event.data, 'base64') });
		else if (event.event === 'sent') sent.push(event.at);
		else endedAt = event.at;
	});
	const textOf = (count: number) =>
		Buffer.concat(chunks.slice(0, count).map(({ bytes }) => bytes))
			.toString()
			.replace(SEQUENCES, '');
	const text = () => textOf(chunks.length);
	const complain = (what: string) => () => `${argv.join(' ')}: waited in vain ${what}; it wrote:\n${text()}`;
	await until(() => started !== undefined, complain('for its start'));
	const { pid, at: startedAt } = started ?? { pid: 0, at: 0 };
	const lastByteAt = () => chunks.at(-1)?.at ?? startedAt;

	return {
		pid,
		startedAt,
		text,
		lastByteAt,
		bytes: (from, to = Number.POSITIVE_INFINITY) =>
			chunks.reduce((sum, { at, bytes }) => (at >= from && at <= to ? sum + bytes.length : sum), 0),
		async send(keys) {
			const count = sent.length;
			python.stdin.write(`${Buffer.from(keys).toString('base64')}\n`);
			await until(() => sent.length > count, complain('to type a key'));
			return sent[count] ?? Number.NaN;
		},
		async waitFor(pattern) {
			await until(() => pattern.test(text()), complain(`for ${pattern}`));
			const count = chunks.findIndex((_, index) => pattern.test(textOf(index + 1)));
			return chunks[count]?.at ?? Number.NaN;
		},
		waitForByte: since => until(() => lastByteAt() >= since && chunks.length > 0, complain('for an answer')),
		quiet: milliseconds => until(() => now() - lastByteAt() > milliseconds, complain('for silence')),
		stopReading: () => void python.kill('SIGSTOP'),
		readAgain() {
			const at = now();
			python.kill('SIGCONT');
			return at;
		},
		ended: gone.then(() => endedAt ?? Number.NaN),
		async close() {
			python.kill('SIGCONT');
			python.stdin.end();
			await gone;
		},
	};
}
