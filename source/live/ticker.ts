import { type Clock, type Stamp, stamp } from './clock.ts';
import { createStore, type Store } from './store.ts';

/** Tells when what is shown is no longer true by the mere passing of time. The only thing that ticks, and only when it must. */
export interface Ticker {
	readonly store: Store<Stamp>;
	run(signal: AbortSignal): Promise<void>;
	/** Asks anew how long to wait, without telling anybody that time has passed. */
	rearm(): void;
}

/** A ticker that waits as long as `changesIn` says, in milliseconds, and asks again. */
export function createTicker(clock: Clock, changesIn: () => number): Ticker {
	const store = createStore(stamp(clock));
	let alarm = new AbortController();
	return {
		store,
		async run(signal) {
			// `AbortSignal.any` would keep something for each wait as long as `signal` lasts, in older Node: megabytes a day.
			const end = () => alarm.abort();
			signal.addEventListener('abort', end);
			while (!signal.aborted) {
				alarm = new AbortController();
				await clock.sleep(changesIn(), alarm.signal);
				if (!alarm.signal.aborted) store.set(stamp(clock));
			}
			signal.removeEventListener('abort', end);
		},
		rearm: () => alarm.abort(),
	};
}
