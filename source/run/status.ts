import { EXIT_CODES, exitCodeOf } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import { type Stamp, stamp, systemClock } from '../live/clock.ts';
import { NEVER_ASKED, type Snapshot } from '../live/poller.ts';
import { type Answer, NO_ANSWER } from '../model/answer.ts';
import { toAscii } from '../model/ascii.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import type { Glance } from '../model/glance.ts';
import { NO_MEMORY } from '../model/memory.ts';
import { type SafeText, safe, sliceSafe, toSafeText } from '../model/safe-text.ts';
import { trimEnd } from '../model/text-width.ts';
import { summaryLine } from '../session/frame/header.ts';
import { lineText } from '../session/frame/text.ts';
import { createPresenter, type Identity } from '../session/present.ts';
import { initialUiState } from '../session/ui-state.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { readGlance } from './glances.ts';
import { print } from './print.ts';
import { wantsAscii } from './read-terminal.ts';
import { interruptible } from './signals.ts';
import { readTarget, type TargetIdentity } from './target.ts';
import { tellFailure } from './tell-failure.ts';

/** What tmux' status line has room for beside its own, in columns. */
const WIDTH = 60;

function snapshotOf(found: Answer | Failure | Glance, now: Stamp): Snapshot<Answer> {
	if ('kind' in found) return { ...NEVER_ASKED, polls: 1, failure: found, failures: 1, failingSince: now };
	if ('jobs' in found) return { ...NEVER_ASKED, polls: 1, data: found, dataAt: now };
	const dataAt = { wall: found.at, monotonic: now.monotonic - (now.wall - found.at) };
	return { ...NEVER_ASKED, polls: 1, data: NO_ANSWER, dataAt };
}

/** The line that the monitor draws where it has no more than one; of what a monitor saw the age is told as it is. */
export function statusText(
	found: Answer | Failure | Glance,
	identity: Identity,
	{ interval, zone }: Pick<Options, 'interval' | 'zone'>,
	now = stamp(systemClock),
): SafeText {
	const presentation = createPresenter()({
		snapshot: snapshotOf(found, now),
		ui: initialUiState({ columns: WIDTH, rows: 1 }, undefined, { zone }),
		now,
		interval: 'counts' in found ? found.interval : interval,
		identity,
		seen: [],
		past: null,
		memory: NO_MEMORY,
		problem: null,
	});
	const counted = 'counts' in found ? { counts: found.counts, partial: found.partial } : {};
	return safe`${trimEnd(lineText(summaryLine({ ...presentation, ...counted }, identity)))}\n`;
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

/** What is known of a server before anything of it was read. */
function identityOf(server: ServerOptions): TargetIdentity {
	if (server.kind === 'demo') return { server: safe`127.0.0.1`, user: safe`demo`, simulated: true, verified: true };
	return { server: toSafeText(server.url.host), user: safe``, simulated: false, verified: !server.insecure };
}

/** Asks and prints until `late` is, and gives the exit code. */
async function tellStatus(options: Options, environment: Environment, late: Promise<void>): Promise<number> {
	const { timeout } = options;
	const ascii = wantsAscii(options, environment);
	const tell = async (found: Answer | Failure | Glance, identity: TargetIdentity) => {
		const line = statusText(found, { ...identity, asked: safe`` }, options);
		await print(ascii ? safe`${toAscii(sliceSafe(line, 0, -1))}\n` : line);
	};
	const glance = await readGlance(options, environment);
	if (glance !== null) {
		await tell(glance, identityOf(options.server));
		return EXIT_CODES.done.code;
	}
	const interruption = interruptible();
	const tooLate: Failure = { kind: 'timeout', seconds: timeout / 1000 };
	const target = await Promise.race([
		readTarget(options.server, environment, server =>
			readSignIn(server, { environment, clock: systemClock, ask: null }),
		),
		late.then(() => null),
	]);
	if (target === null) {
		await tell(tooLate, identityOf(options.server));
		tellFailure(tooLate);
		process.exit(exitCodeOf(tooLate));
	}
	const connection = await connect(target, timeout, systemClock);
	const asked = interruption.happened.then((): Failure => ({ kind: 'network', code: safe`interrupted` }));
	const found = await Promise.race([ask(connection, options, interruption.signal), asked, late.then(() => tooLate)]);
	await tell(found, connection.identity);
	if ('kind' in found && interruption.code() === null) tellFailure(found);
	const code = interruption.code() ?? ('kind' in found ? exitCodeOf(found) : EXIT_CODES.done.code);
	const isClosed = await Promise.race([connection.close().then(() => true), late.then(() => false)]);
	if (!isClosed) process.exit(code);
	return code;
}
