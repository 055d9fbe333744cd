import type { Job } from './job.ts';
import type { SafeText } from './safe-text.ts';

const MINUTE = 60_000;
/** Past this a running job without enough like it is suspected, and below so many samples a percentile says nothing. */
const LIMIT_WITHOUT_HISTORY = 15 * MINUTE;
const SAMPLES_NEEDED = 5;

/** Jobs of a kind that synchronize the same organizations are alike: what they take tells what the next one should. */
export function likenessOf(job: Job): string {
	const ids = job.results.map(result => result.id).sort();
	return [job.kind, ...ids].join(' ');
}

/** The value that `share` (0 to 1) of the sorted values do not exceed. */
export function percentile(sorted: readonly number[], share: number): number | null {
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

const NONE: ReadonlySet<SafeText> = new Set();
const known = new WeakMap<readonly Job[], ReadonlyMap<string, readonly number[]>>();

/** The durations of each kind of job, sorted; worked out once for each list. */
function durationsByLikeness(jobs: readonly Job[]): ReadonlyMap<string, readonly number[]> {
	const durations = known.get(jobs) ?? collectDurations(jobs);
	known.set(jobs, durations);
	return durations;
}

/** A cancelled job tells nothing of how long one takes. */
function collectDurations(jobs: readonly Job[]): Map<string, number[]> {
	const durations = new Map<string, number[]>();
	for (const job of jobs) {
		if (job.duration === null || job.abort) continue;
		const likeness = likenessOf(job);
		const alike = durations.get(likeness);
		if (alike === undefined) durations.set(likeness, [job.duration]);
		else alike.push(job.duration);
	}
	for (const alike of durations.values()) alike.sort((one, other) => one - other);
	return durations;
}

/** What half of the jobs like this one took at the most, in milliseconds; null where fewer than five of them ended. */
export function usualDuration(job: Job, jobs: readonly Job[]): number | null {
	const alike = durationsByLikeness(jobs).get(likenessOf(job)) ?? [];
	return alike.length < SAMPLES_NEEDED ? null : percentile(alike, 0.5);
}

/** The running jobs of a list with the moments from which on they are stuck, soonest first, and those found last. */
interface Watch {
	readonly deadlines: readonly { readonly id: SafeText; readonly at: number }[];
	stuck: ReadonlySet<SafeText>;
}

const watches = new WeakMap<readonly Job[], Watch>();

function watchOf(jobs: readonly Job[]): Watch {
	const watch = watches.get(jobs) ?? { deadlines: collectDeadlines(jobs), stuck: NONE };
	watches.set(jobs, watch);
	return watch;
}

function collectDeadlines(jobs: readonly Job[]): Watch['deadlines'] {
	const deadlines = jobs.flatMap(job => {
		const started = job.createdAt?.at;
		if (job.health !== 'running' || started === undefined) return [];
		const changed = Math.max(started, job.updatedAt?.at ?? started);
		const alike = durationsByLikeness(jobs).get(likenessOf(job)) ?? [];
		const usual = alike.length >= SAMPLES_NEEDED ? percentile(alike, 0.95) : null;
		const limit = usual === null ? LIMIT_WITHOUT_HISTORY : 3 * usual;
		return [{ id: job.id, at: Math.max(started + limit, changed + limit / 3) }];
	});
	return deadlines.sort((one, other) => one.at - other.at);
}

/**
 * The running jobs that seem stuck: past three times the 95th percentile of their like (past 15 minutes where fewer than
 * five of them ended), and without any change for a third of that limit. `now` is the server's time in milliseconds. As
 * long as these are the same of a list, so is the set: it is asked for several times for each key that is pressed.
 */
export function findStuck(jobs: readonly Job[], now: number): ReadonlySet<SafeText> {
	const watch = watchOf(jobs);
	const { deadlines } = watch;
	const next = deadlines.findIndex(({ at }) => now <= at);
	const overdue = next === -1 ? deadlines.length : next;
	if (overdue !== watch.stuck.size) watch.stuck = new Set(deadlines.slice(0, overdue).map(({ id }) => id));
	return watch.stuck;
}
