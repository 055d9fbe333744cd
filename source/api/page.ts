import * as v from 'valibot';
import { safe, toSafeText } from '../model/safe-text.ts';
import { shapeError } from './json.ts';
import type { Page } from './paging.ts';

const count = v.fallback(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null), null);

/**
 * The most rows that are read of one page, far more than are ever asked for. A page is a beginning of the rest of the
 * list, however long: what is cut off is asked for again.
 */
const MOST_ROWS = 10_000;

/** A server may say `null` for an empty list; everything else that is no list is no page. */
const pageSchema = v.object({ skip: count, limit: count, total: count, resources: v.nullable(v.array(v.unknown())) });

/** Reads a page of any of the server's lists; its rows stay as they came. A body that is no page is a `shape` failure. */
export function readPage(body: unknown, path: string): Page<unknown> {
	const parsed = v.safeParse(pageSchema, body);
	if (!parsed.success) {
		const where = v.getDotPath(parsed.issues[0]) ?? '';
		throw shapeError(safe`no list`, toSafeText(where === '' ? path : `${path}: ${where}`));
	}
	const { resources, ...rest } = parsed.output;
	return { ...rest, rows: resources?.slice(0, MOST_ROWS) ?? [] };
}
