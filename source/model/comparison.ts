import { likenessOf } from './durations.ts';
import { fingerprintOf } from './fingerprint.ts';
import { newestFirst } from './history.ts';
import type { Job, OrganizationResult } from './job.ts';
import type { SafeText } from './safe-text.ts';
import { causeOf } from './summary.ts';

/** How an organization fares in a job compared with the one before: one row of the diff. */
export interface Difference {
	readonly id: SafeText;
	/** Null where the job does not name it. */
	readonly before: OrganizationResult | null;
	readonly after: OrganizationResult | null;
	readonly kind: 'failed' | 'changed' | 'recovered' | 'same';
}

/** The job before this one that synchronized the same organizations, null where none is held. */
export function previousOf(job: Job, jobs: readonly Job[]): Job | null {
	const likeness = likenessOf(job);
	const at = job.createdAt?.at;
	if (at === undefined || job.results.length === 0) return null;
	const earlier = newestFirst(jobs).find(
		([other, otherAt]) => otherAt < at && other.id !== job.id && likenessOf(other) === likeness,
	);
	return earlier?.[0] ?? null;
}

/** What became of each organization from one job to the next; what changed comes first. */
export function compareJobs(before: Job, after: Job): readonly Difference[] {
	const ids = new Set([...after.results, ...before.results].map(({ id }) => id));
	const find = (job: Job, id: SafeText) => job.results.find(result => result.id === id) ?? null;
	return [...ids]
		.map((id): Difference => {
			const was = find(before, id);
			const is = find(after, id);
			return { id, before: was, after: is, kind: differenceOf(was, is) };
		})
		.sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
}

const KINDS: readonly Difference['kind'][] = ['failed', 'changed', 'recovered', 'same'];

function differenceOf(before: OrganizationResult | null, after: OrganizationResult | null): Difference['kind'] {
	if (before?.outcome !== after?.outcome) {
		if (isBad(after)) return isBad(before) ? 'changed' : 'failed';
		return isBad(before) && after?.outcome === 'ok' ? 'recovered' : 'changed';
	}
	if (before === null || after === null || after.outcome === 'ok') return 'same';
	return fingerprintOf(causeOf(before)) === fingerprintOf(causeOf(after)) ? 'same' : 'changed';
}

function isBad(result: OrganizationResult | null): boolean {
	return result?.outcome === 'error' || result?.outcome === 'none';
}
