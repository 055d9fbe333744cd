import { createCrowdWorld } from '../../source/demo/crowd-world.ts';
import { type Row, rowAt } from '../../source/demo/job-life.ts';

const HOUR = 3_600_000;

/** The time from the newest of a crowd's jobs to the moment when all of them have surely ended. */
const ALL_ENDED = HOUR;

/**
 * The newest rows of a server with a long history on which nothing runs any more, newest first, so that they are the same
 * whenever they are asked for. `age` is that of the newest in milliseconds, an hour at least.
 */
export function endedRows(count: number, age: number, now: number): Row[] {
	const world = createCrowdWorld({ origin: now - Math.max(age, ALL_ENDED), seed: 1 });
	const newest = world.count(now - Math.max(age, ALL_ENDED));
	return Array.from({ length: count }, (_, index) => rowAt(world.life(newest - 1 - index), now));
}

/** The same job as it was while it ran: without an end, and every organization still to come. */
export function runningRow(row: Row, now: number): Row {
	const { completed_at, ...rest } = row;
	const organizations = Array.isArray(row.kms) ? row.kms.map(String) : [];
	return {
		...rest,
		updatedAt: new Date(now).toISOString(),
		overall_status: 'in_progress',
		detailed_status: Object.fromEntries(organizations.map(id => [id, 'in_progress'])),
	};
}

/** A job as the server tells of it when it has just written it again: rows that are older than those known count for nothing. */
export function touchedRow(row: Row, now: number): Row {
	return { ...row, updatedAt: new Date(now).toISOString() };
}

/** The beginning of a row's id, by which its job is known on the screen. */
export function shortId(row: Row | undefined): string {
	return String(row?.id).slice(0, 8);
}
