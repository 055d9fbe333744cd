import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORGANIZATIONS } from '../../source/demo/organizations.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { ask, rowsOf } from './ask.ts';
import { JOBS, ORGANIZATIONS_PATH, open } from './rig.ts';

const [first, second] = ORGANIZATIONS;

test('a job is started for some organizations, runs, is listed first, and ends', async t => {
	const { simulator, token, clock, get } = await open(t);
	const body = { organization_ids: [first.resourceId, second?.resourceId] };
	const { status, json } = await ask(simulator.url + JOBS, { token, body });
	assert.equal(status, 200);
	assert.deepEqual(
		[fieldOf(json, 'overall_status'), fieldOf(json, 'kms'), fieldOf(json, 'completed_at')],
		['in_progress', [first.organizationId, second?.organizationId], undefined],
	);
	const id = String(fieldOf(json, 'id'));
	assert.equal(rowsOf(await get(JOBS))[0]?.id, id);
	assert.deepEqual(rowsOf(await get(`${JOBS}?id=${id}`))[0], (await get(`${JOBS}/${id}`)).json);
	await clock.advance(60_000);
	const ended = (await get(`${JOBS}/${id}`)).json;
	assert.equal(fieldOf(ended, 'overall_status'), 'completed');
	assert.ok(rowsOf(await get(`${JOBS}?overall_status=completed&limit=200`)).some(row => row.id === id));
});

test('all organizations are started at once; two jobs may run', async t => {
	const { simulator, token } = await open(t);
	const start = () => ask(simulator.url + JOBS, { token, body: { synchronize_all: true } });
	const [one, other] = [await start(), await start()];
	assert.equal((fieldOf(one.json, 'kms') as unknown[]).length, ORGANIZATIONS.length);
	assert.notEqual(fieldOf(one.json, 'id'), fieldOf(other.json, 'id'));
});

for (const [name, body, status] of [
	['nothing', {}, 400],
	['both', { synchronize_all: true, organization_ids: [first.resourceId] }, 400],
	['an unknown organization', { organization_ids: ['nobody'] }, 404],
	['the id that jobs use', { organization_ids: [first.organizationId] }, 404],
	['a field that nobody knows', { synchronize_all: true, force: true }, 400],
	['no JSON', 'start!', 400],
] as const) {
	test(`to start ${name} is refused`, async t => {
		const { simulator, token } = await open(t);
		assert.equal((await ask(simulator.url + JOBS, { token, body })).status, status);
	});
}

for (const refusal of [400, 409] as const) {
	test(`a job is cancelled while it is in progress and never after it, which is ${refusal}`, async t => {
		const { simulator, token, clock, get } = await open(t, { refusal });
		const started = await ask(simulator.url + JOBS, { token, body: { synchronize_all: true } });
		const job = `${JOBS}/${fieldOf(started.json, 'id')}`;
		await get(`${JOBS}?overall_status=in_progress`); // whatever is remembered of it
		const cancel = () => ask(`${simulator.url}${job}/cancel`, { token, method: 'POST' });
		const { status, json } = await cancel();
		assert.deepEqual([status, fieldOf(json, 'abort'), fieldOf(json, 'overall_status')], [200, true, 'in_progress']);
		await clock.advance(5000);
		const ended = await get(job);
		assert.deepEqual([fieldOf(ended.json, 'abort'), fieldOf(ended.json, 'overall_status')], [true, 'completed']);
		assert.ok(
			!rowsOf(await get(`${JOBS}?overall_status=in_progress&limit=200`)).some(({ id }) => job.endsWith(String(id))),
		);
		assert.equal((await cancel()).status, refusal);
		assert.equal((await ask(`${simulator.url}${JOBS}/nobody/cancel`, { token, method: 'POST' })).status, 404);
	});
}

for (const [role, list, start, organizations] of [
	['admin', 200, 200, 12],
	['CCKM Users', 200, 200, 4],
	['read-only', 200, 403, 12],
	['stranger', 403, 403, 0],
] as const) {
	test(`the role ${role}: ${list} to a list, ${start} to a start, ${organizations} organizations`, async t => {
		const { simulator, token, get } = await open(t, { role });
		assert.equal((await get(JOBS)).status, list);
		assert.equal((await ask(simulator.url + JOBS, { token, body: { synchronize_all: true } })).status, start);
		assert.equal(fieldOf((await get(ORGANIZATIONS_PATH)).json, 'total'), organizations);
		const seen = new Set(rowsOf(await get(`${JOBS}?limit=-1`)).flatMap(({ kms }) => kms as string[]));
		const permitted = ORGANIZATIONS.slice(0, organizations).map(({ organizationId }) => organizationId);
		assert.ok(permitted.every(id => seen.has(id)) || list === 403);
	});
}

test('a user of some organizations is told of no job, and starts none, of the others', async t => {
	const { simulator, token, get } = await open(t, { role: 'CCKM Users' });
	const { url, requests } = simulator;
	const mine = new Set<unknown>(ORGANIZATIONS.slice(0, 4).map(({ organizationId }) => organizationId));
	const jobs = rowsOf(await get(`${JOBS}?limit=-1`));
	assert.ok(jobs.every(({ kms }) => (kms as unknown[]).some(id => mine.has(id))));
	const body = { organization_ids: [ORGANIZATIONS[7]?.resourceId] };
	assert.equal((await ask(url + JOBS, { token, body })).status, 404);
	assert.deepEqual(
		requests.map(({ purpose }) => purpose),
		['sign-in', 'jobs', 'start'],
	);
});

test('jobs of a saved answer cannot be added to, nor cancelled', async t => {
	const { simulator, token } = await open(t, { rows: [{ id: 'a', overall_status: 'in_progress' }] });
	const { url } = simulator;
	assert.equal((await ask(url + JOBS, { token, body: { synchronize_all: true } })).status, 403);
	assert.equal((await ask(`${url}${JOBS}/a/cancel`, { token, method: 'POST' })).status, 409);
});
