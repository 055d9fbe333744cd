import type { Organizations } from './answer.ts';
import type { ErrorGroup } from './error-groups.ts';
import type { Vocabulary } from './filter.ts';
import { newlyTroubled } from './history.ts';
import type { Job } from './job.ts';
import type { OrganizationSummary } from './organizations.ts';
import type { SafeText } from './safe-text.ts';
import { causeOf, nameOf, stateOf } from './summary.ts';
import { type NamingContext, type TimelineEntry, tellEvent } from './timeline.ts';

/** What rows are compared with. */
export interface FilterContext {
	/** All jobs held: they tell what is new. */
	readonly jobs: readonly Job[];
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
	/** The server's time, in milliseconds since 1970. */
	readonly now: number;
}

function namesOf(ids: Iterable<SafeText>, organizations: Organizations): readonly string[] {
	return [...ids].flatMap(id => [nameOf(id, organizations), id]);
}

/** What the words of a filter mean for a job. */
export function jobWords({ jobs, organizations, stuck, now }: FilterContext): Vocabulary<Job> {
	const org = (job: Job) =>
		namesOf(
			job.results.map(({ id }) => id),
			organizations,
		);
	return {
		subjects: {
			job: job => [job.id],
			kind: job => [job.kind],
			org,
			err: job => job.results.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'running').map(causeOf),
			status: job => [job.status],
			health: job => [job.health, stateOf(job, stuck)],
			new: job => namesOf(newlyTroubled(job, jobs), organizations),
		},
		everything: job => [
			job.id,
			job.status,
			stateOf(job, stuck),
			...(job.broken === null ? [] : [job.broken]),
			...org(job),
			...job.results.map(causeOf),
		],
		measures: {
			age: job => (job.createdAt === null ? null : now - job.createdAt.at),
			dur: job => job.duration ?? (job.health === 'running' && job.createdAt !== null ? now - job.createdAt.at : null),
		},
	};
}

/** What the words of a filter mean for an organization: its newest sync, and since when it fails. */
export function organizationWords({ now }: Pick<FilterContext, 'now'>): Vocabulary<OrganizationSummary> {
	const org = ({ name, id }: OrganizationSummary) => [name, id];
	const err = ({ current, standing }: OrganizationSummary) =>
		current === null || standing === 'ok' ? [] : [causeOf(current.result)];
	const health = ({ standing, overdue }: OrganizationSummary) => [
		standing,
		...(standing === 'failing' ? ['failed'] : []),
		...(overdue === null ? [] : ['overdue']),
	];
	return {
		subjects: {
			job: ({ current }) => (current === null ? [] : [current.job.id]),
			kind: ({ kind, others }) => [kind, ...others.map(other => other.kind)],
			org,
			err,
			status: ({ current }) => (current === null ? [] : [current.job.status]),
			health,
			new: row => (row.novelty === 'new' || row.novelty === 'changed' ? org(row) : []),
		},
		everything: row => [...org(row), ...err(row), ...health(row)],
		measures: {
			age: ({ since, current }) => ((since ?? current) === null ? null : now - ((since ?? current)?.at ?? now)),
			dur: () => null,
		},
	};
}

/** What the words of a filter mean for a kind of error. */
export function errorWords({
	organizations,
	now,
}: Pick<FilterContext, 'organizations' | 'now'>): Vocabulary<ErrorGroup> {
	const org = (group: ErrorGroup) => namesOf(group.organizations, organizations);
	const err = ({ fingerprint, exemplar }: ErrorGroup) => [fingerprint, exemplar];
	const health = ({ active }: ErrorGroup) => [active.size > 0 ? 'active' : 'cleared'];
	return {
		subjects: {
			job: ({ first, last }) => [first.job.id, last.job.id],
			kind: ({ kinds }) => [...kinds],
			org,
			err,
			status: ({ last }) => [last.job.status],
			health,
			new: group => (group.isNew ? org(group) : []),
		},
		everything: group => [...err(group), ...org(group), ...health(group)],
		measures: { age: ({ firstAt }) => now - firstAt, dur: () => null },
	};
}

/** What the words of a filter mean for a line of the timeline. */
export function timelineWords(context: NamingContext & Pick<FilterContext, 'now'>): Vocabulary<TimelineEntry> {
	const { organizations, now } = context;
	const org = ({ event }: TimelineEntry) =>
		'organizations' in event ? namesOf(event.organizations, organizations) : [];
	const err = ({ event }: TimelineEntry) => ('to' in event ? [event.to ?? '', event.from ?? ''] : []);
	const words = ({ event }: TimelineEntry) => [tellEvent(event, context)];
	return {
		subjects: {
			job: ({ event }) => ('job' in event ? [event.job.id] : []),
			kind: ({ event }) => ('job' in event ? [event.job.kind] : []),
			org,
			err,
			status: ({ event }) => ('job' in event ? [event.job.status] : []),
			health: ({ event }) => ('job' in event ? [event.job.health] : []),
			new: row => (row.event.kind === 'failed' || row.event.kind === 'changed' ? org(row) : []),
		},
		everything: row => [...words(row), ...org(row), ...err(row)],
		measures: { age: ({ event }) => now - event.at, dur: () => null },
	};
}
