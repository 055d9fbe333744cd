import type { Job } from './job.ts';
import { type SafeText, safe } from './safe-text.ts';
import { countOutcome, STATES, stateOf } from './summary.ts';

/** By what the list can be sorted. */
export type SortKey = 'started' | 'health' | 'duration' | 'errors' | 'status';

/** A sort: by what, and whether the largest, newest or worst comes first. */
export interface Sort {
	readonly key: SortKey;
	readonly descending: boolean;
}

type Measure = (job: Job, stuck: ReadonlySet<SafeText>) => number | string;

interface SortChoice {
	readonly key: SortKey;
	readonly title: SafeText;
	readonly explanation: SafeText;
	readonly measure: Measure;
}

/** What runs has no duration yet: of two running jobs the older one has taken longer, and longer than any that ended. */
function durationMeasure(job: Job): number {
	if (job.health === 'running' && job.createdAt !== null) return Number.MAX_SAFE_INTEGER - job.createdAt.at;
	return job.duration ?? -1;
}

/** Every sort once, in the order of the menu. Jobs that measure alike stand newest first. */
export const SORTS: readonly SortChoice[] = [
	{
		key: 'started',
		title: safe`STARTED`,
		explanation: safe`newest first`,
		measure: job => job.createdAt?.at ?? Number.NEGATIVE_INFINITY,
	},
	{
		key: 'health',
		title: safe`HEALTH`,
		explanation: safe`worst first`,
		measure: (job, stuck) => -STATES.indexOf(stateOf(job, stuck)),
	},
	{
		key: 'duration',
		title: safe`DUR`,
		explanation: safe`longest first, those still running before all others`,
		measure: durationMeasure,
	},
	{ key: 'errors', title: safe`ERR`, explanation: safe`most errors first`, measure: job => countOutcome(job, 'error') },
	{ key: 'status', title: safe`STATUS`, explanation: safe`by the server's word`, measure: job => job.status },
];

/** The choice of a sort by its key. */
export function sortChoice(key: SortKey): SortChoice {
	const choice = SORTS.find(candidate => candidate.key === key);
	if (choice === undefined) throw new TypeError(`no sort is called ${key}`);
	return choice;
}

function order(one: number | string, other: number | string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

/** A sorted copy. */
export function sortJobs(jobs: readonly Job[], { key, descending }: Sort, stuck: ReadonlySet<SafeText>): Job[] {
	const { measure } = sortChoice(key);
	const direction = descending ? -1 : 1;
	const measured = jobs.map(job => ({
		job,
		by: measure(job, stuck),
		started: job.createdAt?.at ?? Number.NEGATIVE_INFINITY,
	}));
	measured.sort(
		(one, other) =>
			direction * order(one.by, other.by) || order(other.started, one.started) || order(one.job.id, other.job.id),
	);
	return measured.map(({ job }) => job);
}
