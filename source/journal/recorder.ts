import type { Answer, Organizations } from '../model/answer.ts';
import { isEnded, type Job } from '../model/job.ts';
import type { JournalEntry } from '../model/journal-entry.ts';

/** Finds what is to be kept of each answer. Costs no more than a look at each job where nothing has changed. */
export interface Recorder {
	/** Names that are new, and jobs that are new or have changed since the answer before, oldest first; `now` is the server's time. */
	take(answer: Answer, now: number): readonly JournalEntry[];
}

/** Of jobs that are merely loaded, so many of the newest are kept: the journal is of what happens, no copy of the server. */
const NEWEST = 500;

/** Begins with nothing that was met. */
export function createRecorder(): Recorder {
	const met = new WeakSet<Job>();
	const running = new Set<string>();
	let last: readonly Job[] | null = null;
	let named: Organizations = new Map();

	function takeNames(organizations: Organizations, now: number): JournalEntry[] {
		const before = named;
		named = organizations;
		if (organizations === before) return [];
		return [...organizations.values()]
			.filter(({ id, name }) => before.get(id)?.name !== name)
			.map(({ id, name }) => ({ kind: 'named', at: now, organization: id, name }));
	}

	function takeJobs(jobs: readonly Job[], now: number): JournalEntry[] {
		if (jobs === last) return [];
		last = jobs;
		const entries: JournalEntry[] = [];
		for (const [index, job] of jobs.entries()) {
			if (met.has(job)) continue;
			met.add(job);
			const ran = running.delete(job.id);
			if (!isEnded(job.status)) running.add(job.id);
			if (index < NEWEST || ran || running.has(job.id))
				entries.push({ kind: 'job', at: now, of: job.kind, row: job.source });
		}
		return entries.reverse();
	}

	return {
		take: ({ jobs, organizations }, now) => [...takeNames(organizations, now), ...takeJobs(jobs, now)],
	};
}
