import assert from 'node:assert/strict';
import { test } from 'node:test';
import { job, ORGANIZATIONS, other, startClient as start, thales } from '../support/client-rig.ts';

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
