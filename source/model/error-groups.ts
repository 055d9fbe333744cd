import type { Fingerprint } from './fingerprint.ts';
import { historiesOf, historyOf, kindOf, noveltyOf, type Sync } from './history.ts';
import type { Job, JobKind } from './job.ts';
import { type ErrorMemory, NO_ERRORS } from './memory.ts';
import type { SafeText } from './safe-text.ts';
import { causeOf } from './summary.ts';

/** Errors of one kind, over all jobs held. */
export interface ErrorGroup {
	readonly fingerprint: Fingerprint;
	/** The newest text of this kind, as the server gave it. */
	readonly exemplar: SafeText;
	/** A text that no rule knows is no error, and yet never good. */
	readonly outcome: 'error' | 'none' | 'unknown';
	/** The kinds of jobs that have met it. */
	readonly kinds: ReadonlySet<JobKind>;
	/** How many jobs and organizations have met it. */
	readonly jobs: number;
	readonly organizations: ReadonlySet<SafeText>;
	readonly first: Sync;
	readonly last: Sync;
	/** When it was met first, which may be before what is held, in milliseconds since 1970. */
	readonly firstAt: number;
	/** Whether it is the first of its kind: its first sync, after a better one, is the newest of its organization. */
	readonly isNew: boolean;
	/** The organizations whose newest sync of any kind ended with it: none where it is cleared. */
	readonly active: ReadonlySet<SafeText>;
	/** When the last organization got over it, in milliseconds since 1970; null while one has it. */
	readonly clearedAt: number | null;
}

interface Collected {
	readonly kinds: Set<JobKind>;
	readonly jobs: Set<SafeText>;
	readonly organizations: Set<SafeText>;
	readonly active: Set<SafeText>;
	first: Sync;
	last: Sync;
	clearedAt: number;
}

function isTroubled({ result }: Sync): boolean {
	return result.outcome !== 'ok';
}

/** The kinds of errors in these jobs: those that somebody has now first, then by when they were last seen. */
export function groupErrors(jobs: readonly Job[], errors: ErrorMemory = NO_ERRORS): readonly ErrorGroup[] {
	const groups = new Map<Fingerprint, Collected>();
	for (const { id, syncs } of historiesOf(jobs)) {
		for (const [index, sync] of syncs.entries()) {
			if (!isTroubled(sync)) continue;
			const group = joinGroup(groups, sync);
			group.kinds.add(sync.job.kind);
			group.jobs.add(sync.job.id);
			group.organizations.add(id);
			const next = syncs[index - 1];
			if (next === undefined) group.active.add(id);
			else if (!isTroubled(next) || kindOf(next) !== kindOf(sync)) group.clearedAt = Math.max(group.clearedAt, next.at);
		}
	}
	const isNew = (fingerprint: Fingerprint, { first, active }: Collected) => {
		const [current, previous] = historyOf(first.result.id, first.job.kind, jobs)?.syncs ?? [];
		if (active.size === 0 || current !== first || errors.first(fingerprint) !== null) return false;
		return previous !== undefined && noveltyOf(first, previous, errors) !== 'known';
	};
	return [...groups]
		.map(([fingerprint, group]) => ({
			...toGroup(fingerprint, group),
			isNew: isNew(fingerprint, group),
			firstAt: Math.min(group.first.at, errors.first(fingerprint) ?? group.first.at),
		}))
		.sort(activeFirst);
}

function joinGroup(groups: Map<Fingerprint, Collected>, sync: Sync): Collected {
	const fingerprint = kindOf(sync);
	const known = groups.get(fingerprint);
	if (known === undefined) {
		const group = {
			kinds: new Set<JobKind>(),
			jobs: new Set<SafeText>(),
			organizations: new Set<SafeText>(),
			active: new Set<SafeText>(),
			first: sync,
			last: sync,
			clearedAt: Number.NEGATIVE_INFINITY,
		};
		groups.set(fingerprint, group);
		return group;
	}
	if (sync.at < known.first.at) known.first = sync;
	if (sync.at > known.last.at) known.last = sync;
	return known;
}

function toGroup(
	fingerprint: Fingerprint,
	{ jobs, last, clearedAt, ...group }: Collected,
): Omit<ErrorGroup, 'isNew' | 'firstAt'> {
	const { outcome } = last.result;
	return {
		...group,
		fingerprint,
		exemplar: causeOf(last.result),
		outcome: outcome === 'none' || outcome === 'unknown' ? outcome : 'error',
		jobs: jobs.size,
		last,
		clearedAt: group.active.size > 0 ? null : clearedAt,
	};
}

function activeFirst(one: ErrorGroup, other: ErrorGroup): number {
	return (
		Number(other.active.size > 0) - Number(one.active.size > 0) ||
		other.active.size - one.active.size ||
		other.last.at - one.last.at ||
		(one.fingerprint < other.fingerprint ? -1 : 1)
	);
}
