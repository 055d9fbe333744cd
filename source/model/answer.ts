import type { Job } from './job.ts';
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

/** All that one successful poll found out. */
export interface Answer {
	/** Newest first, each id once. Rows that did not change since the poll before are the same objects. */
	readonly jobs: readonly Job[];
	/** How many jobs match on the server, null where it does not say. */
	readonly total: number | null;
	/** Whether `jobs` are all of them. */
	readonly complete: boolean;
	readonly organizations: Organizations;
	/** The server's clock minus ours in milliseconds, null where it does not tell its time. */
	readonly clockOffset: number | null;
}
