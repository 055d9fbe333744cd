import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuth } from '../../source/api/auth.ts';
import { type Client, createClient } from '../../source/api/client.ts';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import type { JobQuery } from '../../source/model/job-query.ts';
import { createApiServer, type ScriptedAnswer, type SeenRequest } from '../support/api-server.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const { signal } = new AbortController();
const everything: JobQuery = { status: null, organizations: [], id: null, sort: '-createdAt', skip: 0, limit: 200 };
const JOBS = '/v1/cckm/sfdc/keys/synchronization-jobs';
const ORGANIZATIONS = '/v1/cckm/sfdc/organizations';

const thales = { id: 'r-1', organization_id: '00DB000000040bIMAQ', name: 'Thales', connection: 'sfdc-connection' };
const other = { id: 'r-2', organization_id: '00DB000000040bJMAQ', name: 'Other' };

function job(id: string, minute: number, kms: readonly string[] = [thales.organization_id], status = 'completed') {
	return { id, createdAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`, overall_status: status, kms };
}

interface World {
	/** The list, newest first, as the server has it. */
	jobs: unknown[];
	organizations: unknown[];
	/** Answers that come first; null leaves a request to the list. */
	intercept: (request: SeenRequest) => ScriptedAnswer | null;
}

interface Rig {
	readonly client: Client;
	readonly clock: FakeClock;
	readonly world: World;
	/** The parameters of the requests for a path so far. */
	readonly asked: (path: string) => Readonly<Record<string, string>>[];
	readonly load: (query?: Partial<JobQuery>) => ReturnType<Client['load']>;
}

function start(given: Partial<World> = {}): Rig {
	const world: World = {
		jobs: [job('b', 2), job('a', 1)],
		organizations: [thales, other],
		intercept: () => null,
		...given,
	};
	const clock = createFakeClock();
	const listPage = (list: readonly unknown[], query: Readonly<Record<string, string>>) => {
		const [skip, limit] = [Number(query.skip ?? 0), Math.min(Number(query.limit ?? 10), 200)];
		return { body: { skip, limit, total: list.length, resources: list.slice(skip, skip + limit) } };
	};
	const { fetch, seen } = createApiServer(request => {
		const first = world.intercept(request);
		if (first !== null) return first;
		if (request.path === JOBS) return listPage(world.jobs, request.query);
		if (request.path === ORGANIZATIONS) return listPage(world.organizations, request.query);
		return { body: { jwt: 'token', duration: 300, refresh_token: 'refresh' } };
	});
	const redactor = createRedactor();
	const http = createHttp({
		baseUrl: 'http://127.0.0.1',
		fetch,
		agent: createLoopbackAgent(),
		clock,
		timeout: 10_000,
		redactor,
	});
	const credentials = { kind: 'password', username: 'admin', password: new Secret('secret') } as const;
	const client = createClient({ http, auth: createAuth({ http, credentials, clock, redactor }), clock });
	return {
		client,
		clock,
		world,
		asked: path => seen.filter(request => request.path === path).map(({ query }) => query),
		load: query => client.load({ ...everything, ...query }, signal),
	};
}

test('a load asks for the newest jobs and for the names of their organizations', async () => {
	const { load, asked } = start();
	const answer = await load();
	assert.deepEqual(
		answer.jobs.map(({ id }) => id),
		['b', 'a'],
	);
	assert.deepEqual([answer.total, answer.complete, answer.clockOffset], [2, true, null]);
	assert.deepEqual(answer.organizations.get(thales.organization_id), {
		id: thales.organization_id,
		name: 'Thales',
		connection: 'sfdc-connection',
		resourceId: 'r-1',
	});
	assert.deepEqual(asked(JOBS), [{ sort: '-createdAt', skip: '0', limit: '200' }]);
	assert.equal(asked(ORGANIZATIONS).length, 1);
});

test('what did not change is the same object, down to the list', async () => {
	const { load, world } = start();
	const first = await load();
	const second = await load();
	assert.equal(second.jobs, first.jobs);
	assert.equal(second.organizations, first.organizations);
	world.jobs = [job('c', 3), ...structuredClone(world.jobs)];
	const third = await load();
	assert.deepEqual(
		third.jobs.slice(1).map((row, index) => row === first.jobs[index]),
		[true, true],
	);
});

test('filters go to the server, and are applied here too', async () => {
	const { load, asked, world } = start();
	world.jobs = [job('b', 2, [], 'failed'), job('a', 1), { nonsense: true }];
	const byStatus = await load({ status: 'failed' });
	assert.deepEqual(byStatus.jobs.map(({ id }) => id).slice(0, 1), ['b']);
	assert.deepEqual(
		[byStatus.jobs.length, byStatus.total],
		[2, 2],
		'a row that cannot be read is shown, and the total is ours',
	);
	await load({ id: 'a' });
	assert.deepEqual(
		asked(JOBS).map(({ overall_status, id }) => [overall_status, id]),
		[
			['failed', undefined],
			[undefined, 'a'],
		],
	);
});

for (const wanted of ['thales', 'THALES', thales.organization_id, thales.organization_id.slice(0, 15), 'r-1']) {
	test(`one organization, as "${wanted}", is asked for by the server's own id`, async () => {
		const { load, asked, world } = start();
		world.jobs.unshift(job('c', 3, [other.organization_id]));
		const answer = await load({ organizations: [wanted] });
		assert.deepEqual(
			answer.jobs.map(({ id }) => id),
			['b', 'a'],
		);
		assert.equal(asked(JOBS)[0]?.organizations, 'r-1');
	});
}

test('several organizations, an unknown one or one of two namesakes are found here', async () => {
	const { load, asked, world } = start();
	world.organizations.push({ ...other, id: 'r-3', organization_id: 'gone?' });
	world.jobs.unshift(job('d', 4, ['deleted']), job('c', 3, [other.organization_id]));
	const found = async (...organizations: string[]) => (await load({ organizations })).jobs.map(({ id }) => id);
	assert.deepEqual(await found('Thales', 'Other'), ['c', 'b', 'a']);
	assert.deepEqual(await found('deleted'), ['d']);
	assert.deepEqual(await found('other'), ['c']);
	assert.ok(asked(JOBS).every(({ organizations }) => organizations === undefined));
});

test('a server that does not know the sort is asked without, remembered, and sorted here', async () => {
	for (const status of [400, 422]) {
		const { load, asked, world } = start();
		world.jobs.reverse();
		world.intercept = ({ path, query }) =>
			path === JOBS && query.sort !== undefined ? { status, body: { message: 'sort' } } : null;
		for (let turn = 0; turn < 2; turn += 1)
			assert.deepEqual(
				(await load()).jobs.map(({ id }) => id),
				['b', 'a'],
			);
		assert.deepEqual(
			asked(JOBS).map(({ sort }) => sort),
			['-createdAt', undefined, undefined],
		);
	}
});

test('a refusal for another reason is not blamed on the sort', async () => {
	const { load, asked, world } = start();
	world.intercept = ({ path }) => (path === JOBS ? { status: 400, body: { message: 'id' } } : null);
	assert.deepEqual(await failureOf(load()), { kind: 'rejected', status: 400, message: 'id' });
	world.intercept = ({ path }) => (path === JOBS ? { status: 500 } : null);
	const before = asked(JOBS).length;
	assert.equal((await failureOf(load())).kind, 'server');
	assert.equal(asked(JOBS).length, before + 1, 'a server in trouble is not asked twice');
	world.intercept = () => null;
	await load();
	assert.equal(asked(JOBS).at(-1)?.sort, '-createdAt');
});

test('a 401 costs one renewal and one more request', async () => {
	const { load, asked, world } = start();
	let refused = false;
	world.intercept = ({ path }) => {
		if (path !== JOBS || refused) return null;
		refused = true;
		return { status: 401, body: { message: 'expired' } };
	};
	await load();
	assert.deepEqual([asked(JOBS).length, asked('/v1/auth/tokens').length], [2, 2]);
});

test('names are asked for again after five minutes, or for a new id, but not more than once a minute', async () => {
	const { load, asked, world, clock } = start();
	const count = async () => {
		await load();
		return asked(ORGANIZATIONS).length;
	};
	assert.equal(await count(), 1);
	world.jobs.unshift(job('c', 3, ['new']));
	assert.equal(await count(), 1, 'a new id, too early');
	await clock.advance(60_000);
	world.jobs.unshift(job('d', 4, ['newer']));
	assert.equal(await count(), 2, 'a new id');
	await clock.advance(60_000);
	assert.equal(await count(), 2, 'an id that the list does not have is no news');
	await clock.advance(240_000);
	assert.equal(await count(), 3, 'five minutes');
});

for (const [status, quiet] of [
	[403, 300_000],
	[404, 300_000],
	[401, 60_000],
	[500, 60_000],
] as const) {
	test(`an organization list that answers ${status} costs the names, and is left alone for ${quiet / 1000} s`, async () => {
		const { load, asked, world, clock } = start();
		world.intercept = ({ path }) => (path === ORGANIZATIONS ? { status, body: { message: 'no' } } : null);
		for (let turn = 0; turn < 3; turn += 1) {
			world.jobs.unshift(job(`new-${turn}`, 5 + turn, [`new-${turn}`]));
			const answer = await load();
			assert.deepEqual([answer.organizations.size, answer.jobs.length], [0, 3 + turn]);
		}
		assert.equal(asked(ORGANIZATIONS).length, 1);
		await clock.advance(quiet - 1);
		await load();
		assert.equal(asked(ORGANIZATIONS).length, 1);
		await clock.advance(1);
		await load();
		assert.equal(asked(ORGANIZATIONS).length, 2);
		assert.equal(asked('/v1/auth/tokens').length <= 3, true);
	});
}

test('more organizations than a page has are all named', async () => {
	const organizations = Array.from({ length: 450 }, (_, index) => ({
		...other,
		id: `r-${index}`,
		organization_id: `o-${index}`,
	}));
	assert.equal((await start({ organizations }).load()).organizations.size, 450);
});

test('organizations that cannot be read are left out, the others are named', async () => {
	const { load } = start({ organizations: [{ id: 'x' }, null, 'text', { ...thales, name: 'Evil\u001b[2J' }] });
	const { organizations } = await load();
	assert.deepEqual(
		[...organizations.values()].map(({ name }) => name),
		['Evil^[[2J'],
	);
});

test('all jobs are walked where no limit is given, and progress is told', async () => {
	const { client, asked } = start({ jobs: Array.from({ length: 450 }, (_, index) => job(`j-${450 - index}`, 1)) });
	const progress: unknown[] = [];
	const answer = await client.load({ ...everything, limit: null }, signal, (loaded, total) =>
		progress.push([loaded, total]),
	);
	assert.deepEqual([answer.jobs.length, answer.total, answer.complete], [450, 450, true]);
	assert.deepEqual(progress, [
		[200, 450],
		[399, 450],
		[450, 450],
	]);
	assert.equal(asked(JOBS).length, 3);
});

test('a limit is kept, and says that there is more', async () => {
	const { load, asked } = start();
	const answer = await load({ limit: 1 });
	assert.deepEqual([answer.jobs.map(({ id }) => id), answer.total, answer.complete], [['b'], 2, false]);
	assert.equal(asked(JOBS)[0]?.limit, '1');
});

test('jobs without a time come last', async () => {
	const { load } = start({ jobs: [{ id: 'timeless' }, job('a', 1), { id: 'too' }, job('b', 2)] });
	assert.deepEqual(
		(await load()).jobs.map(({ id }) => id),
		['b', 'a', 'timeless', 'too'],
	);
});

for (const [name, body, path] of [
	['a list', [], `${JOBS}: resources`],
	['nothing', null, JOBS],
	['no rows', { total: 3 }, `${JOBS}: resources`],
	['rows that are no list', { resources: { a: 1 } }, `${JOBS}: resources`],
] as const) {
	test(`an answer that is ${name} instead of a page is a failure that says where`, async () => {
		const { load } = start({ intercept: request => (request.path === JOBS ? { body } : null) });
		assert.deepEqual(await failureOf(load()), { kind: 'shape', path, problem: 'no list' });
	});
}

test('a page is read whatever its numbers are', async () => {
	const body = { skip: 'x', limit: -1, total: '2', resources: [job('a', 1), null, 7, { id: 1 }] };
	const { load } = start({ intercept: ({ path, query }) => (path === JOBS && query.skip === '0' ? { body } : null) });
	const answer = await load();
	assert.deepEqual([answer.jobs.length, answer.total], [4, null]);
});

test('the clock of the server is compared with ours, small differences aside', async () => {
	const { load, world, clock } = start();
	const at = (seconds: number) => {
		const Date_ = new Date(clock.now() + seconds * 1000).toUTCString();
		world.intercept = ({ path }) => (path === JOBS ? { body: { resources: [] }, headers: { Date: Date_ } } : null);
	};
	for (const [seconds, offset] of [
		[0, 0],
		[1, 0],
		[-2, 0],
		[-60, -59_500],
		[3600, 3_600_500],
	] as const) {
		at(seconds);
		assert.equal((await load()).clockOffset, offset);
	}
});

test('the server describes itself, or does not', async () => {
	const { client, world } = start();
	const answers: readonly [ScriptedAnswer, unknown][] = [
		[{ body: { name: 'cm', version: '2.19.0+1\u0007', model: 7 } }, { name: 'cm', version: '2.19.0+1^G', model: null }],
		[{ body: [] }, null],
		[{ status: 403 }, null],
	];
	for (const [answer, expected] of answers) {
		world.intercept = ({ path }) => (path === '/v1/system/info' ? answer : null);
		assert.deepEqual(await client.describe(signal), expected);
	}
});

test('closing gives the sign-in back', async () => {
	const { client, load, asked } = start();
	await load();
	await client.close();
	assert.equal(asked('/v1/auth/revoke').length, 1);
});

test('the end of the lifetime ends a load without a failure', async () => {
	for (const path of [JOBS, ORGANIZATIONS]) {
		const lifetime = new AbortController();
		const { client } = start({
			intercept: request => {
				if (request.path === path) lifetime.abort();
				return null;
			},
		});
		await assert.rejects(client.load(everything, lifetime.signal), { name: 'AbortError' });
	}
});
