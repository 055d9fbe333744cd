import { historyOf, isFailure, kindOf, type Sync } from './history.ts';
import { isEnded, JOB_KINDS, type Job, type JobKind } from './job.ts';
import type { SafeText } from './safe-text.ts';
import { eventKeys, happenedIn, latestFirst, type StoryEvent, settledAt, storyOf, type Turn } from './story.ts';
import type { StuckEvent } from './timeline.ts';

/** What there was to be seen of the jobs at one moment. */
export interface Sight {
	readonly jobs: readonly Job[];
	readonly stuck: ReadonlySet<SafeText>;
}

/** What happens to jobs and their organizations. */
export type News = StoryEvent | StuckEvent;

/** A job may come to light by so much later than one that began after it, in milliseconds: nodes lag behind each other. */
const LAG = 60_000;

/**
 * What happened between two sights, oldest first; older jobs that came to light between them have not happened. `now` is
 * the server's time, in milliseconds since 1970.
 */
export function findNews(before: Sight, after: Sight, now: number): readonly News[] {
	const held = new Map(before.jobs.map(job => [job.id, job]));
	const newest = new Map(JOB_KINDS.map(kind => [kind, newestOf(kind, before.jobs)]));
	const isNews = (job: Job) =>
		held.has(job.id) || (job.createdAt !== null && job.createdAt.at > (newest.get(job.kind) ?? 0) - LAG);
	const happened =
		before.jobs === after.jobs
			? []
			: after.jobs
					.filter(job => held.get(job.id) !== job && isNews(job))
					.flatMap(job => happenedIn(job, after.jobs))
					.sort(latestFirst)
					.flatMap(event => unseen(event, held.get(event.job.id), before.jobs, after.jobs));
	const stuck = after.jobs
		.filter(job => after.stuck.has(job.id) && !before.stuck.has(job.id) && isNews(job))
		.map((job): StuckEvent => ({ kind: 'stuck', at: now, job }));
	return [...happened.reverse(), ...stuck];
}

/** When the newest job of a kind began. A second kind comes to light later than the first, and all of it at once. */
function newestOf(kind: JobKind, jobs: readonly Job[]): number {
	const alike = jobs.filter(job => job.kind === kind);
	const unmet = kind === 'keys' ? 0 : Number.POSITIVE_INFINITY;
	return alike.length === 0 ? unmet : alike.reduce((latest, job) => Math.max(latest, job.createdAt?.at ?? latest), 0);
}

/** What of an event is new to whoever saw `before`, where the job was `known` as it was then. */
function unseen(
	event: StoryEvent,
	known: Job | undefined,
	before: readonly Job[],
	jobs: readonly Job[],
): readonly StoryEvent[] {
	if (!('organizations' in event)) {
		const wasKnown = known !== undefined && (event.kind === 'started' || isEnded(known.status));
		return wasKnown ? [] : [event];
	}
	const organizations = event.organizations.filter(id => !wasSeen(event, id, before) && !isOvertaken(event, id, jobs));
	return organizations.length === 0 ? [] : [{ ...event, organizations }];
}

function syncOf(id: SafeText, job: Job, jobs: readonly Job[]): Sync | undefined {
	return historyOf(id, job.kind, jobs)?.syncs.find(sync => sync.job.id === job.id);
}

/** Whether the job said so before: then older jobs came to light, and show it in another light. */
function wasSeen({ job, to }: Turn, id: SafeText, before: readonly Job[]): boolean {
	const sync = syncOf(id, job, before);
	if (sync === undefined) return false;
	return to === null ? !isFailure(sync) : isFailure(sync) && kindOf(sync) === to;
}

/** Whether a job that began later had an end for the organization before: how it is now is told by that one. */
function isOvertaken({ job, at }: Turn, id: SafeText, jobs: readonly Job[]): boolean {
	const syncs = historyOf(id, job.kind, jobs)?.syncs ?? [];
	const later = syncs.slice(
		0,
		syncs.findIndex(sync => sync.job.id === job.id),
	);
	return later.some(sync => settledAt(sync.job, sync.at) < at);
}

/** So many events are known by heart: far more than come back. */
const MOST_TOLD = 5000;

/**
 * Makes the function that tells what has happened since it was called last, each thing once, be its job lost from sight
 * and back again. The first time that is nothing.
 */
export function createNews(): (sight: Sight, now: number) => readonly News[] {
	let before: Sight | null = null;
	const told = new Set<string>();

	/** Whether it was not told before; it is from now on. */
	const isFirst = (key: string) => {
		if (told.has(key)) return false;
		told.add(key);
		if (told.size > MOST_TOLD) for (const oldest of [...told].slice(0, -MOST_TOLD)) told.delete(oldest);
		return true;
	};

	return (sight, now) => {
		const last = before;
		before = sight;
		if (last === null) {
			// Whoever was there from the beginning has not begun anew when it is lost from sight and back again.
			for (const key of storyOf(sight.jobs).toReversed().flatMap(eventKeys)) isFirst(key);
			return [];
		}
		return findNews(last, sight, now).flatMap((event): readonly News[] => {
			const isNew = eventKeys(event).map(isFirst);
			if (!('organizations' in event)) return isNew.includes(true) ? [event] : [];
			const organizations = event.organizations.filter((_, index) => isNew[index]);
			return organizations.length === 0 ? [] : [{ ...event, organizations }];
		});
	};
}
