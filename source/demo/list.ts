import { parseMoment } from '../model/time.ts';
import { badRequest, jsonReply, type Reply } from './reply.ts';
import { fieldOf, type Selection, selectRows } from './selection.ts';

const DEFAULT_LIMIT = 10;
const EVERYTHING = -1;
const NEWEST_FIRST = '-createdAt';

interface SortKey {
	readonly property: string;
	readonly direction: 1 | -1;
}

/** The values of a query parameter, be it repeated, a comma list or both; null where it is not given. */
export function valuesOf(query: URLSearchParams, name: string): string[] | null {
	const values = query
		.getAll(name)
		.flatMap(value => value.split(','))
		.filter(value => value !== '');
	return values.length === 0 ? null : values;
}

function readNumber(query: URLSearchParams, name: string, missing: number, least: number): number | null {
	const text = query.get(name) ?? '';
	if (text === '') return missing;
	const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	return value >= least ? value : null;
}

function readSort(query: URLSearchParams): SortKey[] {
	return (valuesOf(query, 'sort') ?? []).map(name =>
		name.startsWith('-') ? { property: name.slice(1), direction: -1 } : { property: name, direction: 1 },
	);
}

/** Text by its code units, times by the moment they name, whatever their precision; what is not given comes last. */
function compareFields(one: unknown, other: unknown): number {
	if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
	const [left, right] = [parseMoment(one)?.at ?? String(one), parseMoment(other)?.at ?? String(other)];
	if (left === right) return 0;
	return left < right ? -1 : 1;
}

function sortRows(selection: Selection, keys: readonly SortKey[]): Selection {
	const rows = Array.from({ length: selection.total }, (_, index) => selection.at(index));
	return selectRows(
		rows.sort((one, other) => {
			for (const { property, direction } of keys) {
				const order = direction * compareFields(fieldOf(one, property), fieldOf(other, property));
				if (order !== 0) return order;
			}
			return 0;
		}),
	);
}

/** What a list answers by besides its rows. */
export interface ListRules {
	/** The properties that it sorts by; any other is refused. */
	readonly sortable: readonly string[];
	/** The most rows that a page holds, whatever was asked for; null for no such bound. */
	readonly maxLimit: number | null;
	/** Whether the rows are newest first already, so that sorting them like this is no work. */
	readonly newestFirst: boolean;
}

/** One page of a list in the server's envelope, by `skip`, `limit` and `sort` of the query. */
export function listReply(query: URLSearchParams, selection: Selection, rules: ListRules): Reply {
	const skip = readNumber(query, 'skip', 0, 0);
	const asked = readNumber(query, 'limit', DEFAULT_LIMIT, EVERYTHING);
	if (skip === null) return badRequest('skip: must be a number that is not negative');
	if (asked === null) return badRequest('limit: must be a number, or -1');
	const keys = readSort(query);
	const unknown = keys.find(({ property }) => !rules.sortable.includes(property));
	if (unknown !== undefined) return badRequest(`sort: cannot sort by "${unknown.property}"`);

	const inOrder = keys.length === 0 || (rules.newestFirst && query.get('sort') === NEWEST_FIRST);
	const rows = inOrder ? selection : sortRows(selection, keys);
	const wanted = asked === EVERYTHING ? rows.total : asked;
	const held = rules.maxLimit === null ? wanted : Math.min(wanted, rules.maxLimit);
	const limit = asked === EVERYTHING && held === wanted ? EVERYTHING : held;
	const length = Math.max(0, Math.min(held, rows.total - skip));
	const resources = Array.from({ length }, (_, index) => rows.at(skip + index));
	return jsonReply(200, { skip, limit, total: rows.total, resources });
}
