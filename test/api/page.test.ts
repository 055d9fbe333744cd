import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOBS, job, startClient as start } from '../support/client-rig.ts';
import { failureOf } from '../support/failure-of.ts';

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

test('of a page without end ten thousand rows are read', async () => {
	const resources = Array.from({ length: 30_000 }, (_, index) => ({ id: `${index}` }));
	const body = { skip: 0, limit: 200, total: 30_000, resources };
	const { load } = start({ intercept: ({ path }) => (path === JOBS ? { body } : null) });
	const answer = await load({ limit: 20_000 });
	assert.deepEqual([answer.jobs.length, answer.complete, answer.total], [10_000, false, 30_000]);
});
