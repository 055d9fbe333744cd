import type { Clock } from '../live/clock.ts';
import type { Answer, Organizations } from '../model/answer.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import type { Job } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import { idOfKey, rowKey, shareList } from '../model/share.ts';
import { createHoldings, type Need, PAGE_SIZE, RUNNING } from './holdings.ts';
import { type JobList, mayRefuseParameter } from './job-list.ts';
import { sumTotals } from './load.ts';
import { filtersOf, selectWanted } from './matching.ts';
import type { OrganizationList } from './organization-list.ts';
import { walkPages } from './paging.ts';
import type { ScheduleList } from './schedule-list.ts';
import { createSideJobs } from './side-jobs.ts';

/** Follows the jobs of a query for as long as somebody looks at them; one thing is asked after the other. */
export interface Watch {
	/**
	 * The newest jobs and whatever runs, which takes two requests at the most while no more than a page of them
	 * run. Throws a {@link FailureError}, or what `signal` was aborted with; what is held stays.
	 */
	poll(signal: AbortSignal): Promise<Answer>;
	/** Whether something is to be asked for that need not wait for the next poll. */
	isMoreWanted(): boolean;
	/** Asks for some of it. */
	more(signal: AbortSignal): Promise<Answer>;
	/** Wants the next older page. */
	loadOlder(): void;
	/** Wants so many of the newest, or with infinity all that the server has; jobs behind them are let go. */
	load(count: number): void;
	/** Wants no more than is held. */
	stopLoading(): void;
	/** Wants to know whether the old jobs that are held are still on the server. */
	doubt(): void;
}

/** What a watch needs. */
export interface WatchOptions {
	readonly list: JobList;
	/** The jobs of another kind that are shown beside those; null for none. */
	readonly side: JobList | null;
	readonly organizations: OrganizationList;
	readonly schedules: ScheduleList;
	readonly clock: Clock;
	readonly query: JobQuery;
}

/** The most running jobs that are looked for: far more than run at once, and an end if a server has none. */
const MOST_RUNNING = 1000;

/** Every so many polls a job in a state of next year is asked for by its id, in place of those that run. */
const TURN = 12;

/** Older pages are shown in batches, because each makes the whole list be chosen and sorted anew: milliseconds for each job held. */
const BATCH_PER_JOB = 0.02;
const LONGEST_BATCH = 1000;

/** Failures by which the server does not tell of what was asked, be it there or not. */
const NOT_TOLD: readonly Failure['kind'][] = ['rejected', 'forbidden', 'not-found'];

/** Failures that are about what was asked for, and not about whether the server can be asked at all. */
const DO_WITHOUT: readonly Failure['kind'][] = [...NOT_TOLD, 'server', 'shape', 'too-large'];

function isOneOf(error: unknown, kinds: readonly Failure['kind'][]): boolean {
	return error instanceof FailureError && kinds.includes(error.failure.kind);
}

function isRunning(row: unknown): boolean {
	return typeof row === 'object' && row !== null && 'overall_status' in row && row.overall_status === RUNNING;
}

const NO_JOBS: readonly Job[] = [];

/** The jobs that were chosen last, and of what. */
interface Chosen {
	readonly held: readonly Job[];
	readonly beside: readonly Job[];
	readonly known: Organizations;
	readonly jobs: readonly Job[];
	/** Whether all that is held was chosen. */
	readonly isAll: boolean;
}

/** Every organization that is named by jobs of both kinds; the same set where the second names no others. */
function allNamed(ids: ReadonlySet<string>, beside: readonly Job[]): ReadonlySet<string> {
	const others = beside.flatMap(({ results }) => results.map(({ id }) => id)).filter(id => !ids.has(id));
	return others.length === 0 ? ids : new Set([...ids, ...others]);
}

/** Creates a watch; it sends nothing by itself. */
export function createWatch({ list, side: sideList, organizations, schedules, clock, query }: WatchOptions): Watch {
	const holdings = createHoldings(list.kind, query.skip, query.limit);
	const side =
		sideList === null
			? null
			: createSideJobs(sideList, Math.min(query.limit ?? PAGE_SIZE, PAGE_SIZE), query.sort, clock);
	/** Where a part of the list is asked for, what else runs was not. */
	const wantsRunning = query.skip === 0 && query.id === null && query.status === null;
	/** Whether the server tells which jobs run: not where it refuses the filter, or gives other jobs all the same. */
	let tellsRunning = wantsRunning;
	/** After a failure of that request alone the jobs held are asked for by their ids, one in each poll in between. */
	let failedLast = false;
	let seesRunning = false;
	let turn = 0;
	let shown: Chosen | null = null;

	const filters = () => filtersOf(query, organizations.known());

	async function askForRunning(signal: AbortSignal): Promise<void> {
		let isFiltered = true;
		try {
			const { rows, complete } = await walkPages({
				keyOf: rowKey,
				skip: 0,
				limit: MOST_RUNNING,
				async fetchPage(skip, limit) {
					const page = await list.ask({ skip, limit, ...filters(), overall_status: RUNNING }, query.sort, signal);
					isFiltered &&= page.rows.every(isRunning);
					return isFiltered ? page : { ...page, rows: [], total: 0 };
				},
			});
			tellsRunning = isFiltered;
			seesRunning = isFiltered && complete;
			if (isFiltered) holdings.takeRunning(rows, complete);
		} catch (error) {
			if (!isOneOf(error, DO_WITHOUT)) throw error;
			tellsRunning = !mayRefuseParameter(error);
			failedLast = true;
			seesRunning = false;
		}
	}

	async function askForJob(key: string, signal: AbortSignal): Promise<void> {
		try {
			const { rows } = await list.ask({ skip: 0, limit: 1, id: idOfKey(key) }, query.sort, signal);
			holdings.takeJob(key, rows.find(row => rowKey(row) === key) ?? null);
		} catch (error) {
			// A job that the server does not tell of would be shown as running for ever.
			if (!isOneOf(error, NOT_TOLD)) throw error;
			holdings.takeJob(key, null);
		}
	}

	/** The second request of a poll: what runs behind the first page, in as far as something may. */
	async function askBehind(signal: AbortSignal): Promise<void> {
		const behind = holdings.unsettled();
		const isComplete = holdings.isComplete();
		if (isComplete || !wantsRunning) seesRunning = true;
		if (isComplete && behind.length === 0) return;
		turn += 1;
		const odd = turn % TURN === 0 ? behind.filter(({ isRunning }) => !isRunning) : [];
		const asksById = !tellsRunning || failedLast || odd.length > 0;
		failedLast = false;
		if (!asksById) return askForRunning(signal);
		const one = odd.length > 0 ? odd[(turn / TURN) % odd.length] : behind[turn % behind.length];
		if (one !== undefined) await askForJob(one.key, signal);
	}

	async function askFor(need: Need, signal: AbortSignal): Promise<void> {
		if (need.kind === 'job') return askForJob(need.key, signal);
		const { skip, limit } = need;
		holdings.takeSlice(need, await list.ask({ skip, limit, ...filters() }, query.sort, signal));
	}

	async function answer(signal: AbortSignal): Promise<Answer> {
		const beside = side?.jobs() ?? NO_JOBS;
		await organizations.updateFor(allNamed(holdings.organizationIds, beside), signal);
		const held = holdings.jobs();
		const known = organizations.known();
		if (shown === null || shown.held !== held || shown.beside !== beside || shown.known !== known) {
			const jobs = shareList(shown?.jobs ?? [], selectWanted(held, query, known, beside));
			shown = { held, beside, known, jobs, isAll: jobs.length === held.length + beside.length };
		}
		const { jobs, isAll } = shown;
		const complete = holdings.isComplete() && (side?.isComplete() ?? true);
		return {
			jobs,
			total: isAll ? sumTotals(holdings.total(), side?.total() ?? 0) : complete ? jobs.length : null,
			complete,
			seesRunning,
			side: side?.state() ?? { kind: 'unasked' },
			loading: holdings.loading(),
			organizations: known,
			schedules: schedules.known(),
			clockOffset: list.clockOffset(),
		};
	}

	return {
		async poll(signal) {
			try {
				if (query.organizations.length === 1) await organizations.update(signal);
				holdings.takeNewest(await list.ask({ ...holdings.newest, ...filters() }, query.sort, signal));
				// In place of what runs behind the first page, so that no poll takes more than two requests.
				if (side?.takeTurn()) await side.ask(signal);
				else await askBehind(signal);
				return await answer(signal);
			} catch (error) {
				side?.reconsider();
				throw error;
			}
		},
		isMoreWanted: () => side?.isNew() === true || schedules.isDue() || holdings.next() !== null,
		async more(signal) {
			if (side?.isNew()) {
				await side.ask(signal);
				return answer(signal);
			}
			if (schedules.isDue()) {
				await schedules.update(signal);
				return answer(signal);
			}
			const end = clock.monotonic() + Math.min((shown?.held.length ?? 0) * BATCH_PER_JOB, LONGEST_BATCH);
			for (let need = holdings.next(); need !== null; need = holdings.next()) {
				await askFor(need, signal);
				if (clock.monotonic() >= end) break;
			}
			return answer(signal);
		},
		loadOlder: holdings.extend,
		load: holdings.load,
		stopLoading: holdings.stop,
		doubt() {
			holdings.doubt();
			side?.reconsider();
		},
	};
}
