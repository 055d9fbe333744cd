import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JOBS, job, other, startClient as start, thales } from '../support/client-rig.ts';

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

test('jobs without a time come last', async () => {
	const { load } = start({ jobs: [{ id: 'timeless' }, job('a', 1), { id: 'too' }, job('b', 2)] });
	assert.deepEqual(
		(await load()).jobs.map(({ id }) => id),
		['b', 'a', 'timeless', 'too'],
	);
});
