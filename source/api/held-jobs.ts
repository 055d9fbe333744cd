import { isEnded, type Job, type JobKind } from '../model/job.ts';
import type { SafeText } from '../model/safe-text.ts';
import { rowKey, shareRow } from '../model/share.ts';

/** Jobs by the keys of their rows. A job whose row did not change stays the same object. */
export interface HeldJobs {
	get(key: string): Job | undefined;
	readonly size: number;
	/** Reads a row and keeps its job. Returns whether anything changed. */
	put(key: string, row: unknown): boolean;
	drop(key: string): void;
	/** The keys of the jobs that had not ended when they were seen last. */
	readonly unsettled: ReadonlySet<string>;
	/** Every organization that was ever named. */
	readonly organizationIds: ReadonlySet<string>;
	keys(): IterableIterator<string>;
}

/** Whether nothing more will happen to a job. */
export function isSettled({ status, completedAt, broken }: Job): boolean {
	return isEnded(status) || completedAt !== null || broken !== null;
}

/** Creates an empty collection of jobs of a kind. */
export function createHeldJobs(kind: JobKind = 'keys'): HeldJobs {
	const held = new Map<string, Job>();
	const unsettled = new Set<string>();
	const organizationIds = new Set<string>();
	/** Whose an id is that is shown otherwise than the server has it; all other ids tell their rows by themselves. */
	const owners = new Map<SafeText, string>();
	/** What rows were read as, for as long as they are kept: the very same row comes again with an unchanged body. */
	const readAs = new WeakMap<object, Job>();

	function isTaken(id: SafeText, key: string): boolean {
		const usual = rowKey({ id });
		const owner = owners.get(id) ?? (held.has(usual) ? usual : key);
		return owner !== key;
	}

	return {
		get: key => held.get(key),
		get size() {
			return held.size;
		},
		put(key, row) {
			const before = held.get(key);
			const isObject = typeof row === 'object' && row !== null;
			if (isObject && before !== undefined && readAs.get(row) === before) return false;
			const job = shareRow(before, row, id => isTaken(id, key), kind);
			if (isObject) readAs.set(row, job);
			if (job === before) return false;
			held.set(key, job);
			for (const { id } of job.results) organizationIds.add(id);
			if (rowKey({ id: job.id }) !== key) owners.set(job.id, key);
			if (isSettled(job)) unsettled.delete(key);
			else unsettled.add(key);
			return true;
		},
		drop(key) {
			const job = held.get(key);
			if (job !== undefined && owners.get(job.id) === key) owners.delete(job.id);
			held.delete(key);
			unsettled.delete(key);
		},
		unsettled,
		organizationIds,
		keys: () => held.keys(),
	};
}
