import type { Options } from '../command-line/options.ts';
import { HEALTHS } from '../model/health.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { INITIAL_QUERY, type Query } from '../model/view.ts';

/** The query that the flags ask the monitor for; the usual one where they ask for nothing. */
export function initialQuery({ healths, filter }: Pick<Options, 'healths' | 'filter'>): Query {
	if (healths === null && filter === '') return INITIAL_QUERY;
	return {
		...INITIAL_QUERY,
		filter,
		hidden: new Set(HEALTHS.filter(health => healths !== null && !healths.has(health))),
	};
}

/** What the server is asked to leave out, as the flags said it. */
export function describeQuery({ kinds, status, id, organizations }: Options['query']): SafeText {
	const parts = [
		...(kinds.length > 1 ? [] : kinds.map(kind => safe`kind=${toSafeText(kind)}`)),
		...(status === null ? [] : [safe`status=${toSafeText(status)}`]),
		...(id === null ? [] : [safe`id=${toSafeText(id, 60)}`]),
		...organizations.map(name => safe`org=${toSafeText(name, 60)}`),
	];
	return joinSafe(parts, safe` `);
}
