/** What a bound is put on: the figure itself, the figure divided by what it is compared with, or what it is more than that. */
export type Judged = 'value' | 'ratio' | 'growth';

/** The most that something may cost. */
export interface Bound {
	readonly on: Judged;
	/** In the unit of the figure; a plain number for a ratio. */
	readonly most: number;
}

/** What the program may cost, each bound once. */
export const BOUNDS = {
	/** From the start of the process to the whole first screen. */
	firstFrame: { on: 'ratio', most: 3.5 },
	/** From the start of `list -o json` to its end: trust, sign-in, one page, sign-out. */
	list: { on: 'ratio', most: 2.2 },
	/** Bytes a second to the terminal while nobody does anything. */
	idleBytes: { on: 'value', most: 15 },
	/** The same where the server has nothing new. */
	unchangedBytes: { on: 'value', most: 0 },
	/** Bytes for a step of the cursor. */
	cursorMove: { on: 'value', most: 260 },
	/** Bytes for a job that changed, beyond the counters in the header. */
	changedJob: { on: 'value', most: 120 },
	/** Percent of a core. */
	idleCpu: { on: 'value', most: 0.5 },
	/** Resident, in MB. */
	memory: { on: 'value', most: 85 },
	/** How much more with 10,000 jobs held, in MB. */
	memoryGrowth: { on: 'growth', most: 45 },
	/** Milliseconds from a key to the last byte of its answer, for 95 of 100 keys. */
	keyToFrame: { on: 'value', most: 16 },
	/** Milliseconds from the key to the last byte of a view that was not open before. */
	opening: { on: 'value', most: 50 },
	/** Requests in one poll. */
	pollRequests: { on: 'value', most: 2 },
	/** Polls that do not take place because the terminal reads nothing, of sixty; one may fall on the edge. */
	missedPolls: { on: 'value', most: 1 },
	/** Bytes of a poll of a large server against those of a small one. */
	pollBytes: { on: 'ratio', most: 1.1 },
	/** The single executable against the package, in time and in memory. */
	executable: { on: 'ratio', most: 1.1 },
} as const satisfies Readonly<Record<string, Bound>>;

/** The name of a bound. */
export type BoundName = keyof typeof BOUNDS;

/** A figure and what it stands beside, as far as a bound looks at them. */
export interface Judgeable {
	readonly value: number;
	/** What the same costs elsewhere, in the same unit. */
	readonly against?: number;
}

/** The number that a bound is put on; NaN where there is nothing to compare with. */
export function judged({ value, against = Number.NaN }: Judgeable, on: Judged): number {
	switch (on) {
		case 'value':
			return value;
		case 'ratio':
			return value / against;
		case 'growth':
			return value - against;
	}
}

/** Whether a figure keeps within a bound; what could not be measured does not. */
export function isMet(figure: Judgeable, { on, most }: Bound): boolean {
	return judged(figure, on) <= most;
}
