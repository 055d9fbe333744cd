import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScriptedAnswer } from '../support/api-server.ts';
import { everything, JOBS, job, ORGANIZATIONS, signal, startClient as start, thales } from '../support/client-rig.ts';
import { failureOf } from '../support/failure-of.ts';

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
		verbatim: { name: 'Thales' },
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
