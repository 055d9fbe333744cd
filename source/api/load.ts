import type { Clock } from '../live/clock.ts';
import type { Answer, SideState } from '../model/answer.ts';
import { FailureError } from '../model/failure.ts';
import type { Job, JobKind } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import { rowKey, shareById, shareList } from '../model/share.ts';
import type { JobList } from './job-list.ts';
import { filtersOf, selectWanted } from './matching.ts';
import type { OrganizationList } from './organization-list.ts';
import { walkPages } from './paging.ts';

/** Told after each page: how many jobs are loaded, and of how many where the server says so. */
export type Progress = (loaded: number, total: number | null) => void;

/** Loads what a query asks for once, page by page. */
export type Load = (query: JobQuery, signal: AbortSignal, onProgress?: Progress) => Promise<Answer>;

/** What a load needs. */
export interface LoadOptions {
	readonly listOf: (kind: JobKind) => JobList;
	readonly organizations: OrganizationList;
	readonly clock: Clock;
}

/** What was found of one kind. */
interface Found {
	readonly jobs: readonly Job[];
	readonly total: number | null;
	readonly complete: boolean;
}

const NONE: Found = { jobs: [], total: 0, complete: true };

/** Status by which a server says that it does not know what it is asked for. */
const NOT_IMPLEMENTED = 501;

/** Whether a refusal means that the server has no such list of jobs, or shows it to nobody who asks as we do. */
export function isAbsent(error: unknown): boolean {
	if (!(error instanceof FailureError)) return false;
	const { failure } = error;
	if (failure.kind === 'server') return failure.status === NOT_IMPLEMENTED;
	return failure.kind === 'not-found' || failure.kind === 'forbidden';
}

/** Creates the function; it shares what did not change since the load before. */
export function createLoad({ listOf, organizations, clock }: LoadOptions): Load {
	const known = new Map<JobKind, readonly Job[]>();
	let shown: readonly Job[] = [];

	async function loadKind(kind: JobKind, query: JobQuery, signal: AbortSignal, onProgress: Progress): Promise<Found> {
		const filters = filtersOf(query, organizations.known());
		const { rows, total, complete } = await walkPages({
			keyOf: rowKey,
			skip: query.skip,
			limit: query.limit,
			onProgress,
			fetchPage: (skip, limit) => listOf(kind).ask({ skip, limit, ...filters }, query.sort, signal),
		});
		const jobs = shareById(known.get(kind) ?? [], rows, kind);
		known.set(kind, jobs);
		return { jobs, total, complete };
	}

	return async (query, signal, onProgress) => {
		if (query.organizations.length === 1) await organizations.update(signal);
		const [main = 'keys', side] = query.kinds;
		const first = await loadKind(main, query, signal, (loaded, total) => onProgress?.(loaded, total));
		let second: Found | null = NONE;
		if (side !== undefined) {
			const add = (count: number | null) => (count === null ? null : first.jobs.length + count);
			second = await loadKind(side, query, signal, (loaded, total) =>
				onProgress?.(first.jobs.length + loaded, add(total)),
			).catch(error => {
				if (isAbsent(error)) return null;
				throw error;
			});
		}
		const found = [first, second ?? NONE];
		const ids = found.flatMap(({ jobs }) => jobs).flatMap(job => job.results.map(({ id }) => id));
		await organizations.updateFor(new Set(ids), signal);
		const names = organizations.known();
		const wanted = selectWanted(first.jobs, query, names, second?.jobs);
		const jobs = wanted.slice(0, query.limit ?? undefined);
		const complete = found.every(each => each.complete) && jobs.length === wanted.length;
		const isAll = wanted.length === found.reduce((count, each) => count + each.jobs.length, 0);
		shown = shareList(shown, jobs);
		return {
			jobs: shown,
			total: isAll ? sumTotals(first.total, second?.total ?? 0) : complete ? jobs.length : null,
			complete,
			seesRunning: complete,
			side: sideState(side, second, clock.now()),
			loading: 'nothing',
			organizations: names,
			schedules: [],
			clockOffset: listOf(main).clockOffset(),
		};
	};
}

function sideState(kind: JobKind | undefined, found: Found | null, now: number): SideState {
	if (kind === undefined) return { kind: 'unasked' };
	return found === null ? { kind: 'absent' } : { kind: 'held', at: now, failure: null };
}

/** How many there are of two kinds, null where the server does not say it of both. */
export function sumTotals(one: number | null, other: number | null): number | null {
	return one === null || other === null ? null : one + other;
}
