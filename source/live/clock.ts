import { uptime } from 'node:os';

/** All that the program knows of time. Everything that waits or measures takes one, so that tests can move it. */
export interface Clock {
	/** Milliseconds since 1970 by the wall clock: for showing, never for measuring. */
	now(): number;
	/** Milliseconds by a clock that only goes forward, sleep of the machine included: for ages and deadlines. */
	monotonic(): number;
	/** Ends after `milliseconds`, or as soon as `signal` aborts; never rejects. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A moment by both clocks: one to show, one to measure from. */
export interface Stamp {
	readonly wall: number;
	readonly monotonic: number;
}

/** This moment. */
export function stamp(clock: Clock): Stamp {
	return { wall: clock.now(), monotonic: clock.monotonic() };
}

/** The longest wait that Node's timers take; a longer one would fire at once. */
const LONGEST_TIMER = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => uptime() * 1000,
	sleep: (milliseconds, signal) =>
		new Promise(resolve => {
			if (signal?.aborted) return resolve();
			const end = () => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', end);
				resolve();
			};
			const timer = setTimeout(end, Math.min(Math.max(milliseconds, 0) || 0, LONGEST_TIMER));
			signal?.addEventListener('abort', end, { once: true });
		}),
};
