import { EXIT_CODES, exitCodeOf } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { stamp, systemClock } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer } from '../model/answer.ts';
import { toAscii } from '../model/ascii.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import { NO_MEMORY } from '../model/memory.ts';
import { type SafeText, safe, sliceSafe } from '../model/safe-text.ts';
import { trimEnd } from '../model/text-width.ts';
import { summaryLine } from '../session/frame/header.ts';
import { lineText } from '../session/frame/text.ts';
import { createPresenter, type Identity } from '../session/present.ts';
import { initialUiState } from '../session/ui-state.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { print } from './print.ts';
import { wantsAscii } from './read-terminal.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';
import { tellFailure } from './tell-failure.ts';

/** What tmux' status line has room for beside its own, in columns. */
const WIDTH = 60;

/** The line that the monitor draws where it has no more than one. */
export function statusText(found: Answer | Failure, identity: Identity, { interval, zone }: Options): SafeText {
	const now = stamp(systemClock);
	const failure = 'kind' in found ? found : null;
	const snapshot: Snapshot<Answer> = {
		data: 'kind' in found ? null : found,
		dataAt: failure === null ? now : null,
		failure,
		failures: failure === null ? 0 : 1,
		failingSince: failure === null ? null : now,
		activity: { kind: 'stopped' },
		pause: null,
		polls: 1,
	};
	const presentation = createPresenter()({
		snapshot,
		ui: initialUiState({ columns: WIDTH, rows: 1 }, undefined, { zone }),
		now,
		interval,
		identity,
		seen: [],
		past: null,
		memory: NO_MEMORY,
		problem: null,
	});
	return safe`${trimEnd(lineText(summaryLine(presentation, identity)))}\n`;
}

/** What a server says, be it a failure. */
async function ask(connection: Connection, { query }: Options, signal: AbortSignal): Promise<Answer | Failure> {
	try {
		return await connection.client.load(query, signal);
	} catch (error) {
		if (error instanceof FailureError) return error.failure;
		throw error;
	}
}

/**
 * Prints one line for the status line of tmux. All of it, from the start of the process to the end of signing out, takes no
 * longer than `timeout`: tmux would show what was before without a word.
 */
export async function runStatus(options: Options, environment: Environment): Promise<number> {
	const done = new AbortController();
	const late = systemClock.sleep(options.timeout - performance.now(), done.signal);
	try {
		return await tellStatus(options, environment, late);
	} finally {
		// The timer would keep the process.
		done.abort();
	}
}

/** Asks and prints until `late` is, and gives the exit code. */
async function tellStatus(options: Options, environment: Environment, late: Promise<void>): Promise<number> {
	const { timeout } = options;
	const ascii = wantsAscii(options, environment);
	const interruption = interruptible();
	const target = await readTarget(options.server, environment, server =>
		readSignIn(server, { environment, clock: systemClock, ask: null }),
	);
	const connection = await connect(target, timeout, systemClock);
	const asked = interruption.happened.then((): Failure => ({ kind: 'network', code: safe`interrupted` }));
	const tooLate = late.then((): Failure => ({ kind: 'timeout', seconds: timeout / 1000 }));
	const found = await Promise.race([ask(connection, options, interruption.signal), asked, tooLate]);
	const identity = { ...connection.identity, asked: safe`` };
	const line = statusText(found, identity, options);
	await print(ascii ? safe`${toAscii(sliceSafe(line, 0, -1))}\n` : line);
	if ('kind' in found && interruption.code() === null) tellFailure(found);
	const code = interruption.code() ?? ('kind' in found ? exitCodeOf(found) : EXIT_CODES.done.code);
	const isClosed = await Promise.race([connection.close().then(() => true), late.then(() => false)]);
	if (!isClosed) process.exit(code);
	return code;
}
