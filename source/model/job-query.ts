import type { JobKind } from './job.ts';

/** Which jobs to ask the server for: the filters of its list, in its own terms. */
export interface JobQuery {
	/** Which of its lists: the first of these is asked first, and followed more closely. */
	readonly kinds: readonly JobKind[];
	/** `overall_status`, sent to the server; null for every status. */
	readonly status: string | null;
	/** Organizations by name, Salesforce id or resource id; a job that names any of them matches. None: every job. */
	readonly organizations: readonly string[];
	/** One job by its id; null for every job. */
	readonly id: string | null;
	/** The server's property names, comma-separated, `-` descends. */
	readonly sort: string;
	readonly skip: number;
	/** How many jobs at the most; null walks every page. */
	readonly limit: number | null;
}
