import type { Failure } from './failure.ts';
import type { Job } from './job.ts';
import type { SafeText } from './safe-text.ts';
import type { Schedule } from './schedules.ts';

/** An organization that the server can name; `id` is the 18-character Salesforce id that jobs use. */
export interface Organization {
	readonly id: SafeText;
	readonly name: SafeText;
	readonly connection: SafeText | null;
	/** The id of the server's own record, which its filters take. */
	readonly resourceId: SafeText;
	/** The name to the letter. Not fit to be drawn: it leaves the program only as JSON. */
	readonly verbatim: { readonly name: string };
}

/** Organizations by their Salesforce id; one that is missing is shown by its id. */
export type Organizations = ReadonlyMap<string, Organization>;

/** How it stands with the jobs of a second kind, which are asked for less often than in every poll. */
export type SideState =
	/** Nobody has asked: nobody wants them, or not yet. */
	| { readonly kind: 'unasked' }
	/** The server has no list of them, or shows it to nobody who asks as we do. */
	| { readonly kind: 'absent' }
	/**
	 * They are as they were `at`, in milliseconds since 1970; null for none so far. `failure` is why it could not be seen
	 * when that was tried last.
	 */
	| { readonly kind: 'held'; readonly at: number | null; readonly failure: Failure | null };

/** What of the server's list is on its way: nothing, jobs that are not held yet, or those held once again. */
export type Loading = 'nothing' | 'more' | 'again';

/** All that one successful poll found out. */
export interface Answer {
	/**
	 * Newest first, each id once: the first of the list, and of those behind them whatever runs or was seen to end. Rows
	 * that did not change since the poll before are the same objects. Of a second kind only the newest are among them.
	 */
	readonly jobs: readonly Job[];
	/** How many jobs match on the server, null where it does not say. */
	readonly total: number | null;
	/** Whether `jobs` are all of them. */
	readonly complete: boolean;
	/** Whether every running job of the first kind that was asked for is among them, however old it is. */
	readonly seesRunning: boolean;
	/** How it stands with the jobs of the second kind that was asked for. */
	readonly side: SideState;
	readonly loading: Loading;
	readonly organizations: Organizations;
	/** What synchronizes them by itself; none where that may not be read. */
	readonly schedules: readonly Schedule[];
	/** The server's clock minus ours in milliseconds, null where it does not tell its time. */
	readonly clockOffset: number | null;
}

/** An answer that knows of nothing. */
export const NO_ANSWER: Answer = {
	jobs: [],
	total: null,
	complete: true,
	seesRunning: true,
	side: { kind: 'unasked' },
	loading: 'nothing',
	organizations: new Map(),
	schedules: [],
	clockOffset: null,
};
