import type { Fingerprint } from './fingerprint.ts';
import { historiesOf, isAlike, isFailure, kindOf, newestFirst, type Sync } from './history.ts';
import { isEnded, type Job } from './job.ts';
import type { SafeText } from './safe-text.ts';

/** What happened to organizations in one job, compared with the sync of each before: alike changes told together. */
export interface Turn {
	readonly kind: 'failed' | 'changed' | 'recovered';
	/** In milliseconds since 1970, by the server's clock. */
	readonly at: number;
	readonly job: Job;
	readonly organizations: readonly SafeText[];
	/** The error before; null for organizations that were well. */
	readonly from: Fingerprint | null;
	/** The error now; null for those that recovered. */
	readonly to: Fingerprint | null;
}

/** One thing that happened to jobs, told by the jobs themselves: the same jobs tell the same story to everybody. */
export type StoryEvent = { readonly kind: 'started' | 'ended'; readonly at: number; readonly job: Job } | Turn;

const known = new WeakMap<readonly Job[], readonly StoryEvent[]>();

/** What the jobs held tell of the past, newest first; worked out once for each list. */
export function storyOf(jobs: readonly Job[]): readonly StoryEvent[] {
	const before = known.get(jobs);
	if (before !== undefined) return before;
	const story = [...jobEvents(jobs), ...turns(jobs)].sort(latestFirst);
	known.set(jobs, story);
	return story;
}

/** When a job, or what is known of it so far, was settled; `at` where nobody says. */
export function settledAt(job: Job, at: number): number {
	return job.completedAt?.at ?? job.updatedAt?.at ?? at;
}

function jobEvents(jobs: readonly Job[]): StoryEvent[] {
	return newestFirst(jobs).flatMap(([job, at]): StoryEvent[] => {
		const started = { kind: 'started', at, job } as const;
		return isEnded(job.status) ? [started, { kind: 'ended', at: settledAt(job, at), job }] : [started];
	});
}

function turns(jobs: readonly Job[]): Turn[] {
	const alike = new Map<string, Turn & { readonly organizations: SafeText[] }>();
	for (const { id, syncs } of historiesOf(jobs)) {
		for (const [index, sync] of syncs.entries()) {
			const turn = turnOf(sync, syncs[index + 1]);
			if (turn === null) continue;
			const key = JSON.stringify([sync.job.id, turn.kind, turn.from, turn.to]);
			const together = alike.get(key);
			if (together === undefined) alike.set(key, { ...turn, organizations: [id] });
			else together.organizations.push(id);
		}
	}
	return [...alike.values()];
}

/** Of the oldest sync held nobody knows what came before: it turns nothing. */
function turnOf(sync: Sync, previous: Sync | undefined): Omit<Turn, 'organizations'> | null {
	if (previous === undefined) return null;
	const fails = isFailure(sync);
	const failed = isFailure(previous);
	if (fails === failed && (!fails || isAlike(sync, previous))) return null;
	return {
		kind: fails ? (failed ? 'changed' : 'failed') : 'recovered',
		at: settledAt(sync.job, sync.at),
		job: sync.job,
		from: failed ? kindOf(previous) : null,
		to: fails ? kindOf(sync) : null,
	};
}

/** Of what happened at one moment, the end of a job is told after what it brought, as one reads from below. */
const WEIGHT = { ended: 0, failed: 1, changed: 2, recovered: 3, started: 4 } as const;

function latestFirst(one: StoryEvent, other: StoryEvent): number {
	return (
		other.at - one.at ||
		WEIGHT[one.kind] - WEIGHT[other.kind] ||
		(one.job.id < other.job.id ? -1 : one.job.id > other.job.id ? 1 : 0)
	);
}

/** What tells an event from all others, for each organization that it is about: whoever has told it, need not again. */
export function eventKeys(event: StoryEvent): readonly string[] {
	if (!('organizations' in event)) return [`${event.kind} ${event.job.id}`];
	return event.organizations.map(id => `${event.kind} ${event.job.id} ${id}`);
}
