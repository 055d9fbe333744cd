/** The most that our own caution waits between two polls, in milliseconds. */
export const LONGEST_BACKOFF = 30_000;

/** What a server may ask for, in milliseconds: less would hammer it, more would hide the jobs for too long. */
const SHORTEST_REQUESTED = 1000;
const LONGEST_REQUESTED = 600_000;

/** What the wait after a poll depends on; times in milliseconds. */
export interface Situation {
	/** The wait when all is well. */
	readonly interval: number;
	/** How many polls in a row have failed, this one included. */
	readonly failures: number;
	/** The wait that the server asked for, null where it did not. */
	readonly retryAfter: number | null;
	/** From 0 to 1: spreads many monitors that lost the same server at the same moment. */
	readonly random: () => number;
}

/**
 * How many milliseconds to wait after a poll: the interval when well; after a failure what the server asked for, within
 * 1 s and 10 min; else a random time between the interval and a ceiling that doubles up to 30 s. Always a finite number.
 */
export function nextDelay({ interval, failures, retryAfter, random }: Situation): number {
	if (failures <= 0) return interval;
	if (retryAfter !== null && !Number.isNaN(retryAfter)) {
		return Math.min(Math.max(retryAfter, SHORTEST_REQUESTED), LONGEST_REQUESTED);
	}
	const ceiling = Math.max(interval, Math.min(LONGEST_BACKOFF, interval * 2 ** failures));
	return interval + random() * (ceiling - interval);
}
