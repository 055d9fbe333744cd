import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import { createPoller, type PollerOptions, type Snapshot } from '../live/poller.ts';
import type { Store } from '../live/store.ts';
import { FailureError } from '../model/failure.ts';
import { type Connection, connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { tracePolls } from './debug-polls.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';

/** What is asked again and again. */
export type Loads<Data> = Pick<PollerOptions<Data>, 'load' | 'between'>;

/** What makes of a connection what is asked, and of what the poller knows an exit code; null to go on. */
export interface Follower<Data> {
	readonly ask: (connection: Connection) => Loads<Data>;
	/** Called once before anything is asked. */
	readonly begin?: (store: Store<Snapshot<Data>>) => void;
	/** Called whenever the poller knows something else, and not again before it has ended. */
	readonly tell: (snapshot: Snapshot<Data>) => Promise<number | null>;
	/** The exit code where the time is over. */
	readonly giveUp: () => number;
}

/** How long a follower goes on, and how patiently, in milliseconds. */
export interface Pace {
	readonly interval: number;
	/** Of a request. */
	readonly timeout: number;
	/** Of all of it; null for as long as it takes. */
	readonly duration: number | null;
}

/**
 * Asks a server until `tell` has an exit code, the time is over or a signal comes, and signs out. Losing the server is no
 * end; a failure that no waiting mends is, and is thrown.
 */
export async function follow<Data>(
	{ server }: Pick<Options, 'server'>,
	environment: Environment,
	{ interval, timeout, duration }: Pace,
	{ ask, begin, tell, giveUp }: Follower<Data>,
): Promise<number> {
	const clock = systemClock;
	const interruption = interruptible();
	const lifetime = new AbortController();
	const signal = AbortSignal.any([lifetime.signal, interruption.signal]);
	const startedAt = clock.monotonic();
	const target = await readTarget(server, environment, remote => readSignIn(remote, { environment, clock, ask: null }));
	const connection = await connect(target, timeout, clock);
	let isOver = false;
	// From here on the timer ends with us; before, it would keep a process that has failed.
	const spent = clock.monotonic() - startedAt;
	const time = duration === null ? new Promise<never>(() => {}) : clock.sleep(duration - spent, signal);
	const end = time.then(() => {
		isOver = true;
	});
	const poller = createPoller<Data>({ ...ask(connection), interval, clock, random: Math.random });
	begin?.(poller.store);
	let hear: () => void = () => undefined;
	poller.store.subscribe(() => hear());
	tracePolls(poller.store);

	const listen = async (polling: Promise<void>): Promise<number> => {
		for (;;) {
			const changed = new Promise<void>(resolve => {
				hear = resolve;
			});
			const { activity, failure } = poller.store.get();
			// Whoever does not read what is told keeps nobody from ending it.
			const code = await Promise.race([tell(poller.store.get()), end.then(() => null)]);
			const ended = interruption.code() ?? code;
			if (ended !== null) return ended;
			if (activity.kind === 'halted' && failure !== null) throw new FailureError(failure);
			if (isOver) return giveUp();
			await Promise.race([changed, end, interruption.happened, polling]);
		}
	};

	const polling = poller.run(signal);
	// A defect is met where it is waited for, be it later.
	polling.catch(() => undefined);
	try {
		return await Promise.race([listen(polling), interruption.happened.then(() => interruption.code() ?? 0)]);
	} finally {
		lifetime.abort();
		await polling.catch(() => undefined);
		await connection.close();
		const code = interruption.code();
		// What nobody reads would keep the process.
		if (code !== null) process.exit(code);
	}
}
