import type { Organizations } from './answer.ts';
import type { Job } from './job.ts';
import type { OrganizationSummary } from './organizations.ts';
import type { SafeText } from './safe-text.ts';
import { settledAt } from './story.ts';
import { isDeleted } from './summary.ts';

/** How bad it is, in the words of monitoring: `critical` where somebody is paged. */
export type Level = 'ok' | 'warning' | 'critical';

/** What the latest sync of each organization comes to; what was before it does not count. */
export interface Verdict {
	readonly level: Level;
	/** How many organizations were synchronized. */
	readonly organizations: number;
	/** Those that failed in a job that failed as a whole: the only ones that are critical. */
	readonly failed: readonly OrganizationSummary[];
	/** Those that failed in a job in which others did not. */
	readonly degraded: readonly OrganizationSummary[];
	/** Those of which the server says what nobody can judge. */
	readonly unknown: readonly OrganizationSummary[];
	/** Those whose latest sync ended longer ago than they may. */
	readonly stale: readonly OrganizationSummary[];
	readonly stuck: readonly Job[];
	readonly running: number;
	/** How long ago the latest sync of that organization ended that has waited longest, in milliseconds; null without any. */
	readonly oldest: number | null;
}

/** What is judged. */
export interface Evidence {
	readonly jobs: readonly Job[];
	/** The same jobs by organization. */
	readonly rows: readonly OrganizationSummary[];
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
	/** The server's time. */
	readonly now: number;
	/** How old the latest sync of an organization may be, in milliseconds. */
	readonly mayBeOld: number;
}

/** Judges the latest sync of each organization. */
export function judge({ jobs, rows, organizations, stuck, now, mayBeOld }: Evidence): Verdict {
	const ages = new Map(
		rows.flatMap(row =>
			row.current === null || isDeleted(row.id, organizations)
				? []
				: [[row, now - settledAt(row.current.job, row.current.at)] as const],
		),
	);
	const failing = rows.filter(({ standing }) => standing === 'failing');
	const failed = failing.filter(({ current }) => current?.job.health === 'failed');
	const degraded = failing.filter(row => !failed.includes(row));
	const unknown = rows.filter(({ standing }) => standing === 'unknown');
	const stale = rows.filter(row => (ages.get(row) ?? 0) > mayBeOld);
	const stuckJobs = jobs.filter(({ id }) => stuck.has(id));
	const warned = [degraded, unknown, stale, stuckJobs].some(({ length }) => length > 0);
	return {
		level: failed.length > 0 ? 'critical' : warned ? 'warning' : 'ok',
		organizations: rows.length,
		failed,
		degraded,
		unknown,
		stale,
		stuck: stuckJobs,
		running: jobs.filter(({ health }) => health === 'running').length,
		oldest: ages.size === 0 ? null : Math.max(...ages.values()),
	};
}
