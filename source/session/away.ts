import { type Clock, stamp } from '../live/clock.ts';

/** Whoever presses no key for so long is taken to look elsewhere, in milliseconds. */
export const AWAY_AFTER = 10 * 60_000;
/** What was told stays for so long at the least, whatever is pressed. */
const READING = 5000;

/** Knows when the reader was last here. Keys are what counts: a terminal that has the focus may have no reader. */
export interface Away {
	/** To be told of each key: when the reader was last here, in milliseconds since 1970; null for one who never left. */
	back(): number | null;
	/** Something is told to the reader from now on. */
	told(): void;
	/** Whether there was time to read it. */
	isRead(): boolean;
}

/** Begins with a reader who is here. */
export function createAway(clock: Clock): Away {
	let last = stamp(clock);
	let toldAt = Number.NEGATIVE_INFINITY;
	return {
		back() {
			const before = last;
			last = stamp(clock);
			return last.monotonic - before.monotonic >= AWAY_AFTER ? before.wall : null;
		},
		told() {
			toldAt = clock.monotonic();
		},
		isRead: () => clock.monotonic() - toldAt >= READING,
	};
}
