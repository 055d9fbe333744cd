import { type JobLife, rowAt, statusAt } from './job-life.ts';
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

/** The jobs of an invented world. Unfiltered, only the rows that are asked for are made, however many there are. */
export function createWorldSource(world: World): JobSource {
	const outlines: Outline[] = [];
	return {
		newestFirst: true,
		select(filter, now) {
			const count = world.count(now);
			if (filter.ids === null && filter.statuses === null && filter.organizations === null) {
				return { total: count, at: index => rowAt(world.life(count - 1 - index), now) };
			}
			for (let serial = outlines.length; serial < count; serial++) outlines.push(outlineOf(world.life(serial)));
			const serials: number[] = [];
			for (let serial = count - 1; serial >= 0; serial--) {
				const outline = outlines[serial];
				if (
					outline !== undefined &&
					admits(filter.ids, [outline.id]) &&
					admits(filter.statuses, [statusAt(outline, now)]) &&
					admits(filter.organizations, outline.organizations)
				) {
					serials.push(serial);
				}
			}
			return { total: serials.length, at: index => rowAt(world.life(serials[index] ?? 0), now) };
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
	};
}
