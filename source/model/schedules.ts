import type { Organizations } from './answer.ts';
import { nextRun } from './cron.ts';
import { formatDateTime, type Zone } from './format.ts';
import { type SafeText, safe } from './safe-text.ts';
import { findOrganization } from './summary.ts';

/** What synchronizes Salesforce organizations by itself. The server does not say which jobs it has started. */
export interface Schedule {
	readonly name: SafeText;
	/** When it runs: a cron expression of five fields, in UTC. */
	readonly cron: string;
	/** The organizations by Salesforce id, by the server's own id or by name; null for all. */
	readonly organizations: readonly string[] | null;
	readonly isOff: boolean;
	/** When it begins and ends, in milliseconds since 1970; null for always. */
	readonly from: number | null;
	readonly until: number | null;
}

/** When a schedule runs next after a moment, in milliseconds since 1970; null where it does not, or nobody can tell. */
export function nextRunOf({ cron, isOff, from, until }: Schedule, after: number): number | null {
	if (isOff) return null;
	const next = nextRun(cron, Math.max(after, (from ?? after) - 1));
	return next === null || (until !== null && next > until) ? null : next;
}

/** When a schedule runs next, in words; that it is off where it does not. */
export function nextRunText(schedule: Schedule, now: number, zone: Zone): SafeText {
	if (schedule.isOff) return safe`switched off`;
	if (schedule.until !== null && schedule.until <= now) return safe`ended ${formatDateTime(schedule.until, zone)}`;
	const next = nextRunOf(schedule, now);
	return next === null ? safe`next run not known` : safe`next run ${formatDateTime(next, zone)}`;
}

/** The schedules that take in an organization. */
export function schedulesOf(
	id: SafeText,
	schedules: readonly Schedule[],
	organizations: Organizations,
): readonly Schedule[] {
	const known = findOrganization(id, organizations);
	const names: readonly string[] = known === undefined ? [id] : [known.id, known.resourceId, known.verbatim.name];
	return schedules.filter(schedule => schedule.organizations?.some(name => names.includes(name)) ?? true);
}
