import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobList, JobParameters } from '../../source/api/job-list.ts';
import { createWatch, type Watch } from '../../source/api/watch.ts';
import type { Answer } from '../../source/model/answer.ts';
import { FailureError } from '../../source/model/failure.ts';
import type { JobQuery } from '../../source/model/job-query.ts';
import { safe } from '../../source/model/safe-text.ts';
import { effort, SEED } from '../hostile/effort.ts';
import { everything, signal } from '../support/client-rig.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { fc } from '../support/properties.ts';
import { tally } from '../support/tally.ts';

interface Row {
	readonly id: string;
	readonly createdAt: string;
	readonly overall_status: string;
}

/** What happens on the server between two requests; shares from 0 to 1 choose jobs. */
interface Change {
	readonly begun: number;
	readonly ended: readonly number[];
	readonly deleted: readonly number[];
}

/** How a server answers. */
interface Manners {
	/** The most rows that it gives at once. */
	readonly cap?: number;
	readonly saysTotal?: boolean;
	/** What it makes of `overall_status`. */
	readonly statusFilter?: 'works' | 'ignored' | 'refused' | 'broken';
	readonly ignoresSkip?: boolean;
}

const QUIET: Change = { begun: 0, ended: [], deleted: [] };

/** A server whose jobs begin, end and are deleted; newest first. */
function createServer(count: number, manners: Manners = {}) {
	const { cap = 200, saysTotal = true, statusFilter = 'works', ignoresSkip = false } = manners;
	let serial = 0;
	let rows: Row[] = [];
	const deleted = new Set<string>();
	const asked: JobParameters[] = [];
	const schedule: Change[] = [];
	const begin = (status = 'in_progress') => {
		serial += 1;
		rows.unshift({ id: `j${serial}`, createdAt: new Date(serial * 1000).toISOString(), overall_status: status });
	};
	for (let turn = 0; turn < count; turn += 1) begin('completed');

	function setStatus(id: string, status: string): void {
		rows = rows.map(row => (row.id === id ? { ...row, overall_status: status } : row));
	}

	function change({ begun, ended, deleted: gone }: Change): void {
		const running = rows.filter(row => row.overall_status === 'in_progress');
		for (const share of ended) {
			const row = running[Math.floor(share * running.length)];
			if (row !== undefined) setStatus(row.id, share > 0.5 ? 'failed' : 'completed');
		}
		for (const share of gone) {
			const row = rows[Math.floor(share * rows.length)];
			if (row === undefined) continue;
			deleted.add(row.id);
			rows = rows.filter(other => other !== row);
		}
		for (let turn = 0; turn < begun; turn += 1) begin();
	}

	const list: JobList = {
		kind: 'keys',
		async ask(parameters) {
			change(schedule.shift() ?? QUIET);
			asked.push(parameters);
			const { skip, limit, id, overall_status } = parameters;
			if (overall_status != null && statusFilter === 'refused')
				throw new FailureError({ kind: 'rejected', status: 400, message: safe`overall_status` });
			if (overall_status != null && statusFilter === 'broken')
				throw new FailureError({ kind: 'server', status: 500, message: safe`overall_status` });
			const matching = rows.filter(
				row =>
					(id == null || row.id === id) &&
					(overall_status == null || statusFilter === 'ignored' || row.overall_status === overall_status),
			);
			const from = ignoresSkip ? 0 : Number(skip);
			const most = Math.min(Number(limit), cap);
			const total = saysTotal ? matching.length : null;
			return { rows: structuredClone(matching.slice(from, from + most)), skip: from, limit: most, total };
		},
		clockOffset: () => null,
	};
	return { list, begin, setStatus, change, schedule, asked, deleted, rows: () => rows };
}

type Server = ReturnType<typeof createServer>;

function startWatch({ list }: Server, query: Partial<JobQuery> = {}): Watch {
	const organizations = { known: () => new Map(), update: async () => {}, updateFor: async () => {} };
	const schedules = { known: () => [], isDue: () => false, update: async () => {} };
	return createWatch({
		list,
		side: null,
		organizations,
		schedules,
		clock: createFakeClock(),
		query: { ...everything, ...query },
	});
}

/** A poll and all that is asked for until the next one. */
async function pollOnce(watch: Watch, tell: (answer: Answer) => void = () => {}): Promise<Answer> {
	let answer = await watch.poll(signal);
	tell(answer);
	for (let turn = 0; watch.isMoreWanted(); turn += 1) {
		assert.ok(turn < 2000, 'asks without an end');
		answer = await watch.more(signal);
		tell(answer);
	}
	return answer;
}

const idsOf = ({ jobs }: Answer) => jobs.map(({ id }) => String(id));
const statusOf = ({ jobs }: Answer, wanted: string) => jobs.find(({ id }) => id === wanted)?.status;

test('a job that started long ago and still runs is seen, and its end as well', async () => {
	const server = createServer(0);
	server.begin();
	for (let turn = 0; turn < 1000; turn += 1) server.begin('completed');
	const watch = startWatch(server);
	const first = await pollOnce(watch);
	assert.deepEqual([first.jobs.length, first.total, first.complete, first.seesRunning], [201, 1001, false, true]);
	assert.equal(statusOf(first, 'j1'), 'in_progress');
	assert.equal(server.asked.length, 2);
	assert.equal((await pollOnce(watch)).jobs, first.jobs, 'nothing changed');
	assert.equal(server.asked.length, 4, 'two requests for a poll');
	server.setStatus('j1', 'failed');
	const ended = await pollOnce(watch);
	assert.equal(statusOf(ended, 'j1'), 'failed');
	assert.deepEqual(server.asked.slice(6), [{ skip: 0, limit: 1, id: 'j1' }]);
	assert.equal(statusOf(await pollOnce(watch), 'j1'), 'failed');
	assert.equal(server.asked.length, 9, 'how it ended is asked once');
});

test('a node that lags behind does not make a job run again', async () => {
	const server = createServer(300);
	server.begin();
	const watch = startWatch(server);
	await pollOnce(watch);
	for (let turn = 0; turn < 250; turn += 1) server.begin('completed');
	server.setStatus('j301', 'completed');
	assert.equal(statusOf(await pollOnce(watch), 'j301'), 'completed');
	server.setStatus('j301', 'in_progress');
	assert.equal(statusOf(await pollOnce(watch), 'j301'), 'completed');
});

test('a job in a state of next year is asked for now and then, within the two requests of a poll', async () => {
	const server = createServer(0);
	server.begin('queued');
	for (let turn = 0; turn < 300; turn += 1) server.begin('completed');
	const watch = startWatch(server, { limit: null });
	assert.equal(statusOf(await pollOnce(watch), 'j1'), 'queued');
	server.setStatus('j1', 'completed');
	const before = server.asked.length;
	let polls = 0;
	for (; polls < 12 && statusOf(await pollOnce(watch), 'j1') === 'queued'; polls += 1);
	assert.ok(polls < 12);
	assert.ok(server.asked.length - before <= 2 * (polls + 1));
});

test('where all is on one page, nothing else is asked for', async () => {
	const server = createServer(150);
	server.begin();
	const watch = startWatch(server);
	const answer = await pollOnce(watch);
	assert.deepEqual(
		[answer.jobs.length, answer.complete, answer.seesRunning, answer.loading],
		[151, true, true, 'nothing'],
	);
	await pollOnce(watch);
	assert.equal(server.asked.length, 2);
});

for (const statusFilter of ['ignored', 'refused', 'broken'] as const) {
	test(`where the filter for running jobs is ${statusFilter}, what is held is followed one by one, and that is said`, async () => {
		const server = createServer(300, { statusFilter });
		server.begin();
		const watch = startWatch(server);
		assert.equal((await pollOnce(watch)).seesRunning, false);
		for (let turn = 0; turn < 250; turn += 1) server.begin('completed');
		const pushedOut = await pollOnce(watch);
		assert.equal(statusOf(pushedOut, 'j301'), 'in_progress');
		server.setStatus('j301', 'completed');
		const before = server.asked.length;
		const polls = [await pollOnce(watch), await pollOnce(watch)];
		assert.ok(polls.every(({ seesRunning }) => !seesRunning));
		assert.equal(statusOf(polls[1] as Answer, 'j301'), 'completed');
		assert.ok(server.asked.length - before <= 4, 'two requests for a poll');
	});
}

test('older pages come when they are wanted, and stay', async () => {
	const server = createServer(1000);
	const watch = startWatch(server);
	await pollOnce(watch);
	watch.loadOlder();
	watch.loadOlder();
	const more = await pollOnce(watch);
	assert.deepEqual([more.jobs.length, more.complete, more.loading], [399, false, 'nothing']);
	server.begin();
	const asked = server.asked.length;
	const next = await pollOnce(watch);
	assert.equal(next.jobs.length, 399);
	assert.deepEqual(next.jobs.slice(1), more.jobs.slice(0, -1), 'the same objects');
	assert.equal(server.asked.length - asked, 2);
});

test('scrolling loads no more than 10,000 jobs; more only where it was asked for', async () => {
	const server = createServer(10_500);
	const watch = startWatch(server);
	let held = 0;
	for (let before = -1; held !== before; ) {
		before = held;
		watch.loadOlder();
		held = (await pollOnce(watch)).jobs.length;
	}
	assert.equal(held, 10_000);
	watch.load(Number.POSITIVE_INFINITY);
	assert.equal((await pollOnce(watch)).jobs.length, 10_500);
});

test('all pages are loaded once, can be stopped, and go on after a failure', async () => {
	const server = createServer(1000);
	const watch = startWatch(server, { limit: null });
	const first = await watch.poll(signal);
	assert.deepEqual([first.jobs.length, first.loading, watch.isMoreWanted()], [200, 'more', true]);
	watch.stopLoading();
	assert.equal(watch.isMoreWanted(), false);
	watch.load(Number.POSITIVE_INFINITY);
	const ask = server.list.ask;
	Object.assign(server.list, {
		ask: () => Promise.reject(new FailureError({ kind: 'network', code: safe`ECONNRESET` })),
	});
	await assert.rejects(watch.more(signal), FailureError);
	Object.assign(server.list, { ask });
	const all = await pollOnce(watch);
	assert.deepEqual([all.jobs.length, all.complete, all.loading], [1000, true, 'nothing']);
	const asked = server.asked.length;
	assert.equal((await pollOnce(watch)).jobs, all.jobs);
	assert.equal(
		server.asked.length - asked,
		1,
		'nothing runs behind the first page, so that nothing more is to be asked',
	);
});

test('so many as were wished for are held, more or fewer', async () => {
	const server = createServer(1000);
	const watch = startWatch(server, { limit: 200 });
	await pollOnce(watch);
	watch.load(450);
	assert.equal(watch.isMoreWanted(), true);
	const more = await pollOnce(watch);
	assert.deepEqual([more.jobs.length, more.complete, more.loading], [450, false, 'nothing']);
	watch.load(30);
	const fewer = await pollOnce(watch);
	assert.deepEqual(fewer.jobs, more.jobs.slice(0, 30));
	assert.deepEqual([fewer.complete, fewer.total], [false, 1000]);
});

test('jobs deleted behind the first page are noticed by the total, or when the reader doubts', async () => {
	const server = createServer(1000);
	const watch = startWatch(server, { limit: 600 });
	await pollOnce(watch);
	const asked = () => server.asked.length;
	let before = asked();
	watch.doubt();
	const same = await pollOnce(watch);
	assert.equal(asked() - before, 3, 'one row tells that all are there');
	server.change({ ...QUIET, deleted: [0.4] });
	const gone = await pollOnce(watch);
	assert.deepEqual(
		idsOf(gone),
		server
			.rows()
			.slice(0, 600)
			.map(({ id }) => id),
	);
	assert.equal(gone.jobs[0], same.jobs[0]);
	before = asked();
	server.change({ ...QUIET, deleted: [0.95] });
	await pollOnce(watch);
	assert.equal(asked() - before, 3, 'what is deleted behind all that is held costs one row');
});

test('after a flood of new jobs the old ones are joined again without reading all of them', async () => {
	const server = createServer(2000);
	const watch = startWatch(server, { limit: null });
	await pollOnce(watch);
	for (let turn = 0; turn < 300; turn += 1) server.begin('completed');
	const before = server.asked.length;
	const answer = await pollOnce(watch);
	assert.deepEqual([answer.jobs.length, answer.complete], [2300, true]);
	assert.ok(server.asked.length - before <= 5, `${server.asked.length - before} requests`);
});

test('a server that gives the same page for ever is left', async () => {
	const server = createServer(500, { ignoresSkip: true });
	const watch = startWatch(server, { limit: null });
	const answer = await pollOnce(watch);
	assert.deepEqual([answer.jobs.length, answer.complete, answer.loading], [200, false, 'nothing']);
});

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change = fc.record({
	begun: fc.nat({ max: 3 }),
	ended: fc.array(share, { maxLength: 3 }),
	deleted: fc.array(share, { maxLength: 1 }),
});
const world = fc.record({
	count: fc.nat({ max: 30 }),
	limit: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 25 })),
	changes: fc.array(change, { maxLength: 40 }),
	polls: fc.integer({ min: 1, max: 8 }),
	extensions: fc.nat({ max: 2 }),
	manners: fc.record({ cap: fc.integer({ min: 3, max: 9 }), saysTotal: fc.boolean() }, { requiredKeys: ['cap'] }),
});

/** A job ends before anybody was told that it ran, is pushed out of sight and deleted. */
const ENDED_UNTOLD = {
	count: 1,
	limit: null,
	changes: [
		QUIET,
		QUIET,
		{ ...QUIET, begun: 1 },
		{ ...QUIET, begun: 3, ended: [0] },
		...Array(4).fill({ ...QUIET, deleted: [0] }),
	],
	polls: 1,
	extensions: 0,
	manners: { cap: 3, saysTotal: false },
};

test('N20 N21 G11 whatever begins, ends and is deleted between requests: nothing is lost, nothing doubled, each end told once', async t => {
	await fc.assert(
		fc.asyncProperty(world, async ({ count, limit, changes, polls, extensions, manners }) => {
			const server = createServer(count, manners);
			server.schedule.push(...changes);
			const watch = startWatch(server, { limit });
			const ends = new Map<string, number>();
			let running = new Set<string>();
			const tell = (answer: Answer) => {
				const statuses = new Map(answer.jobs.map(({ id, status }) => [String(id), String(status)]));
				assert.equal(statuses.size, answer.jobs.length, 'none twice');
				for (const id of running) {
					const status = statuses.get(id);
					assert.ok(status !== undefined || server.deleted.has(id), `${id} vanished while it ran`);
					if (status !== undefined && status !== 'in_progress') ends.set(id, (ends.get(id) ?? 0) + 1);
				}
				running = new Set([...statuses].filter(([, status]) => status === 'in_progress').map(([id]) => id));
				for (const id of running) assert.ok(!ends.has(id), `${id} runs again`);
			};
			for (let turn = 0; turn < polls; turn += 1) {
				if (turn < extensions) watch.loadOlder();
				await pollOnce(watch, tell);
			}
			server.schedule.length = 0;
			watch.doubt();
			const before = await pollOnce(watch, tell);
			const quiet = await pollOnce(watch, tell);
			assert.equal(quiet.jobs, before.jobs, 'quiet is quiet');
			assert.ok(
				[...ends.values()].every(times => times === 1),
				'each end once',
			);
			const wanted = limit === null ? server.rows() : server.rows().slice(0, limit);
			const expected = new Set([...wanted, ...server.rows().filter(row => row.overall_status === 'in_progress')]);
			for (const row of expected) assert.equal(statusOf(quiet, row.id), row.overall_status, row.id);
			for (const job of quiet.jobs) {
				const row = server.rows().find(({ id }) => id === job.id);
				// A job that ended while it was watched stays, be it deleted then.
				if (row === undefined) assert.ok(ends.has(job.id), `${job.id} is no more`);
				else assert.equal(job.status, row.overall_status);
			}
			if (limit === null && manners.saysTotal !== false) assert.equal(quiet.complete, true);
		}),
		{ numRuns: effort(500, 10_000), seed: SEED, examples: [[ENDED_UNTOLD]] },
	);
	tally(t, 'lost', 0);
});
