import type { Fingerprint } from './fingerprint.ts';
import { historiesOf, historyOf, isAlike, isFailure, kindOf, newestFirst, type Sync } from './history.ts';
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
	// In this order most of it is sorted already, which sorting tens of thousands gains by.
	const turns = turnsByJob(jobs);
	const story: StoryEvent[] = [];
	for (const [job, at] of newestFirst(jobs)) story.push(...eventsOf(job, at, turns.get(job) ?? []));
	story.sort(latestFirst);
	known.set(jobs, story);
	return story;
}

/** When a job, or what is known of it so far, was settled; `at` where nobody says. */
export function settledAt(job: Job, at: number): number {
	return job.completedAt?.at ?? job.updatedAt?.at ?? at;
}

/** What happened in one job, told among all that are held: the newest first of them are found at once. */
export function happenedIn(job: Job, jobs: readonly Job[]): readonly StoryEvent[] {
	const turns = turnsIn(job, jobs);
	const at = job.createdAt?.at;
	return at === undefined ? turns : eventsOf(job, at, turns);
}

function eventsOf(job: Job, at: number, turns: readonly Turn[]): readonly StoryEvent[] {
	const ended = isEnded(job.status) ? [{ kind: 'ended', at: settledAt(job, at), job } as const] : [];
	return [...ended, ...turns, { kind: 'started', at, job }];
}

/** What befell organizations in one job. */
export function turnsIn(job: Job, jobs: readonly Job[]): readonly Turn[] {
	const turns: GrowingTurn[] = [];
	for (const { id } of job.results) {
		const syncs = historyOf(id, job.kind, jobs)?.syncs ?? [];
		const index = syncs.findIndex(sync => sync.job === job);
		const sync = syncs[index];
		const turn = sync === undefined ? null : turnOf(sync, syncs[index + 1]);
		if (turn !== null) join(turns, turn, id);
	}
	return turns;
}

function turnsByJob(jobs: readonly Job[]): ReadonlyMap<Job, readonly Turn[]> {
	const byJob = new Map<Job, GrowingTurn[]>();
	for (const { id, syncs } of historiesOf(jobs)) {
		for (const [index, sync] of syncs.entries()) {
			const turn = turnOf(sync, syncs[index + 1]);
			if (turn === null) continue;
			const turns = byJob.get(sync.job);
			if (turns === undefined) byJob.set(sync.job, [{ ...turn, organizations: [id] }]);
			else join(turns, turn, id);
		}
	}
	return byJob;
}

type GrowingTurn = Turn & { readonly organizations: SafeText[] };

function join(turns: GrowingTurn[], turn: Omit<Turn, 'organizations'>, id: SafeText): void {
	const alike = turns.find(({ kind, from, to }) => kind === turn.kind && from === turn.from && to === turn.to);
	if (alike === undefined) turns.push({ ...turn, organizations: [id] });
	else alike.organizations.push(id);
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

/** The order of the story. */
export function latestFirst(one: StoryEvent, other: StoryEvent): number {
	return (
		other.at - one.at ||
		WEIGHT[one.kind] - WEIGHT[other.kind] ||
		(one.job.id < other.job.id ? -1 : one.job.id > other.job.id ? 1 : 0)
	);
}

/** What an event is known by. */
interface Known {
	readonly kind: string;
	readonly job: Job;
	readonly organizations?: readonly SafeText[];
}

/** What tells an event from all others, for each organization that it is about: whoever has told it, need not again. */
export function eventKeys({ kind, job, organizations }: Known): readonly string[] {
	return organizations?.map(id => `${kind} ${job.id} ${id}`) ?? [`${kind} ${job.id}`];
}
