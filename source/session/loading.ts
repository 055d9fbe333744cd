import type { Input, Presentation } from './present.ts';

/** Which jobs are loaded beyond the newest. */
export interface LoadingPorts {
	/** The next older page. */
	older(): void;
	/** So many of the newest; all that the server has where that is infinite. */
	load(count: number): void;
	/** No more than is held. */
	stop(): void;
}

/** Whether Esc stops the loading of jobs: before it undoes anything that lasts, and after it left what lies over the list. */
export function stopsLoading({ snapshot: { data }, ui }: Input): boolean {
	return data?.loading === 'more' && ui.mode === 'list' && ui.zoom === 'none';
}

/**
 * Whether the cursor is within a page of the oldest job that is loaded, in a list of all jobs by their start: in any other
 * list its end is not where older jobs would come.
 */
export function isNearOlder({ partial, query, content, place, layout }: Presentation): boolean {
	const { filter, hidden, problemsOnly, sort } = query;
	const isWhole =
		content.view === 'jobs' && filter === '' && hidden.size === 0 && !problemsOnly && sort.key === 'started';
	const distance = sort.descending ? content.rows.length - 1 - place.index : place.index;
	return partial && isWhole && distance <= (layout.list?.rows ?? 0);
}
