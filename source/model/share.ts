import type { Organization, Organizations } from './answer.ts';
import { type Job, parseJob } from './job.ts';
import { safe } from './safe-text.ts';

/** Whether two values that came out of JSON are equal by content; the order of an object's keys does not matter. */
export function sameValue(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
	if (Array.isArray(one) !== Array.isArray(other)) return false;
	const entries = Object.entries(one);
	if (entries.length !== Object.keys(other).length) return false;
	return entries.every(
		([key, value]) => Object.hasOwn(other, key) && sameValue(value, (other as Readonly<Record<string, unknown>>)[key]),
	);
}

/** What tells one row of the server's list from another: its id, or all of it where it has none. */
export function rowKey(row: unknown): string {
	const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : null;
	return (typeof id === 'string' && id !== '') || typeof id === 'number' ? `id ${id}` : `row ${JSON.stringify(row)}`;
}

/** The list as it was before where nothing in it changed, so that those who draw it can tell by identity. */
export function shareList<Item>(previous: readonly Item[], next: readonly Item[]): readonly Item[] {
	return previous.length === next.length && previous.every((item, index) => item === next[index]) ? previous : next;
}

/** Whether a job is an older state of the one known: a cache or a node that lags behind must not take time back. */
function isOutdated(job: Job, known: Job): boolean {
	return job.updatedAt !== null && known.updatedAt !== null && job.updatedAt.at < known.updatedAt.at;
}

/** The job of before where the row says nothing else or nothing newer, otherwise the row as a job. */
function readRow(row: unknown, before: Job | undefined, taken: ReadonlySet<string>): Job {
	if (before === undefined || taken.has(before.id)) return numberTwin(parseJob(row), taken);
	if (sameValue(before.source, row)) return before;
	const job = parseJob(row);
	return isOutdated(job, before) ? before : numberTwin(job, taken);
}

/**
 * Reads rows into jobs and gives back the job of before for every row that did not change or is older than it, and the
 * list of before where all are. Each id occurs once: of rows that repeat one the last counts, at the first one's place; different rows
 * whose ids merely look alike get a number.
 */
export function shareById(previous: readonly Job[], rows: readonly unknown[]): readonly Job[] {
	const known = new Map(previous.map(job => [rowKey(job.source), job]));
	const latest = new Map(rows.map(row => [rowKey(row), row]));
	const taken = new Set<string>();
	const jobs: Job[] = [];
	for (const [key, row] of latest) {
		const job = readRow(row, known.get(key), taken);
		taken.add(job.id);
		jobs.push(job);
	}
	return shareList(previous, jobs);
}

function numberTwin(job: Job, taken: ReadonlySet<string>): Job {
	let { id } = job;
	for (let twin = 2; taken.has(id); twin += 1) id = safe`${job.id} #${twin}`;
	return id === job.id ? job : { ...job, id };
}

/** The map of before where no organization changed; otherwise a map in which the unchanged ones are the same objects. */
export function shareOrganizations(previous: Organizations, next: readonly Organization[]): Organizations {
	const shared = new Map(
		next.map(organization => {
			const before = previous.get(organization.id);
			return [organization.id as string, before && sameValue(before, organization) ? before : organization];
		}),
	);
	const unchanged = shared.size === previous.size && [...shared].every(([id, entry]) => previous.get(id) === entry);
	return unchanged ? previous : shared;
}
