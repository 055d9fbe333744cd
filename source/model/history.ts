import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { isEnded, JOB_KINDS, type Job, type JobKind, type OrganizationResult } from './job.ts';
import { type ErrorMemory, NO_ERRORS } from './memory.ts';
import type { SafeText } from './safe-text.ts';
import { causeOf } from './summary.ts';

/** How one organization fared in one job. */
export interface Sync {
	readonly job: Job;
	readonly result: OrganizationResult;
	/** When the job began, in milliseconds since 1970. */
	readonly at: number;
}

/**
 * What is known of one organization from the jobs of one kind, newest first. Kinds have histories of their own: that its
 * certificates were synchronized says nothing about its keys.
 */
export interface OrganizationHistory {
	readonly id: SafeText;
	readonly kind: JobKind;
	/** What is decided; work under way and work that a cancel kept from being done decide nothing. */
	readonly syncs: readonly Sync[];
	/** What is under way. */
	readonly running: readonly Sync[];
}

/** Kinds first: to look for a hundred thousand syncs by one key made of both takes three times as long. */
type Histories = ReadonlyMap<JobKind, ReadonlyMap<SafeText, OrganizationHistory>>;

const known = new WeakMap<readonly Job[], Histories>();

/** The histories that these jobs tell; worked out once for each list. */
export function historiesOf(jobs: readonly Job[]): readonly OrganizationHistory[] {
	return [...byKind(jobs).values()].flatMap(histories => [...histories.values()]);
}

/** What jobs of a kind tell of an organization, undefined where none names it. */
export function historyOf(id: SafeText, kind: JobKind, jobs: readonly Job[]): OrganizationHistory | undefined {
	return byKind(jobs).get(kind)?.get(id);
}

function byKind(jobs: readonly Job[]): Histories {
	const before = known.get(jobs);
	if (before !== undefined) return before;
	const histories = new Map(JOB_KINDS.map(kind => [kind, collect(jobs, kind)]));
	known.set(jobs, histories);
	return histories;
}

const sorted = new WeakMap<readonly Job[], readonly (readonly [Job, number])[]>();

/** The jobs that say when they began, newest first; worked out once for each list. */
export function newestFirst(jobs: readonly Job[]): readonly (readonly [Job, number])[] {
	const before = sorted.get(jobs);
	if (before !== undefined) return before;
	const newest = jobs
		.flatMap(job => (job.createdAt === null ? [] : [[job, job.createdAt.at] as const]))
		.sort(([one, at], [other, otherAt]) => otherAt - at || (one.id < other.id ? 1 : -1));
	sorted.set(jobs, newest);
	return newest;
}

function collect(jobs: readonly Job[], kind: JobKind): ReadonlyMap<SafeText, OrganizationHistory> {
	const histories = new Map<SafeText, { id: SafeText; kind: JobKind; syncs: Sync[]; running: Sync[] }>();
	for (const [job, at] of newestFirst(jobs)) {
		if (job.kind !== kind) continue;
		const isUnderWay = !isEnded(job.status) && job.completedAt === null;
		for (const result of job.results) {
			let history = histories.get(result.id);
			if (history === undefined) {
				history = { id: result.id, kind, syncs: [], running: [] };
				histories.set(result.id, history);
			}
			if (isDecided(job, result)) history.syncs.push({ job, result, at });
			else if (isUnderWay) history.running.push({ job, result, at });
		}
	}
	return histories;
}

function isDecided(job: Job, { outcome }: OrganizationResult): boolean {
	return outcome !== 'running' && !(outcome === 'none' && job.abort);
}

/** Whether a sync failed: with an error, or by never being reported in a job that ended. */
export function isFailure({ result }: Sync): boolean {
	return result.outcome === 'error' || result.outcome === 'none';
}

/** The kind of a sync that did not go well. */
export function kindOf({ result }: Sync): Fingerprint {
	return fingerprintOf(causeOf(result));
}

/** Whether two syncs of an organization went wrong in the same way. */
export function isAlike(one: Sync, other: Sync): boolean {
	return one.result.outcome === other.result.outcome && kindOf(one) === kindOf(other);
}

/** How trouble stands in the light of the syncs before it. */
export interface Background {
	readonly novelty: Novelty;
	/** When an earlier run met the same kind of error first, be it with another organization; null where none did. */
	readonly remembered: number | null;
	readonly previous: Sync | null;
	/** The first of the failures in a row that it belongs to, and how many they are up to it. */
	readonly since: Sync;
	readonly streak: number;
	readonly lastOk: Sync | null;
}

/** What came before the trouble of an organization in a job; null where it is in none, or not decided yet. */
export function backgroundOf(
	id: SafeText,
	job: Job,
	jobs: readonly Job[],
	errors: ErrorMemory = NO_ERRORS,
): Background | null {
	const syncs = historyOf(id, job.kind, jobs)?.syncs ?? [];
	const index = syncs.findIndex(sync => sync.job.id === job.id);
	const sync = syncs[index];
	if (sync === undefined || !isFailure(sync)) return null;
	const before = syncs.slice(index);
	const end = before.findIndex(each => !isFailure(each));
	const streak = end === -1 ? before.length : end;
	return {
		novelty: noveltyOf(sync, before[1], errors),
		remembered: errors.first(kindOf(sync)),
		previous: before[1] ?? null,
		since: before[streak - 1] ?? sync,
		streak,
		lastOk: before.find(({ result }) => result.outcome === 'ok') ?? null,
	};
}

const troubled = new WeakMap<readonly Job[], ReadonlyMap<SafeText, readonly SafeText[]>>();

/** The organizations that got into trouble with a job, or into another than before; worked out once for each list. */
export function newlyTroubled(job: Job, jobs: readonly Job[]): readonly SafeText[] {
	const byJob = troubled.get(jobs) ?? collectTroubled(jobs);
	troubled.set(jobs, byJob);
	return byJob.get(job.id) ?? [];
}

function collectTroubled(jobs: readonly Job[]): ReadonlyMap<SafeText, readonly SafeText[]> {
	const byJob = new Map<SafeText, SafeText[]>();
	for (const { id, syncs } of historiesOf(jobs)) {
		for (const [index, sync] of syncs.entries()) {
			const novelty = isFailure(sync) ? noveltyOf(sync, syncs[index + 1]) : 'known';
			if (novelty === 'new' || novelty === 'changed') byJob.set(sync.job.id, [...(byJob.get(sync.job.id) ?? []), id]);
		}
	}
	return byJob;
}

/** How an error compares with the sync before: after a good one, after another error, after the same, or the oldest held. */
export type Novelty = 'new' | 'changed' | 'known' | 'oldest';

/**
 * How the trouble of a sync compares with the same organization's sync before; what an earlier run has seen of it already
 * is known.
 */
export function noveltyOf(sync: Sync, previous: Sync | undefined, errors: ErrorMemory = NO_ERRORS): Novelty {
	const seen = isFailure(sync) ? errors.last({ fingerprint: kindOf(sync), organization: sync.result.id }) : null;
	if (previous === undefined) return seen === null ? 'oldest' : 'known';
	if (seen !== null && seen >= sync.at) return 'known';
	if (!isFailure(previous)) return 'new';
	return isAlike(sync, previous) ? 'known' : 'changed';
}
