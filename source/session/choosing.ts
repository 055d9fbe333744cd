import { SORTS, type SortKey } from '../model/sort.ts';
import { type HealthGroup, INITIAL_QUERY, type Query } from '../model/view.ts';
import type { UiState } from './ui-state.ts';

/** The longest line that can be typed. */
const LINE_LIMIT = 200;

/** Shows what the reader chose, on small screens too. */
export function chooseQuery(ui: UiState, query: Query): UiState {
	return { ...ui, query, queryChosen: true };
}

/** Shows only what passes this filter line. */
export function setFilter(ui: UiState, filter: string): UiState {
	return chooseQuery(ui, { ...ui.query, filter: cutLine(filter) });
}

/** Puts the rows into the usual direction of an order. */
export function setSort(ui: UiState, key: SortKey): UiState {
	return chooseQuery(ui, { ...ui.query, sort: { key, descending: true } });
}

/** As much of a typed line as is kept. */
export function cutLine(text: string): string {
	return Array.from(text).slice(0, LINE_LIMIT).join('');
}

/** Shows or hides the healths of a group. */
export function toggleGroup(query: Query, group: HealthGroup | undefined): Query {
	const hidden = new Set(query.hidden);
	for (const health of group?.healths ?? []) if (!hidden.delete(health)) hidden.add(health);
	return { ...query, hidden, problemsOnly: false };
}

/** The line of the sort menu that is in force. */
export function sortIndexOf(query: Query): number {
	return Math.max(
		0,
		SORTS.findIndex(choice => choice.key === query.sort.key),
	);
}

/** The order on a line of the sort menu. */
export function sortKeyAt(index: number): SortKey {
	return SORTS[index]?.key ?? INITIAL_QUERY.sort.key;
}
