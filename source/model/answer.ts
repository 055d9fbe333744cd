import type { Job, JobKind } from './job.ts';
import type { SafeText } from './safe-text.ts';

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

/** What of the server's list is on its way: nothing, jobs that are not held yet, or those held once again. */
export type Loading = 'nothing' | 'more' | 'again';

/** All that one successful poll found out. */
export interface Answer {
	/**
	 * Newest first, each id once: the first of the list, and of those behind them whatever runs or was seen to end. Rows
	 * that did not change since the poll before are the same objects.
	 */
	readonly jobs: readonly Job[];
	/** How many jobs match on the server, null where it does not say. */
	readonly total: number | null;
	/** Whether `jobs` are all of them. */
	readonly complete: boolean;
	/** Whether every running job that was asked for is among them, however old it is. */
	readonly seesRunning: boolean;
	/** The kinds of jobs that were asked for and that the server has no list of, or shows to nobody who asks as we do. */
	readonly absent: readonly JobKind[];
	readonly loading: Loading;
	readonly organizations: Organizations;
	/** The server's clock minus ours in milliseconds, null where it does not tell its time. */
	readonly clockOffset: number | null;
}
