import { type ChildProcess, spawn } from 'node:child_process';
import { SECRET_VARIABLES } from '../command-line/server-options.ts';
import { type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';

/** How long the program may take for one message, in milliseconds. */
const PATIENCE = 10_000;
/** So many messages wait for it; of those that come then only the number is told. */
const MOST_WAITING = 50;

/** A program that is run for each message, one at a time, in the order of the messages. */
export interface Hook {
	/** Hands it a message as a line of JSON on its stdin. */
	send(message: unknown): void;
	/** Ends what runs, with all that it started, and runs nothing more. */
	close(): void;
}

/** What a hook needs. */
export interface HookOptions {
	/** The program and its arguments; no shell is in between. */
	readonly words: readonly string[];
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** The message that says how many there was no room for. */
	readonly describeDropped: (count: number) => unknown;
	/** Is told when it begins to fail, and not again before it went well. */
	readonly onFailure: (told: SafeText) => void;
	readonly patience?: number;
}

function endGroup({ pid }: ChildProcess): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Nobody of it is left.
	}
}

/** Prepares the program; nothing runs before the first message. */
export function createHook(options: HookOptions): Hook {
	const { words, describeDropped, onFailure, patience = PATIENCE } = options;
	const [program = '', ...args] = words;
	const secrets = new Set(SECRET_VARIABLES);
	const env = Object.fromEntries(Object.entries(options.environment).filter(([name]) => !secrets.has(name)));
	const waiting: unknown[] = [];
	let dropped = 0;
	let running: ChildProcess | null = null;
	let isClosed = false;
	let isFailing = false;

	/** A group of its own can be ended with all in it, and hears nothing of the keys of this terminal. */
	const start = (): ChildProcess | null => {
		try {
			return spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
		} catch {
			// What the system says of an argument that is no argument, or too long.
			return null;
		}
	};

	/** Runs it once; null, or what went wrong. */
	const run = (message: unknown): Promise<SafeText | null> =>
		new Promise(resolve => {
			const child = start();
			if (child === null) return resolve(safe`cannot be run`);
			running = child;
			const end = (trouble: SafeText | null) => {
				if (running !== child) return;
				clearTimeout(timer);
				endGroup(child);
				child.stdin?.destroy();
				running = null;
				resolve(trouble);
			};
			const timer = setTimeout(() => end(safe`took longer than ${patience / 1000} s`), patience);
			child.on('error', (error: NodeJS.ErrnoException) => {
				end(safe`cannot be run (${toSafeText(error.code ?? 'unknown error')})`);
			});
			child.on('exit', (code, signal) => {
				if (code === 0) end(null);
				else end(code === null ? safe`was ended by ${toSafeText(signal ?? '')}` : safe`ended with code ${code}`);
			});
			// One that does not read is told by its code.
			child.stdin?.on('error', () => undefined);
			child.stdin?.end(`${toSafeJson(message)}\n`);
		});

	const next = (): unknown => {
		if (waiting.length > 0) return waiting.shift();
		const message = dropped === 0 ? undefined : describeDropped(dropped);
		dropped = 0;
		return message;
	};

	let isBusy = false;
	const work = async () => {
		if (isBusy) return;
		isBusy = true;
		for (let message = next(); message !== undefined && !isClosed; message = next()) {
			const trouble = await run(message);
			if (trouble !== null && !isFailing && !isClosed) onFailure(safe`the hook ${toSafeText(program, 60)} ${trouble}`);
			isFailing = trouble !== null;
		}
		isBusy = false;
	};

	return {
		send(message) {
			if (isClosed) return;
			// What comes behind something that was dropped is dropped too: the order stays true.
			if (dropped > 0 || waiting.length >= MOST_WAITING) dropped += 1;
			else waiting.push(message);
			void work();
		},
		close() {
			isClosed = true;
			if (running !== null) endGroup(running);
		},
	};
}
