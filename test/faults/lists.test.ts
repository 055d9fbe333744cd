import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFaultFetch } from '../support/fault-fetch.ts';
import { createFaultRig, type FaultRig } from '../support/fault-rig.ts';

type Row = Readonly<Record<string, unknown>>;

const ROWS: readonly Row[] = Array.from({ length: 450 }, (_, index) => ({
	id: `job-${index}`,
	createdAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
	updatedAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000 + 500).toISOString(),
	overall_status: 'completed',
	kms: ['org'],
	detailed_status: { org: 'organization synchronized successfully' },
}));

interface Asked {
	readonly skip: number;
	readonly limit: number;
	readonly page: readonly Row[];
}

/** A monitor of a server whose list is bent by `page`; it shows 200 jobs. */
function watch(t: Parameters<typeof createFaultRig>[0], page: (asked: Asked) => unknown) {
	const clock = createFakeClock();
	let requests = 0;
	const fetch = createFaultFetch((_signal, query) => {
		requests += 1;
		const [skip, limit] = [Number(query.get('skip')), Number(query.get('limit'))];
		const body = JSON.stringify(page({ skip, limit, page: ROWS.slice(skip, skip + limit) }));
		return { body };
	});
	const rig: FaultRig = createFaultRig(t, { clock, fetch, random: () => 0 });
	rig.start();
	return { ...rig, clock, requests: () => requests };
}

for (const total of [0, 1, 199, 10 ** 9, -5, '450', null, 1.5]) {
	test(`N22 a total that says ${JSON.stringify(total)} of 450 jobs: 200 are shown, the header is honest, and it ends`, async t => {
		const { clock, header, snapshot, requests } = watch(t, ({ skip, limit, page }) => ({
			skip,
			limit,
			total,
			resources: page,
		}));
		await clock.settle();
		assert.equal(snapshot().failure, null);
		assert.equal(snapshot().data?.jobs.length, 200);
		assert.ok(requests() <= 3, `${requests()} requests`);
		assert.match(header(), total === 10 ** 9 ? /LIVE ≤5s {2}PARTIAL 200 of 1,000,000,000 jobs/ : /LIVE ≤5s/);
		if (typeof total !== 'number' || total < 0 || total % 1 > 0) assert.match(header(), /PARTIAL 200 of unknown jobs/);
	});
}

test('N22 a total that grows and shrinks from page to page does not keep the walk from ending', async t => {
	let turn = 0;
	const { clock, snapshot, requests } = watch(t, ({ skip, page }) => {
		turn += 1;
		return { skip, limit: 20, total: 450 + ((turn * 37) % 90) - 45, resources: page.slice(0, 20) };
	});
	await clock.settle();
	assert.equal(snapshot().failure, null);
	assert.equal(snapshot().data?.jobs.length, 200);
	assert.ok(requests() < 60, `${requests()} requests`);
});

for (const [name, page] of [
	['skip', ({ limit }: Asked) => ({ total: 450, resources: ROWS.slice(0, Math.min(limit, 50)) })],
	['skip and limit', () => ({ skip: 0, limit: 10, total: 450, resources: ROWS.slice(0, 10) })],
	[
		'everything, and turns its page round',
		(() => {
			let turn = 0;
			return () => ({ resources: ROWS.slice(0, 10 + (turn++ % 2)) });
		})(),
	],
] as const) {
	test(`N23 a server that ignores ${name}: it is noticed, ends, and the header says PARTIAL`, async t => {
		const { clock, header, snapshot, requests } = watch(t, page);
		await clock.settle();
		assert.equal(snapshot().failure, null);
		assert.ok((snapshot().data?.jobs.length ?? 0) >= 10);
		assert.ok(requests() <= 25, `${requests()} requests`);
		assert.match(header(), /LIVE ≤5s {2}PARTIAL \d+ of (450|unknown) jobs/);
	});
}

test('N23 a server that ignores the order: the newest come first all the same', async t => {
	const { clock, snapshot } = watch(t, ({ skip, limit }) => {
		const page = ROWS.slice(0, 150)
			.reverse()
			.slice(skip, skip + limit);
		return { skip, limit, total: 150, resources: page };
	});
	await clock.settle();
	assert.deepEqual(
		snapshot()
			.data?.jobs.slice(0, 2)
			.map(({ id }) => id),
		['job-0', 'job-1'],
	);
});

test('N20 ids that occur twice, in a page and from page to page, are one row each', async t => {
	const asked: string[] = [];
	const { clock, header, snapshot } = watch(t, ({ skip, limit }) => {
		asked.push(`${limit} from ${skip}`);
		const doubled = ROWS.slice(0, 90).flatMap(row => [row, row]);
		return { skip, limit: 50, total: 180, resources: doubled.slice(skip, skip + Math.min(50, limit)) };
	});
	await clock.settle();
	const ids = snapshot().data?.jobs.map(({ id }) => id) ?? [];
	assert.deepEqual([ids.length, new Set(ids).size], [90, 90], `${header()} after ${asked.join(', ')}`);
});

test('N32 an old page out of a cache moves no job back from its end; the true one is taken when it comes', async t => {
	const running: Row = {
		id: 'a',
		createdAt: '2026-01-01T00:00:00Z',
		updatedAt: '2026-01-01T00:00:01.000001Z',
		overall_status: 'in_progress',
		kms: ['org'],
	};
	const ended: Row = {
		...running,
		updatedAt: '2026-01-01T00:00:02.000001Z',
		overall_status: 'completed',
		detailed_status: { org: 'organization synchronized successfully' },
	};
	const again: Row = { ...running, updatedAt: '2026-01-01T00:00:03.000001Z' };
	const rows = [running, ended, running, { ...running, updatedAt: '2026-01-01T00:00:02.000000Z' }, ended, again];
	let turn = 0;
	const { clock, snapshot } = watch(t, () => ({ skip: 0, total: 1, resources: [rows[turn++] ?? again] }));
	const seen: unknown[] = [];
	for (const _ of rows) {
		await clock.settle();
		seen.push(snapshot().data?.jobs[0]?.status);
		await clock.advance(5000);
	}
	assert.deepEqual(seen, ['in_progress', 'completed', 'completed', 'completed', 'completed', 'in_progress']);
});
