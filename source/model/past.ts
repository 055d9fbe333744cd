import { type Job, parseJob } from './job.ts';
import { joinKinds, rowKey } from './share.ts';

/** What is known of earlier moments. */
export interface Past {
	/** When something changed, in milliseconds since 1970 by the server's clock: each moment once, earliest first. */
	readonly moments: readonly number[];
	/** The jobs as they were at a moment, newest first. */
	jobsAt(moment: number): readonly Job[];
}

/** How a job was from a moment on. */
interface Version {
	readonly at: number;
	/** Read when it is looked at: most never are. */
	readonly read: () => Job;
}

/** When a job became as it is; one that tells no time was so for ever. */
function momentOf({ completedAt, updatedAt, createdAt }: Job): number {
	return (completedAt ?? updatedAt ?? createdAt)?.at ?? Number.NEGATIVE_INFINITY;
}

/** How a job was when it began: of its organizations nothing was told yet. */
function atStart(job: Job): Job {
	const source = typeof job.source === 'object' && job.source !== null ? job.source : {};
	const { createdAt } = job;
	const row = {
		...source,
		overall_status: 'in_progress',
		detailed_status: {},
		completed_at: null,
		updatedAt: createdAt === null ? null : new Date(createdAt.at).toISOString(),
		abort: false,
	};
	return { ...parseJob(row, job.kind), id: job.id };
}

function versionsOf(states: readonly Job[]): readonly Version[] {
	const byMoment = new Map(states.map(job => [momentOf(job), job]));
	const versions = [...byMoment]
		.map(([at, job]): Version => ({ at, read: () => job }))
		.sort((one, other) => one.at - other.at);
	const [first] = states;
	const begun = first?.createdAt?.at;
	if (first === undefined || begun === undefined || begun >= (versions[0]?.at ?? begun)) return versions;
	let start: Job | null = null;
	const read = () => {
		start ??= atStart(first);
		return start;
	};
	return [{ at: begun, read }, ...versions];
}

/** The past that rows which were kept tell, oldest first, and the jobs that are held now. */
export function pastOf(changes: readonly Job[], held: readonly Job[]): Past {
	const states = new Map<string, Job[]>();
	for (const job of [...changes, ...held]) {
		const key = `${job.kind} ${rowKey(job.source)}`;
		const known = states.get(key);
		if (known === undefined) states.set(key, [job]);
		else known.push(job);
	}
	const all = [...states.values()].map(versionsOf);
	const moments = new Set(all.flatMap(versions => versions.map(({ at }) => at)).filter(Number.isFinite));
	return {
		moments: [...moments].sort((one, other) => one - other),
		jobsAt(moment) {
			const jobs = all.flatMap(versions => versions.findLast(({ at }) => at <= moment)?.read() ?? []);
			const newestFirst = jobs.sort((one, other) => (other.createdAt?.at ?? 0) - (one.createdAt?.at ?? 0));
			const of = (kind: Job['kind']) => newestFirst.filter(job => job.kind === kind);
			return joinKinds(of('keys'), of('certificates'));
		},
	};
}
