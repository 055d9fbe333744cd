import type { Organizations } from './answer.ts';
import { usualDuration } from './durations.ts';
import { formatAge, formatDuration, formatShortStart, formatStart, type Zone } from './format.ts';
import { newlyTroubled } from './history.ts';
import type { Job, JobKind } from './job.ts';
import { type SafeText, safe, toSafeText } from './safe-text.ts';
import { countOutcome, stateOf, summarize, troubledResults } from './summary.ts';
import { takeWidth } from './text-width.ts';

/** What a job's row needs to know beside the job. */
export interface JobContext {
	/** All jobs held: they tell what is usual and what is new. */
	readonly jobs: readonly Job[];
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
	/** The server's time, in milliseconds since 1970. */
	readonly now: number;
	readonly zone: Zone;
	/** Whether moments are shown as times or as ages. */
	readonly timeStyle: 'absolute' | 'relative';
	/** How many characters tell the ids of the jobs held apart; see {@link idLength}. */
	readonly idLength: number;
	/** False where the data is too old for ages to be true. */
	readonly agesAreTrue: boolean;
}

/** The names of all columns. */
export type FieldId =
	| 'glyph'
	| 'job'
	| 'kind'
	| 'health'
	| 'status'
	| 'started'
	| 'start'
	| 'age'
	| 'duration'
	| 'usual'
	| 'organizations'
	| 'errors'
	| 'novelty'
	| 'share'
	| 'plight'
	| 'error';

/** One column: how it is called, how much room it takes, and what it says of a job. */
export interface Field {
	readonly id: FieldId;
	readonly title: SafeText;
	/** Columns of the terminal; the field `error` takes what is left, and no less than this. */
	readonly width: number;
	readonly align: 'left' | 'right';
	readonly text: (job: Job, context: JobContext) => SafeText;
}

const NOTHING = safe``;
/** Its glyph is that of a job that runs: only the word tells it where there are no colours. */
const STUCK = safe`STUCK`;
const SHORTEST_ID = 8;
/** A job may seem to begin so many milliseconds from now: clocks differ. Beyond that its age is not known. */
const TOLERATED = 60_000;
const LONGEST_ID = 36;

/** What a kind of jobs is called where there is little room. */
export const KIND_WORDS: { readonly [kind in JobKind]: SafeText } = { keys: safe`keys`, certificates: safe`cert` };

const mixed = new WeakMap<readonly Job[], boolean>();

/** Whether these jobs are of several kinds, so that each has to say which; worked out once for each list. */
export function areMixed(jobs: readonly Job[]): boolean {
	const known = mixed.get(jobs) ?? jobs.some(({ kind }) => kind !== jobs[0]?.kind);
	mixed.set(jobs, known);
	return known;
}

/** The glyph of each state in a row. The word stands beside it where there is room. */
export const GLYPHS = {
	failed: safe`✗`,
	degraded: safe`!`,
	stuck: safe`●`,
	running: safe`●`,
	ok: safe`✓`,
	cancelled: safe`⊘`,
	unknown: safe`?`,
} as const;

/** Every column once. Screen and printed table choose from these. */
export const FIELDS: { readonly [id in FieldId]: Field } = {
	glyph: {
		id: 'glyph',
		title: safe`S`,
		width: 1,
		align: 'left',
		text: (job, { stuck }) => GLYPHS[stateOf(job, stuck)],
	},
	job: {
		id: 'job',
		title: safe`JOB`,
		width: SHORTEST_ID,
		align: 'left',
		text: (job, { idLength }) => (job.broken === null ? takeWidth(job.id, idLength) : safe`(broken)`),
	},
	kind: { id: 'kind', title: safe`KIND`, width: 4, align: 'left', text: ({ kind }) => KIND_WORDS[kind] },
	health: {
		id: 'health',
		title: safe`HEALTH`,
		width: 9,
		align: 'left',
		text: (job, { stuck }) => toSafeText(stateOf(job, stuck).toUpperCase()),
	},
	status: { id: 'status', title: safe`STATUS`, width: 11, align: 'left', text: job => job.status },
	started: {
		id: 'started',
		title: safe`STARTED`,
		width: 11,
		align: 'right',
		text: (job, context) => {
			if (job.createdAt === null) return safe`—`;
			if (context.timeStyle === 'relative') return ageOf(job, context);
			return formatStart(job.createdAt.at, context.now, context.zone);
		},
	},
	start: {
		id: 'start',
		title: safe`START`,
		width: 5,
		align: 'right',
		text: (job, { now, zone }) => (job.createdAt === null ? safe`—` : formatShortStart(job.createdAt.at, now, zone)),
	},
	age: { id: 'age', title: safe`AGO`, width: 4, align: 'right', text: ageOf },
	duration: { id: 'duration', title: safe`DUR`, width: 6, align: 'right', text: durationOf },
	usual: {
		id: 'usual',
		title: safe`P50`,
		width: 6,
		align: 'right',
		text: (job, { jobs }) => {
			const usual = usualDuration(job, jobs);
			return usual === null ? NOTHING : formatDuration(usual);
		},
	},
	organizations: {
		id: 'organizations',
		title: safe`ORGS`,
		width: 4,
		align: 'right',
		text: job => safe`${job.results.length}`,
	},
	errors: {
		id: 'errors',
		title: safe`ERR`,
		width: 3,
		align: 'right',
		text: job => {
			const errors = countOutcome(job, 'error');
			return errors === 0 && job.health !== 'failed' ? NOTHING : safe`${errors}`;
		},
	},
	novelty: {
		id: 'novelty',
		title: safe`NEW`,
		width: 3,
		align: 'right',
		text: (job, { jobs }) => {
			const count = newlyTroubled(job, jobs).length;
			return count === 0 ? NOTHING : safe`+${count}`;
		},
	},
	share: {
		id: 'share',
		title: safe`ERR/ORGS`,
		width: 10,
		align: 'left',
		text: (job, { stuck }) => {
			const all = job.results.length;
			if (stateOf(job, stuck) === 'stuck') return STUCK;
			return job.health === 'running'
				? safe`${all - countOutcome(job, 'running')}/${all} done`
				: safe`${troubledResults(job).length}/${all} orgs`;
		},
	},
	plight: {
		id: 'plight',
		title: safe`STUCK`,
		width: 5,
		align: 'right',
		text: (job, context) => (stateOf(job, context.stuck) === 'stuck' ? STUCK : ageOf(job, context)),
	},
	error: {
		id: 'error',
		title: safe`WORST ORG · ERROR`,
		width: 29,
		align: 'left',
		text: (job, { stuck, organizations }) => summarize(job, stuck, organizations),
	},
};

/** How long a job took, or has taken so far. */
function durationOf(job: Job, { now, agesAreTrue }: JobContext): SafeText {
	if (job.duration !== null) return formatDuration(job.duration);
	if (job.health !== 'running' || job.createdAt === null || !agesAreTrue) return NOTHING;
	return formatDuration(Math.max(0, now - job.createdAt.at));
}

function ageOf(job: Job, { now, agesAreTrue }: JobContext): SafeText {
	if (job.createdAt === null || !agesAreTrue) return NOTHING;
	const age = now - job.createdAt.at;
	return age < -TOLERATED ? safe`—` : formatAge(age);
}

/** How many characters of their ids tell these jobs apart, eight at the least and a whole UUID at the most. */
export function idLength(jobs: readonly Job[]): number {
	const whole = jobs.filter(job => job.broken === null);
	const longest = whole.reduce((length, job) => Math.max(length, job.id.length), SHORTEST_ID);
	const most = Math.min(longest, LONGEST_ID);
	for (let length = SHORTEST_ID; length < most; length += 1) {
		if (new Set(whole.map(job => job.id.slice(0, length))).size === whole.length) return length;
	}
	return most;
}
