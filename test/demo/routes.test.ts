import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ORGANIZATIONS } from '../../source/demo/organizations.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { rowsOf, type Told } from './ask.ts';
import { JOBS, ORGANIZATIONS_PATH, open } from './rig.ts';

const published = JSON.parse(readFileSync('test/fixtures/synchronization-jobs.json', 'utf8'));

const ids = (told: Told) => rowsOf(told).map(({ id }) => id);
const total = ({ json }: Told) => fieldOf(json, 'total');

test('the rows of a saved answer come back word for word', async t => {
	const { get } = await open(t, { rows: published.resources });
	const list = await get(`${JOBS}?skip=0&limit=10`);
	assert.equal(list.text, JSON.stringify(published));
	const [newest, oldest] = published.resources;
	assert.deepEqual(ids(await get(`${JOBS}?sort=createdAt&limit=1`)), [oldest.id]);
	assert.deepEqual(ids(await get(`${JOBS}?sort=-createdAt&limit=1`)), [newest.id]);
	assert.deepEqual((await get(`${JOBS}/${oldest.id}`)).json, oldest);
	assert.equal(total(await get(`${JOBS}?overall_status=failed`)), 0);
	const organizations = await get(ORGANIZATIONS_PATH);
	const names = rowsOf(organizations).map(({ name, organization_id: id }) => [name, id]);
	assert.deepEqual(names, [['Thales', '00DB000000040bIMAQ']]);
	assert.equal(total(await get(`${JOBS}?organizations=${ids(organizations)[0]}`)), 2);
});

test('saved rows may be anything, and keep fields that nobody knows', async t => {
	const rows = [
		{ zeta: 1, id: 'x', alpha: [{ deep: null }] },
		null,
		7,
		'text',
		[1],
		{ id: 'y', detailed_status: 'none' },
	];
	const { get } = await open(t, { rows });
	assert.equal((await get(JOBS)).text, JSON.stringify({ skip: 0, limit: 10, total: 6, resources: rows }));
	assert.deepEqual(ids(await get(`${JOBS}?id=y`)), ['y']);
	assert.equal(total(await get(`${JOBS}?organizations=nobody`)), 0);
	assert.equal(rowsOf(await get(`${JOBS}?sort=-createdAt`)).length, 6);
});

test('jobs are filtered by id, status and organization, repeated or as a list', async t => {
	const { get } = await open(t);
	const all = await get(`${JOBS}?limit=-1`);
	assert.deepEqual([rowsOf(await get(JOBS)).length, rowsOf(all).length], [10, total(all)]);
	const rows = rowsOf(all);
	const [one, other] = [ORGANIZATIONS[1]?.resourceId, ORGANIZATIONS[2]?.resourceId];
	const naming = (...indexes: number[]) =>
		rows.filter(({ kms }) =>
			indexes.some(index => (kms as string[]).includes(ORGANIZATIONS[index]?.organizationId ?? '')),
		);
	const of = (status: string) => rows.filter(row => row.overall_status === status);
	const table: [string, readonly unknown[]][] = [
		[`id=${rows[3]?.id}`, [rows[3]]],
		[`id=${rows[3]?.id},${rows[5]?.id}`, [rows[3], rows[5]]],
		['id=nobody', []],
		['overall_status=in_progress', of('in_progress')],
		['overall_status=queued&overall_status=failed', [...of('queued'), ...of('failed')]],
		['overall_status=nothing', []],
		[`organizations=${one}`, naming(1)],
		[`organizations=${one}&organizations=${other}`, naming(1, 2)],
		[`organizations=${one},${other}`, naming(1, 2)],
		[`organizations=${ORGANIZATIONS[1]?.organizationId}`, []],
		['sort=createdAt', [...rows].reverse()],
		['sort=-createdAt', rows],
	];
	for (const [query, expected] of table) {
		const told = await get(`${JOBS}?${query}&limit=-1`);
		assert.deepEqual([total(told), rowsOf(told)], [expected.length, expected], query);
	}
	assert.deepEqual((await get(`${JOBS}/${rows[7]?.id}`)).json, rows[7]);
});

test('organizations are more than a page, and are filtered', async t => {
	const { get } = await open(t);
	const first = await get(`${ORGANIZATIONS_PATH}?skip=0`);
	assert.deepEqual([rowsOf(first).length, total(first)], [10, 12]);
	assert.deepEqual(new Set([...ids(first), ...ids(await get(`${ORGANIZATIONS_PATH}?skip=10`))]).size, 12);
	const names = async (query: string) => rowsOf(await get(`${ORGANIZATIONS_PATH}?${query}`)).map(({ name }) => name);
	assert.deepEqual(await names('sort=name&limit=3'), ['Acme-Prod', 'Cyberdyne', 'Globex-UAT']);
	assert.deepEqual(await names('name=Hooli'), ['Hooli']);
	assert.deepEqual(await names(`sfdc_org_id=${ORGANIZATIONS[4]?.organizationId}`), [ORGANIZATIONS[4]?.name]);
	assert.deepEqual(await names(`id=${ORGANIZATIONS[4]?.resourceId}`), [ORGANIZATIONS[4]?.name]);
	assert.deepEqual(await names('organization_type=Sandbox&sort=name'), ['Globex-UAT', 'Tyrell-Dev', 'Wonka-UAT']);
	assert.deepEqual(await names('connection=sfdc-initech&cloud_name=sfdc'), ['Initech']);
	assert.deepEqual(await names('cloud_name=aws'), []);
});

test('what it says of itself and of who asks', async t => {
	const { get, clock } = await open(t, { user: 'ada' });
	await clock.advance(61_000);
	const info = (await get('/api/v1/system/info')).json;
	assert.deepEqual(
		['version', 'uptime', 'system_time'].map(name => fieldOf(info, name)),
		['2.19.0+14195', '4 days, 2 hours, 18 minutes', '2026-11-23T14:03:08+00:00'],
	);
	const user = await get('/api/v1/auth/self/user');
	assert.equal(fieldOf(user.json, 'username'), 'ada');
	assert.equal(user.headers.date, 'Mon, 23 Nov 2026 14:03:08 GMT');
});
