import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Page, type Walk, walkPages } from '../../source/api/paging.ts';
import { fc } from '../support/properties.ts';

interface Row {
	readonly id: number;
	/** Grows when the row changes in place. */
	readonly version: number;
}

/** What happens to the list between two pages. */
interface Step {
	readonly inserted: number;
	/** Which rows vanish or change, as shares of the list from 0 to 1. */
	readonly vanished: readonly number[];
	readonly changed: readonly number[];
}

/** How a server answers. */
interface Manners {
	/** The most rows that it gives. */
	readonly cap?: number;
	readonly echoes?: 'truth' | 'wish' | 'nothing';
	readonly total?: (count: number) => number | null;
	readonly ignoresSkip?: boolean;
	readonly ignoresLimit?: boolean;
}

/** A list whose newest rows come first, and that changes before each page but the first. */
function createList(count: number, steps: readonly Step[] = [], manners: Manners = {}) {
	let rows: Row[] = Array.from({ length: count }, (_, index) => ({ id: count - index, version: 1 }));
	let newest = count;
	const schedule = [...steps];
	const requests: [skip: number, limit: number][] = [];
	const lasting = new Set(rows.map(({ id }) => id));

	function change({ inserted, vanished, changed }: Step): void {
		const at = (share: number) => rows[Math.floor(share * rows.length)]?.id;
		const gone = new Set(vanished.map(at));
		const touched = new Set(changed.map(at));
		for (const id of gone) lasting.delete(id ?? 0);
		rows = rows.filter(({ id }) => !gone.has(id));
		rows = rows.map(row => (touched.has(row.id) ? { ...row, version: row.version + 1 } : row));
		for (let turn = 0; turn < inserted; turn += 1) rows.unshift({ id: ++newest, version: 1 });
	}

	async function fetchPage(skip: number, limit: number): Promise<Page<Row>> {
		const step = requests.length > 0 ? schedule.shift() : undefined;
		if (step !== undefined) change(step);
		requests.push([skip, limit]);
		const { cap = 200, echoes = 'truth', total = (length: number) => length } = manners;
		const from = manners.ignoresSkip ? 0 : skip;
		const most = manners.ignoresLimit ? rows.length : Math.min(limit, cap);
		return {
			rows: rows.slice(from, from + most),
			skip: echoes === 'truth' ? from : null,
			limit: echoes === 'nothing' ? null : echoes === 'wish' ? limit : most,
			total: total(rows.length),
		};
	}

	return { fetchPage, requests, lasting, rows: () => rows };
}

function walk(
	list: ReturnType<typeof createList>,
	options: { limit?: number; pageSize?: number; skip?: number } = {},
): Promise<Walk<Row>> {
	const { fetchPage } = list;
	return walkPages({ fetchPage, keyOf: row => String(row.id), skip: 0, limit: null, ...options });
}

const ids = ({ rows }: Walk<Row>) => rows.map(({ id }) => id);

test('a short list is one request', async () => {
	const list = createList(3);
	assert.deepEqual(await walk(list), { rows: list.rows(), total: 3, complete: true });
	assert.deepEqual(list.requests, [[0, 200]]);
});

test('an empty list, whatever the server calls its total', async () => {
	for (const total of [0, 7, null]) {
		const list = createList(0, [], { total: () => total });
		assert.deepEqual(await walk(list), { rows: [], total, complete: total !== 7 });
		assert.equal(list.requests.length, 1);
	}
});

test('pages overlap by one row, and the last is known by the total', async () => {
	const list = createList(500);
	const result = await walk(list);
	assert.deepEqual([result.complete, result.rows], [true, list.rows()]);
	assert.deepEqual(list.requests, [
		[0, 200],
		[199, 200],
		[398, 200],
	]);
});

test('no more is asked for than is wanted', async () => {
	const list = createList(500);
	assert.deepEqual(await walk(list, { limit: 5 }), { rows: list.rows().slice(0, 5), total: 500, complete: false });
	assert.deepEqual(await walk(list, { limit: 250 }), { rows: list.rows().slice(0, 250), total: 500, complete: false });
	assert.deepEqual(list.requests, [
		[0, 5],
		[0, 200],
		[199, 51],
	]);
	assert.equal((await walk(createList(5), { limit: 5 })).complete, true);
});

test('rows that were skipped are not there, so the rest is not all', async () => {
	const list = createList(10);
	assert.deepEqual(await walk(list, { skip: 7 }), { rows: list.rows().slice(7), total: 10, complete: false });
});

const manners: readonly [name: string, manners: Manners, complete: boolean][] = [
	['caps the page size and says so', { cap: 30 }, true],
	['caps the page size and says what was asked for', { cap: 30, echoes: 'wish' }, true],
	['caps the page size and says nothing', { cap: 30, echoes: 'nothing' }, true],
	['says no total', { total: () => null }, true],
	['says no total and caps the page size', { total: () => null, cap: 30 }, true],
	['says nothing at all and caps the page size', { total: () => null, cap: 30, echoes: 'nothing' }, true],
	['says that there is none', { total: () => 0 }, true],
	['says fewer than it has', { total: () => 120 }, true],
	['says more than it has', { total: count => count + 5 }, false],
	['says absurdly more than it has', { total: () => 1e9 }, false],
	['gives everything at once', { ignoresLimit: true }, true],
];

for (const [name, server, complete] of manners) {
	test(`a server that ${name} is walked to its end`, async () => {
		const list = createList(450, [], server);
		const result = await walk(list);
		assert.deepEqual([result.complete, result.rows], [complete, list.rows()]);
		assert.ok(list.requests.length <= 20, `${list.requests.length} requests`);
	});
}

for (const echoes of ['truth', 'wish', 'nothing'] as const) {
	test(`a server that ignores what to skip (and tells: ${echoes}) is left after a few pages`, async () => {
		const list = createList(450, [], { ignoresSkip: true, echoes });
		const result = await walk(list);
		assert.deepEqual([result.complete, result.rows], [false, list.rows().slice(0, 200)]);
		assert.equal(list.requests.length, echoes === 'truth' ? 2 : 3);
	});
}

test('a server without an end is left', async () => {
	let next = 0;
	const fetchPage = async (): Promise<Page<Row>> => ({
		rows: [
			{ id: next, version: 1 },
			{ id: ++next, version: 1 },
		],
		skip: null,
		limit: null,
		total: null,
	});
	const result = await walkPages({ fetchPage, keyOf: row => String(row.id), skip: 0, limit: null, pageSize: 2 });
	assert.deepEqual([result.complete, result.rows.length], [false, 1001]);
});

test('a server that gives one row at a time is walked as far as it can be, and left', async () => {
	const result = await walk(createList(5, [], { cap: 1 }));
	assert.equal(result.complete, false);
	assert.equal(new Set(ids(result)).size, result.rows.length);
});

test('an id that the server gives twice is found once', async () => {
	const rows = [1, 2, 2, 3].map((id, index) => ({ id, version: index }));
	const fetchPage = async () => ({ rows, skip: 0, limit: 200, total: 4 });
	const result = await walkPages({ fetchPage, keyOf: row => String(row.id), skip: 0, limit: null });
	assert.deepEqual(result, { rows: [rows[0], rows[2], rows[3]], total: 4, complete: false });
});

const quiet: Step = { inserted: 0, vanished: [], changed: [] };

test('rows that come during a walk are fetched before it ends', async () => {
	const list = createList(300, [{ ...quiet, inserted: 3 }]);
	const result = await walk(list);
	assert.deepEqual(
		[result.complete, result.rows.length, list.requests],
		[
			true,
			303,
			[
				[0, 200],
				[199, 200],
				[0, 200],
			],
		],
	);
});

test('where many rows vanished, the walk finds its way back in few steps', async () => {
	const vanished = Array.from({ length: 150 }, (_, index) => (index + 0.5) / 400);
	const list = createList(400, [{ ...quiet, vanished }]);
	const result = await walk(list);
	assert.deepEqual(missing(list, ids(result)), []);
	assert.ok(list.requests.length <= 11, `${list.requests.length} requests`);
});

test('a flood that fills page after page with known rows does not look like a server that repeats itself', async () => {
	const list = createList(10, Array(6).fill({ ...quiet, inserted: 2 }));
	const result = await walk(list, { pageSize: 3 });
	assert.deepEqual([result.complete, missing(list, ids(result))], [true, []]);
});

test('progress is told page by page', async () => {
	const { fetchPage } = createList(450);
	const progress: unknown[] = [];
	const onProgress = (loaded: number, total: number | null) => progress.push([loaded, total]);
	await walkPages({ fetchPage, keyOf: row => String(row.id), skip: 0, limit: null, onProgress });
	assert.deepEqual(progress, [
		[200, 450],
		[399, 450],
		[450, 450],
	]);
});

const step = fc.record({
	inserted: fc.nat({ max: 4 }),
	vanished: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 5 }),
	changed: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 3 }),
});
const schedule = fc.record({
	count: fc.nat({ max: 40 }),
	pageSize: fc.integer({ min: 2, max: 9 }),
	steps: fc.array(step, { maxLength: 30 }),
	manners: fc.record(
		{
			cap: fc.integer({ min: 2, max: 12 }),
			echoes: fc.constantFrom('truth', 'wish', 'nothing'),
			total: fc.constantFrom(
				(length: number): number | null => length,
				() => null,
			),
		},
		{ requiredKeys: [] },
	),
});

test('N21 while rows come, change and vanish, none that lasts is lost unknowingly, and none is doubled', async () => {
	await fc.assert(
		fc.asyncProperty(schedule, async ({ count, pageSize, steps, manners }) => {
			const list = createList(count, steps, manners);
			const result = await walk(list, { pageSize });
			const found = ids(result);
			assert.equal(new Set(found).size, found.length, 'none twice');
			if (result.complete) assert.deepEqual(missing(list, found), [], 'none lost');
		}),
		{ numRuns: 2000 },
	);
});

test('while fewer rows come than a page has, none that lasts is lost at all', async () => {
	await fc.assert(
		fc.asyncProperty(schedule, async ({ count, pageSize, steps, manners }) => {
			const advance = Math.min(pageSize, manners.cap ?? pageSize) - 1;
			const slow = steps.map(one => ({ ...one, inserted: Math.min(one.inserted, advance - 1) }));
			const list = createList(count, slow, manners);
			assert.deepEqual(missing(list, ids(await walk(list, { pageSize }))), []);
		}),
		{ numRuns: 2000 },
	);
});

function missing(list: ReturnType<typeof createList>, found: readonly number[]): number[] {
	return [...list.lasting].filter(id => !found.includes(id));
}

test('once the list is quiet again, a walk shows exactly what there is', async () => {
	await fc.assert(
		fc.asyncProperty(schedule, async ({ count, pageSize, steps, manners }) => {
			const list = createList(count, steps, manners);
			for (let turn = 0; turn < steps.length + 1; turn += 1) await list.fetchPage(0, 1);
			const result = await walk(list, { pageSize });
			assert.deepEqual([result.complete, result.rows], [true, list.rows()]);
		}),
		{ numRuns: 500 },
	);
});

test('N23 a server that ignores what it is asked and turns its page round is left after twenty pages of nothing new', async () => {
	let pages = 0;
	const walked = await walkPages({
		keyOf: String,
		skip: 0,
		limit: 200,
		async fetchPage() {
			pages += 1;
			const rows = Array.from({ length: 11 - (pages % 2) }, (_, row) => row);
			return { rows, skip: null, limit: null, total: null };
		},
	});
	assert.deepEqual([walked.rows.length, walked.complete], [11, false]);
	assert.ok(pages <= 25, `${pages} pages`);
});
