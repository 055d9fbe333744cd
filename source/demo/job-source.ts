import { createChangingWorld } from './changing-world.ts';
import { type JobDraft, type JobLife, type Row, rowAt, statusAt } from './job-life.ts';
import { fieldOf, type Selection, selectRows } from './selection.ts';
import type { World } from './world.ts';

/** Which jobs are wanted, any of the named ones; null where it does not matter. */
export interface JobFilter {
	readonly ids: readonly string[] | null;
	readonly statuses: readonly string[] | null;
	/** Salesforce ids. */
	readonly organizations: readonly string[] | null;
}

/** Where the server's jobs come from. */
export interface JobSource {
	/** Whether that order is newest first, so that sorting them like this is no work. */
	readonly newestFirst: boolean;
	/** The jobs that match at `now`, in the order of a list for which no other is asked. */
	select(filter: JobFilter, now: number): Selection;
	/** Starts a job and gives its row; null where nothing can be started. */
	start(draft: JobDraft): Row | null;
	/** Asks to cancel a job and gives its row; `ended` where that comes too late. */
	cancel(id: string, now: number): Row | 'ended' | 'unknown';
}

/** What a filter needs to know of a job; it holds for the whole life, so that it is found out once. */
type Outline = Pick<JobLife, 'id' | 'endsAt' | 'status' | 'endStatus' | 'organizations'>;

function outlineOf({ id, endsAt, status, endStatus, organizations }: JobLife): Outline {
	return { id, endsAt, status, endStatus, organizations };
}

/** Whether a filter lets one of `values` through. */
function admits(wanted: readonly string[] | null, values: readonly string[]): boolean {
	return wanted === null || values.some(value => wanted.includes(value));
}

/**
 * The jobs of an invented world. As few as can be are made to answer, however many there are: without a filter those that
 * are asked for; for what runs, those that may; for ids, those that were given out before.
 */
export function createWorldSource(unchanged: World, seed = 1): JobSource {
	const world = createChangingWorld(unchanged, seed);
	const outlines: Outline[] = [];
	/** By the ids of jobs that were given out. */
	const serials = new Map<string, number>();

	function give(serial: number, now: number): Row {
		const life = world.life(serial);
		serials.set(life.id, serial);
		return rowAt(life, now);
	}

	/** The numbers of the jobs that a filter may let through, newest first. */
	function candidates({ ids, statuses }: JobFilter, now: number): readonly number[] {
		const count = world.count(now);
		const named = ids?.map(id => serials.get(id) ?? null) ?? [null];
		if (!named.includes(null)) {
			// One that was given out may lie in the future of a node that lags behind.
			return named
				.filter(serial => serial !== null)
				.filter(serial => serial < count)
				.sort((one, other) => other - one);
		}
		if (statuses?.every(status => status === 'in_progress') && world.unended !== undefined) return world.unended(now);
		return Array.from({ length: count }, (_, index) => count - 1 - index);
	}

	function outline(serial: number): Outline {
		const known = outlines[serial] ?? outlineOf(world.life(serial));
		outlines[serial] = known;
		return known;
	}

	function find(filter: JobFilter, now: number): readonly number[] {
		return candidates(filter, now).filter(serial => {
			const job = outline(serial);
			return (
				admits(filter.ids, [job.id]) &&
				admits(filter.statuses, [statusAt(job, now)]) &&
				admits(filter.organizations, job.organizations)
			);
		});
	}

	return {
		newestFirst: true,
		select(filter, now) {
			if (filter.ids === null && filter.statuses === null && filter.organizations === null) {
				const count = world.count(now);
				return { total: count, at: index => give(count - 1 - index, now) };
			}
			const matching = find(filter, now);
			return { total: matching.length, at: index => give(matching[index] ?? 0, now) };
		},
		start(draft) {
			const serial = world.start(draft);
			return give(serial, draft.createdAt);
		},
		cancel(id, now) {
			const [serial] = find({ ids: [id], statuses: null, organizations: null }, now);
			if (serial === undefined) return 'unknown';
			if (!world.cancel(serial, now)) return 'ended';
			outlines[serial] = outlineOf(world.life(serial));
			return give(serial, now);
		},
	};
}

/** The organizations that a saved row names, in either of the two places. */
function namedIn(row: unknown): string[] {
	const listed = fieldOf(row, 'kms');
	const reported = fieldOf(row, 'detailed_status');
	return [
		...(Array.isArray(listed) ? listed.map(String) : []),
		...(typeof reported === 'object' && reported !== null ? Object.keys(reported) : []),
	];
}

/** The rows of a saved answer, word for word and in their order, whatever they hold. */
export function createSavedSource(rows: readonly unknown[]): JobSource {
	return {
		newestFirst: false,
		select: ({ ids, statuses, organizations }) =>
			selectRows(
				rows.filter(
					row =>
						admits(ids, [String(fieldOf(row, 'id'))]) &&
						admits(statuses, [String(fieldOf(row, 'overall_status'))]) &&
						admits(organizations, namedIn(row)),
				),
			),
		start: () => null,
		cancel: id => (rows.some(row => fieldOf(row, 'id') === id) ? 'ended' : 'unknown'),
	};
}
