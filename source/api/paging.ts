/** One page as the server gave it; what it said of itself may be missing or untrue. */
export interface Page<Row> {
	readonly rows: readonly Row[];
	/** How many rows it says it left out before these, and the most it says it gives; null where it says nothing. */
	readonly skip: number | null;
	readonly limit: number | null;
	/** How many rows it says there are in all. */
	readonly total: number | null;
}

/** What a walk needs to know. */
export interface WalkOptions<Row> {
	readonly fetchPage: (skip: number, limit: number) => Promise<Page<Row>>;
	/** What tells one row from another. */
	readonly keyOf: (row: Row) => string;
	readonly skip: number;
	/** How many rows are wanted; null for all. */
	readonly limit: number | null;
	/** How many to ask for at once. */
	readonly pageSize?: number;
	readonly onProgress?: (loaded: number, total: number | null) => void;
}

/** What a walk found. */
export interface Walk<Row> {
	/**
	 * Each row once, in the newest form that was seen; rows that only a repeated walk found come last. More than were
	 * wanted where the server gave more.
	 */
	readonly rows: readonly Row[];
	/** How many there are, as the server said last. */
	readonly total: number | null;
	/** Whether `rows` are all of them, as far as the server can be believed. */
	readonly complete: boolean;
}

const PAGE_SIZE = 200;

/** By how many rows a page goes back into the one before, to see that nothing slipped through between them. */
const OVERLAP = 1;

/** The most pages of one walk, its repetitions included: far more than a list has, and an end if a server has none. */
const MOST_PAGES = 1000;

/** How often a walk is made when rows moved while it went on. */
const MOST_ROUNDS = 3;

/** How many pages in a row may bring the very same rows before the server is taken to ignore what it is asked. */
const MOST_REPEATS = 2;

/** The same for pages that differ and still bring nothing new, as new rows in front of the list can make them. */
const MOST_BARREN = 20;

/** How one walk from the first row on ended. */
type RoundEnd =
	/** At the last row of the list. */
	| 'end'
	/** With as many rows as were wanted. */
	| 'enough'
	/** Because nothing more was to be had from this server. */
	| 'stuck';

function isSame(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((key, index) => key === other[index]);
}

/**
 * Walks the pages of a list that changes meanwhile. What it promises, where rows keep their order: if the walk is
 * `complete`, every row that was there from its beginning to its end is found, and none twice, however many others came
 * in front, between or behind, or went away. It holds because a page counts only if it contains a row that this walk has
 * already seen: all rows behind that one were in the same answer, so no gap is possible. Where no known row is found,
 * rows have vanished before it, and the walk steps back. If rows changed places, or new ones came, and fewer are found
 * than the server counts, the walk is made again, and both findings are joined; of rows that vanished meanwhile some may
 * still be among them. A server that caps the page size is followed; one that ignores `skip`, or says more than it has,
 * is left with `complete: false`.
 */
export async function walkPages<Row>(options: WalkOptions<Row>): Promise<Walk<Row>> {
	const { fetchPage, keyOf, skip: start, limit } = options;
	const found = new Map<string, Row>();
	let size = options.pageSize ?? PAGE_SIZE;
	let pages = 0;
	let total: number | null = null;
	let moved = false;

	function hasAll(): boolean {
		return total === null || found.size >= total - start;
	}

	/** Keeps the rows of a page; says how many of them this round had not seen. */
	function keep(page: Page<Row>, seen: Set<string>): number {
		const before = seen.size;
		for (const row of page.rows) {
			seen.add(keyOf(row));
			found.set(keyOf(row), row);
		}
		options.onProgress?.(found.size, total);
		return seen.size - before;
	}

	/**
	 * Whether the list ends with this page, for all that can be known. A short page may be the last or a server's own idea
	 * of a page's size; unless the total tells, only one more request does.
	 */
	function isLast(page: Page<Row>, skip: number, asked: number, fresh: number): boolean {
		const count = page.rows.length;
		if (count === 0 || skip + count === page.total) return true;
		if (count >= asked) return false;
		const cap = page.limit !== null && page.limit >= count && page.limit < asked ? page.limit : count;
		size = Math.max(cap, OVERLAP + 1);
		return fresh === 0;
	}

	async function walkOnce(round: number): Promise<RoundEnd> {
		const seen = new Set<string>();
		let skip = start;
		let stepBack = OVERLAP;
		let previous: readonly string[] = [];
		let repeats = 0;
		let barren = 0;
		for (; pages < MOST_PAGES; pages += 1) {
			const overlap = skip > start ? OVERLAP : 0;
			const asked = limit === null ? size : Math.min(size, limit - seen.size + overlap);
			const page = await fetchPage(skip, asked);
			const recounted = total !== null && page.total !== total;
			total = page.total;
			const keys = page.rows.map(keyOf);
			moved ||= skip > start && keys[0] !== previous.at(-1);
			if (skip > start && !keys.some(key => seen.has(key))) {
				skip = Math.max(start, skip - stepBack);
				stepBack *= 2;
				continue;
			}
			const fresh = keep(page, seen);
			if (page.skip !== null && page.skip !== skip) return 'stuck';
			if (isLast(page, skip, asked, fresh)) return 'end';
			if (limit !== null && seen.size >= limit) return 'enough';
			if (round > 1 && total !== null && hasAll()) return 'end';
			repeats = !recounted && isSame(keys, previous) ? repeats + 1 : 0;
			barren = fresh === 0 ? barren + 1 : 0;
			if (repeats === MOST_REPEATS || barren === MOST_BARREN) return 'stuck';
			stepBack = OVERLAP;
			previous = keys;
			skip += Math.max(1, keys.length - OVERLAP);
		}
		return 'stuck';
	}

	let end = await walkOnce(1);
	for (let round = 2; round <= MOST_ROUNDS && end === 'end' && moved && !hasAll(); round += 1)
		end = await walkOnce(round);
	return { rows: [...found.values()], total, complete: start === 0 && end === 'end' && hasAll() };
}
