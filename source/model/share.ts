import type { Organization, Organizations } from './answer.ts';
import { type Job, type JobKind, parseJob } from './job.ts';
import { type SafeText, safe } from './safe-text.ts';

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

/** The id in the key of a row, empty where the row has none. */
export function idOfKey(key: string): string {
	return key.startsWith('id ') ? key.slice('id '.length) : '';
}

/** The list as it was before where nothing in it changed, so that those who draw it can tell by identity. */
export function shareList<Item>(previous: readonly Item[], next: readonly Item[]): readonly Item[] {
	return previous.length === next.length && previous.every((item, index) => item === next[index]) ? previous : next;
}

/** Whether a job is an older state of the one known: a cache or a node that lags behind must not take time back. */
function isOutdated(job: Job, known: Job): boolean {
	return job.updatedAt !== null && known.updatedAt !== null && job.updatedAt.at < known.updatedAt.at;
}

/**
 * Reads a row into a job, and gives back the job of before where the row says nothing else or nothing newer. A job whose
 * id merely looks like that of another, which `isTaken` tells, gets a number.
 */
export function shareRow(
	before: Job | undefined,
	row: unknown,
	isTaken: (id: SafeText) => boolean,
	kind: JobKind = 'keys',
): Job {
	const known = before !== undefined && !isTaken(before.id) ? before : null;
	if (known !== null && sameValue(known.source, row)) return known;
	const job = parseJob(row, kind);
	if (known !== null && isOutdated(job, known)) return known;
	return tellApart(job, isTaken);
}

/** A job under an id that is not taken: its own, or else that with a number. */
function tellApart(job: Job, isTaken: (id: SafeText) => boolean): Job {
	let { id } = job;
	for (let twin = 2; isTaken(id); twin += 1) id = safe`${job.id} #${twin}`;
	return id === job.id ? job : { ...job, id };
}

/** The jobs of one kind and behind them those of another, whose ids are theirs alone: where one is taken it gets a number. */
export function joinKinds(first: readonly Job[], second: readonly Job[]): readonly Job[] {
	if (second.length === 0) return first;
	const taken = new Set(first.map(({ id }) => id));
	const named = second.map(job => {
		const told = tellApart(job, id => taken.has(id));
		taken.add(told.id);
		return told;
	});
	return [...first, ...named];
}

/**
 * Reads rows into jobs and gives back the job of before for every row that did not change or is older than it, and the
 * list of before where all are. Each id occurs once: of rows that repeat one the last counts, at the first one's place;
 * different rows whose ids merely look alike get a number.
 */
export function shareById(previous: readonly Job[], rows: readonly unknown[], kind: JobKind = 'keys'): readonly Job[] {
	const known = new Map(previous.map(job => [rowKey(job.source), job]));
	const latest = new Map(rows.map(row => [rowKey(row), row]));
	const taken = new Set<string>();
	const jobs: Job[] = [];
	for (const [key, row] of latest) {
		const job = shareRow(known.get(key), row, id => taken.has(id), kind);
		taken.add(job.id);
		jobs.push(job);
	}
	return shareList(previous, jobs);
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
