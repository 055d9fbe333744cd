import type { Answer } from './answer.ts';
import type { JobQuery } from './job-query.ts';
import type { SafeText } from './safe-text.ts';
import { countGroups } from './view.ts';

/** What a monitor knew a moment ago: as much as its one line says. */
export interface Glance {
	/** When it asked last and was answered, in milliseconds since 1970 by this machine's clock. */
	readonly at: number;
	/** Milliseconds between its polls. */
	readonly interval: number;
	/** Who was signed in. */
	readonly user: SafeText;
	/** How many jobs are in each health group. */
	readonly counts: readonly number[];
	/** Whether there are jobs that were not counted. */
	readonly partial: boolean;
}

/** So many of the newest jobs count, as where a server is asked for them. */
const NEWEST = 200;
/** However slowly a monitor polls, what is older is no news, in milliseconds. */
const OLDEST = 30_000;

/** Whether a query asks for no less than a glance tells of: the newest jobs for keys, of all organizations. */
export function isGlanced({ kinds, status, organizations, id, sort, skip, limit }: JobQuery): boolean {
	const isWhole = status === null && organizations.length === 0 && id === null && skip === 0;
	return isWhole && kinds[0] === 'keys' && sort === '-createdAt' && (limit === null || limit >= NEWEST);
}

/** What is to be seen at a glance in an answer. */
export function glanceOf({ jobs, complete }: Answer, facts: Pick<Glance, 'at' | 'interval' | 'user'>): Glance {
	const keys = jobs.filter(({ kind }) => kind === 'keys');
	return { ...facts, counts: countGroups(keys.slice(0, NEWEST)), partial: !complete || keys.length > NEWEST };
}

/** Whether it is young enough to be told: a monitor that polls in vain, or that ended, has no say. */
export function isFresh({ at, interval }: Glance, now: number): boolean {
	return at <= now && now - at <= Math.min(2 * interval, OLDEST);
}
