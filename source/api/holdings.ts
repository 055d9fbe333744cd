import type { Loading } from '../model/answer.ts';
import type { Job, JobKind } from '../model/job.ts';
import { rowKey, shareList } from '../model/share.ts';
import { createHeldJobs, isSettled } from './held-jobs.ts';
import type { Page } from './paging.ts';
import {
	cut,
	EMPTY_WINDOW,
	giveUp,
	isWhole,
	joinNewest,
	joinSlice,
	nextWant,
	removeKey,
	type Want,
	type Window,
} from './window.ts';

/** The most rows that are asked for at once. */
export const PAGE_SIZE = 200;

/** The most jobs that scrolling loads; more are held only where they were asked for. */
export const MOST_BY_SCROLLING = 10_000;

/** The most jobs held that ended outside the window while they were watched; the first to end are the first to go. */
const MOST_ENDED_OUTSIDE = 200;

/** `overall_status` of a job that runs. */
export const RUNNING = 'in_progress';

/** What to ask the server for next. */
export type Need =
	| { readonly kind: 'slice'; readonly want: Want; readonly skip: number; readonly limit: number }
	/** One job by its id. */
	| { readonly kind: 'job'; readonly key: string };

/** A job that had not ended when it was seen last. */
export interface Unsettled {
	readonly key: string;
	/** Whether the server called it running; otherwise its status is one of next year. */
	readonly isRunning: boolean;
}

/**
 * The jobs of one server that are held in memory: a window on the beginning of its list, as long as it was asked for, and
 * beside it those that run somewhere behind, or ran there when they were seen before.
 *
 * How fresh they are: the first page and whatever runs are as new as the last poll. A job that ended is not asked for
 * again, because nothing changes it any more. Where jobs are deleted on the server, the first page shows it at once;
 * further down it is noticed when the total does not grow by as many jobs as came, or when the reader asks (`doubt`):
 * then the last row held is looked for in its place, and unless it stands there the window is read again.
 */
export interface Holdings {
	/** What each poll asks for. */
	readonly newest: { readonly skip: number; readonly limit: number };
	takeNewest(page: Page<unknown>): void;
	/** Jobs behind the first page that had not ended when they were seen last. */
	unsettled(): readonly Unsettled[];
	/** Jobs that run by the word of the server; `isAll` says that every other one has ended. */
	takeRunning(rows: readonly unknown[], isAll: boolean): void;
	/** What is still to be asked for, null for nothing. */
	next(): Need | null;
	takeSlice(need: Need & { readonly kind: 'slice' }, page: Page<unknown>): void;
	/** A job as it is now, null where the server has no such job any more. */
	takeJob(key: string, row: unknown): void;
	/** Reaches for one page more, up to {@link MOST_BY_SCROLLING}. */
	extend(): void;
	/** Reaches for so many of the newest rows, or all with infinity, and lets go of those behind; or for those held. */
	load(count: number): void;
	stop(): void;
	/** Lets it be seen whether the rows behind the first page are still there. */
	doubt(): void;
	/** All that is held, the window first; the same list for as long as nothing changes. */
	jobs(): readonly Job[];
	/** Every organization that a held job ever named, by its Salesforce id. */
	readonly organizationIds: ReadonlySet<string>;
	/** How many jobs the server's list has, null where it does not say. */
	total(): number | null;
	isComplete(): boolean;
	/** Whether rows are still to come that were asked for, or those held are being read again. */
	loading(): Loading;
}

/** Creates what is held of a list of a kind whose first `skip` rows are left out; `limit` is how many are wanted, null for all. */
export function createHoldings(kind: JobKind, skip: number, limit: number | null): Holdings {
	const held = createHeldJobs(kind);
	const first = limit ?? Number.POSITIVE_INFINITY;
	let reach = first;
	let size = PAGE_SIZE;
	let window: Window = EMPTY_WINDOW;
	let newestKeys: ReadonlySet<string> = new Set();
	/** Beside the window, those that were put there last at the end. */
	const outside = new Set<string>();
	/** Those that the server does not count among the running ones any more: how they ended is still to be asked. */
	const ended = new Set<string>();
	/** Those that were said to run, and of them those whose end nobody was told of yet. */
	let told: ReadonlySet<string> = new Set();
	const news = new Set<string>();
	let list: readonly Job[] | null = [];
	let lastList: readonly Job[] = [];

	function put(key: string, row: unknown): void {
		const ran = held.unsettled.has(key);
		if (!held.put(key, row)) return;
		list = null;
		if (!ran || held.unsettled.has(key)) return;
		const wasOutside = outside.delete(key);
		if (!told.has(key)) return;
		news.add(key);
		// Back at the end, so that the first to end is the first to go.
		if (wasOutside) outside.add(key);
	}

	/** Keeps each row of a page, and gives their keys. */
	function keep({ rows }: Page<unknown>): string[] {
		const latest = new Map(rows.map(row => [rowKey(row), row]));
		for (const [key, row] of latest) put(key, row);
		return [...latest.keys()];
	}

	/** Whether a page ends the list; a short one that does not tells how large the server's pages are. */
	function readEnd(page: Page<unknown>, from: number, asked: number, hasNews: () => boolean): boolean {
		const count = page.rows.length;
		if (count === 0 || skip + from + count === page.total) return true;
		if (count >= asked) return false;
		const cap = page.limit !== null && page.limit >= count && page.limit < asked ? page.limit : count;
		size = Math.max(cap, 2);
		return !hasNews();
	}

	function drop(key: string): void {
		held.drop(key);
		outside.delete(key);
		ended.delete(key);
		list = null;
	}

	/** Takes the new window with the rows of a page in it, and lets go of what is in it no more unless it still runs. */
	function show(next: Window, page: readonly string[] = []): void {
		if (next.keys !== window.keys) list = null;
		window = next;
		for (const key of page) outside.delete(key);
		if (held.size === window.keys.length + outside.size) return;
		const inWindow = new Set(window.keys);
		for (const key of [...held.keys()]) {
			if (inWindow.has(key) || outside.has(key)) continue;
			if (held.unsettled.has(key) || news.has(key)) outside.add(key);
			else drop(key);
		}
	}

	function load(count: number): void {
		reach = count;
		show(cut(window, reach));
	}

	/** Lets go of those that ended first where too many did outside. */
	function tidy(): void {
		for (const key of [...outside].filter(each => !held.unsettled.has(each)).slice(0, -MOST_ENDED_OUTSIDE)) drop(key);
	}

	return {
		get newest() {
			return { skip, limit: Math.min(size, reach) };
		},
		takeNewest(page) {
			const asked = Math.min(size, reach);
			const keys = keep(page);
			newestKeys = new Set(keys);
			for (const key of keys) ended.delete(key);
			const isLast = readEnd(page, 0, asked, () => true);
			const slice = { keys, rows: page.rows.length, total: page.total, isLast };
			show(joinNewest(window, slice, reach), keys);
		},
		unsettled: () =>
			[...held.unsettled]
				.filter(key => !newestKeys.has(key))
				.map(key => ({ key, isRunning: held.get(key)?.status === RUNNING })),
		takeRunning(rows, isAll) {
			const running = new Set<string>();
			for (const row of rows) {
				const key = rowKey(row);
				running.add(key);
				const before = held.get(key);
				// The end of a job is final: a node that lags behind does not take it back.
				if (before !== undefined && isSettled(before)) continue;
				put(key, row);
				if (before === undefined) outside.add(key);
			}
			for (const key of running) ended.delete(key);
			if (!isAll) return;
			for (const key of held.unsettled) {
				const isGone = !running.has(key) && !newestKeys.has(key);
				if (isGone && held.get(key)?.status === RUNNING) ended.add(key);
			}
		},
		next() {
			for (const key of ended) return { kind: 'job', key };
			const want = nextWant(window, reach, size);
			return want === null ? null : { kind: 'slice', want, skip: skip + want.from, limit: want.count };
		},
		takeSlice({ want, limit: asked, skip: wanted }, page) {
			if (page.skip !== null && page.skip !== wanted) {
				window = giveUp(window);
				return;
			}
			const keys = keep(page);
			for (const key of keys) ended.delete(key);
			const inWindow = () => window.keys.filter(key => keys.includes(key)).length;
			const isLast = readEnd(page, want.from, asked, () => inWindow() < keys.length);
			const slice = { keys, rows: page.rows.length, total: page.total, isLast };
			show(joinSlice(window, want, slice, reach), keys);
		},
		takeJob(key, row) {
			ended.delete(key);
			if (row !== null) {
				put(key, row);
				show(window);
			} else if (!newestKeys.has(key)) {
				drop(key);
				show(removeKey(window, key));
			}
		},
		extend() {
			if (window.sure >= reach) reach = Math.max(reach, Math.min(window.sure + size - 1, MOST_BY_SCROLLING));
		},
		load,
		stop: () => load(Math.max(window.keys.length, Math.min(first, PAGE_SIZE))),
		doubt() {
			window = { ...window, suspect: true, idle: 0 };
		},
		jobs() {
			news.clear();
			tidy();
			if (list === null) told = new Set(held.unsettled);
			list ??= [...window.keys, ...outside].flatMap(key => held.get(key) ?? []);
			lastList = shareList(lastList, list);
			list = lastList;
			return list;
		},
		organizationIds: held.organizationIds,
		total: () => window.total,
		isComplete: () => skip === 0 && isWhole(window),
		loading() {
			const want = nextWant(window, reach, size);
			if (want === null || want.isCheck) return 'nothing';
			return window.sure < window.keys.length ? 'again' : 'more';
		},
	};
}
