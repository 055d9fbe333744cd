import type { Fingerprint } from './fingerprint.ts';
import { historyOf, isAlike, kindOf } from './history.ts';
import { JOB_KINDS, type Job } from './job.ts';
import { type Acknowledgement, type Acknowledgements, type Trouble, troubleKey } from './journal-entry.ts';
import type { SafeText } from './safe-text.ts';

/** What is wrong with an organization by its newest syncs that are decided, one of each kind of jobs, and since when. */
function currentTroubles(id: SafeText, jobs: readonly Job[]): readonly (Trouble & { readonly since: number })[] {
	return JOB_KINDS.flatMap(kind => {
		const syncs = historyOf(id, kind, jobs)?.syncs ?? [];
		const [current] = syncs;
		if (current === undefined || current.result.outcome === 'ok') return [];
		const end = syncs.findIndex(sync => !isAlike(sync, current));
		const first = syncs[(end === -1 ? syncs.length : end) - 1] ?? current;
		return [{ fingerprint: kindOf(current), organization: id, since: first.at }];
	});
}

/** What is wrong now with these organizations. */
export function troublesOf(ids: Iterable<SafeText>, jobs: readonly Job[]): readonly Trouble[] {
	return [...ids]
		.flatMap(id => currentTroubles(id, jobs))
		.map(({ fingerprint, organization }) => ({ fingerprint, organization }));
}

/**
 * The newest acknowledgement of what is wrong with an organization now, or of one kind of error alone; null where not all
 * of it is acknowledged. One of trouble that ended meanwhile counts no more.
 */
export function acknowledgementOf(
	id: SafeText,
	jobs: readonly Job[],
	acknowledgements: Acknowledgements,
	fingerprint: Fingerprint | null = null,
): Acknowledgement | null {
	if (acknowledgements.size === 0) return null;
	let newest: Acknowledgement | null = null;
	for (const trouble of currentTroubles(id, jobs)) {
		if (fingerprint !== null && trouble.fingerprint !== fingerprint) continue;
		const known = acknowledgements.get(troubleKey(trouble));
		if (known === undefined || trouble.since > known.at) return null;
		if (newest === null || known.at > newest.at) newest = known;
	}
	return newest;
}
