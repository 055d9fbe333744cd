import { type Failure, FailureError, isFinal } from '../model/failure.ts';
import { type Clock, type Stamp, stamp } from './clock.ts';
import { nextDelay } from './schedule.ts';
import { createStore, type Store } from './store.ts';

/** What the poller does at this moment. */
export type Activity =
	/** Not running: not yet, for after the end nothing is published any more. */
	| { readonly kind: 'stopped' }
	| { readonly kind: 'loading'; readonly since: Stamp }
	/** Asks again at `until`, in milliseconds of the monotonic clock. */
	| { readonly kind: 'waiting'; readonly until: number }
	/** Asking again by itself would not help; waits for the reader's `refresh()`. */
	| { readonly kind: 'halted' };

/** What is known, how the last attempt went, and what is done now: three things that change apart from each other. */
export interface Snapshot<Data> {
	/** The newest that is shown; a failure never takes it away. */
	readonly data: Data | null;
	/** When a poll succeeded last; what came between polls is no younger. */
	readonly dataAt: Stamp | null;
	/** Why the last attempt failed, null where it did not. */
	readonly failure: Failure | null;
	/** How many attempts in a row have failed. */
	readonly failures: number;
	/** When the first of them did. */
	readonly failingSince: Stamp | null;
	readonly activity: Activity;
	/** While the reader holds the picture still: since when, and how many changes are held back. */
	readonly pause: { readonly since: Stamp; readonly held: number } | null;
	/** How many attempts have ended, well or not. */
	readonly polls: number;
}

/** What a poller needs. */
export interface PollerOptions<Data> {
	/** One attempt. A {@link FailureError} is an outcome; whatever else it throws is a defect and ends `run`. */
	readonly load: (signal: AbortSignal) => Promise<Data>;
	/** The wait after a good answer, in milliseconds. */
	readonly interval: number;
	readonly clock: Clock;
	readonly random: () => number;
	/** How many changes the reader would see on resuming; without it any other data counts as one. */
	readonly countChanges?: (shown: Data, newest: Data) => number;
	/** What there is to do between polls, while they succeed and the picture is not held still; it does not move them. */
	readonly between?: {
		readonly isWanted: () => boolean;
		/** One piece of it. Fails as `load` does, and then waits for the next good poll. */
		readonly load: (signal: AbortSignal) => Promise<Data>;
	};
}

/** Asks again and again, and tells what it knows. */
export interface Poller<Data> {
	readonly store: Store<Snapshot<Data>>;
	/**
	 * Polls until `signal` aborts; nothing is published after that. Rejects only with what is no {@link FailureError}: a
	 * defect of this program must end it where everybody sees, not look like a server in trouble.
	 */
	run(signal: AbortSignal): Promise<void>;
	/**
	 * Ends the present wait, whatever it is for; polls still start a second apart. A poll under way is left to finish, and
	 * another follows: what it brings may have been asked for long before.
	 */
	refresh(): void;
	/** Sees whether there is something to do between polls. */
	wake(): void;
	/** Holds what is shown still. Polling goes on, so that nothing is lost and the age of the data stays true. */
	pause(): void;
	/** Shows the newest at once. */
	resume(): void;
}

/** The least time between the starts of two polls, in milliseconds. */
const LEAST_APART = 1000;

/** The longest sleep in one piece, in milliseconds: timers stand still while a machine sleeps, the monotonic clock does not. */
const LONGEST_NAP = 5000;

/** What a poller knows that has not asked. */
export const NEVER_ASKED: Snapshot<never> = {
	data: null,
	dataAt: null,
	failure: null,
	failures: 0,
	failingSince: null,
	activity: { kind: 'stopped' },
	pause: null,
	polls: 0,
};

/** Creates a poller. It is one loop with one request in it, and each wait begins after the answer: requests never overlap. */
export function createPoller<Data>(options: PollerOptions<Data>): Poller<Data> {
	const { load, interval, clock, random, between } = options;
	const countChanges = options.countChanges ?? ((shown: Data, newest: Data) => (Object.is(shown, newest) ? 0 : 1));
	const store = createStore<Snapshot<Data>>(NEVER_ASKED);
	let newest: { readonly data: Data; readonly dataAt: Stamp } | null = null;
	let alarm = new AbortController();
	let bell = new AbortController();
	let running = false;

	function publish(change: Partial<Snapshot<Data>>): void {
		store.set({ ...store.get(), ...change });
	}

	function waitFor(delay: number): Activity {
		return { kind: 'waiting', until: clock.monotonic() + delay };
	}

	/** The part of a good outcome that depends on whether the picture is held still. */
	function show(data: Data, dataAt: Stamp): Partial<Snapshot<Data>> {
		const { data: shown, pause } = store.get();
		newest = { data, dataAt };
		if (pause === null || shown === null) return newest;
		return { pause: { ...pause, held: countChanges(shown, data) } };
	}

	function succeed(data: Data): void {
		const polls = store.get().polls + 1;
		const activity = waitFor(nextDelay({ interval, failures: 0, retryAfter: null, random }));
		publish({ ...show(data, stamp(clock)), failure: null, failures: 0, failingSince: null, activity, polls });
	}

	function fail(failure: Failure): void {
		const before = store.get();
		const failures = before.failures + 1;
		const retryAfter = failure.kind === 'busy' ? failure.retryAfter : null;
		publish({
			failure,
			failures,
			failingSince: before.failingSince ?? stamp(clock),
			activity: isFinal(failure) ? { kind: 'halted' } : waitFor(nextDelay({ interval, failures, retryAfter, random })),
			polls: before.polls + 1,
		});
	}

	/** Loads; what comes goes to `use`. */
	async function attempt(
		task: (signal: AbortSignal) => Promise<Data>,
		use: (data: Data) => void,
		signal: AbortSignal,
	): Promise<void> {
		let data: Data;
		try {
			data = await task(signal);
		} catch (error) {
			if (signal.aborted) return;
			if (!(error instanceof FailureError)) throw error;
			return fail(error.failure);
		}
		if (!signal.aborted) use(data);
	}

	function poll(signal: AbortSignal): Promise<void> {
		publish({ activity: { kind: 'loading', since: stamp(clock) } });
		return attempt(load, succeed, signal);
	}

	/** When the next poll is due, by the monotonic clock. */
	function due(): number {
		const { activity } = store.get();
		return activity.kind === 'waiting' ? activity.until : Number.POSITIVE_INFINITY;
	}

	/** Does one piece of what is to be done between polls, if there is something and it is the time for it. */
	async function loadBetween(signal: AbortSignal): Promise<boolean> {
		const { failures, pause } = store.get();
		if (between === undefined || newest === null || failures > 0 || pause !== null) return false;
		if (clock.monotonic() >= due() || !between.isWanted()) return false;
		const { dataAt } = newest;
		await attempt(between.load, data => publish(show(data, dataAt)), signal);
		return true;
	}

	/** Sleeps until a moment of the monotonic clock, or until `signal` aborts. */
	async function sleepUntil(until: number, signal: AbortSignal): Promise<void> {
		while (!signal.aborted && clock.monotonic() < until) {
			await clock.sleep(Math.min(until - clock.monotonic(), LONGEST_NAP), signal);
		}
	}

	async function rest(startedAt: number, signal: AbortSignal): Promise<void> {
		// Whoever asked for more did not know yet that asking again may do harm.
		if (store.get().activity.kind === 'halted') alarm = new AbortController();
		do {
			bell = new AbortController();
			while (!alarm.signal.aborted && (await loadBetween(signal)));
			await sleepUntil(due(), AbortSignal.any([alarm.signal, bell.signal]));
		} while (bell.signal.aborted && !alarm.signal.aborted);
		const earliest = startedAt + LEAST_APART;
		if (signal.aborted || clock.monotonic() >= earliest) return;
		publish({ activity: { kind: 'waiting', until: earliest } });
		await sleepUntil(earliest, signal);
	}

	return {
		store,
		async run(signal) {
			if (running) throw new Error('This poller runs already.');
			running = true;
			const end = () => alarm.abort();
			signal.addEventListener('abort', end);
			try {
				while (!signal.aborted) {
					const startedAt = clock.monotonic();
					alarm = new AbortController();
					await poll(signal);
					if (!signal.aborted) await rest(startedAt, signal);
				}
			} finally {
				signal.removeEventListener('abort', end);
				running = false;
			}
		},
		refresh: () => alarm.abort(),
		wake: () => bell.abort(),
		pause() {
			if (store.get().pause === null) publish({ pause: { since: stamp(clock), held: 0 } });
		},
		resume() {
			if (store.get().pause === null) return;
			publish({ ...newest, pause: null });
			bell.abort();
		},
	};
}
