import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Fault } from '../../source/demo/faults.ts';
import { ORGANIZATIONS } from '../../source/demo/organizations.ts';
import type { Purpose } from '../../source/demo/reply.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { type Simulator, type SimulatorOptions, startPlainSimulator } from '../../source/demo/simulator.ts';
import { FailureError } from '../../source/model/failure.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { waitFor } from '../support/wait-for.ts';
import { ask, rowsOf, signIn, type Told } from './ask.ts';

const NOW = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const JOBS = '/api/v1/cckm/sfdc/keys/synchronization-jobs';
const ORGS = '/api/v1/cckm/sfdc/organizations';
const published = JSON.parse(readFileSync('test/fixtures/synchronization-jobs.json', 'utf8'));

interface Rig {
	readonly clock: FakeClock;
	readonly simulator: Simulator;
	readonly token: string;
	readonly get: (path: string) => Promise<Told>;
}

async function open(t: TestContext, options: Partial<SimulatorOptions> = {}): Promise<Rig> {
	const clock = createFakeClock(NOW);
	const simulator = await startPlainSimulator({ clock, ...options });
	t.after(() => simulator.close());
	const token = await signIn(simulator);
	return { clock, simulator, token, get: path => ask(simulator.url + path, { token }) };
}

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
	const organizations = await get(ORGS);
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
	const first = await get(`${ORGS}?skip=0`);
	assert.deepEqual([rowsOf(first).length, total(first)], [10, 12]);
	assert.deepEqual(new Set([...ids(first), ...ids(await get(`${ORGS}?skip=10`))]).size, 12);
	const names = async (query: string) => rowsOf(await get(`${ORGS}?${query}`)).map(({ name }) => name);
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

test('who is let in, and what the others are told', async t => {
	const { simulator, token, clock } = await open(t);
	const { url, user, password } = simulator;
	const body = { username: user, password };
	const table: [string, Parameters<typeof ask>[1], number, number | undefined][] = [
		['/api/v1/auth/tokens', { body }, 200, undefined],
		['/api/v1/auth/tokens/', { body }, 200, undefined],
		['/api/v1/auth/tokens', { body: { ...body, password: 'x' } }, 401, 5],
		['/api/v1/auth/tokens', { body: 'no json' }, 400, 15],
		['/api/v1/auth/tokens', { body: ' '.repeat(5_000_000) }, 413, 15],
		[JOBS, {}, 401, undefined],
		[JOBS, { token: 'x' }, 401, 5],
		[JOBS, { token }, 200, undefined],
		[`${JOBS}/nobody`, { token }, 404, 16],
		[`${JOBS}/%zz`, { token }, 404, 16],
		['/api/v1/nothing', { token }, 404, 16],
		['/', {}, 404, 16],
		[JOBS, { token, method: 'DELETE' }, 404, 16],
		[JOBS, { token, headers: { Host: 'evil.invalid' } }, 421, undefined],
		[JOBS, { token, headers: { Host: '127.0.0.1.evil.invalid' } }, 421, undefined],
		[JOBS, { token, headers: { Host: 'localhost:1' } }, 200, undefined],
		[JOBS, { token, headers: { Host: '[::1]' } }, 200, undefined],
	];
	for (const [path, question, status, code] of table) {
		const told = await ask(url + path, question);
		assert.deepEqual([told.status, fieldOf(told.json, 'code')], [status, code], `${path} ${JSON.stringify(question)}`);
	}
	await clock.advance(310_000);
	const late = await ask(url + JOBS, { token });
	assert.deepEqual(
		[late.status, fieldOf(late.json, 'message')],
		[401, 'Bearer token malformed: Token is expired by 10s'],
	);
});

test('a long answer is compressed for whoever takes it', async t => {
	const { simulator, token } = await open(t);
	const plain = await ask(simulator.url + JOBS, { token });
	const small = await ask(simulator.url + JOBS, { token, headers: { 'Accept-Encoding': 'deflate, gzip, br' } });
	assert.deepEqual([plain.headers['content-encoding'], small.headers['content-encoding']], [undefined, 'gzip']);
	assert.ok(small.bytes.length < plain.bytes.length / 3);
	assert.equal(gunzipSync(small.bytes).toString(), plain.text);
});

test('a connection serves more than one request, and closing ends it', async t => {
	const { simulator, token } = await open(t);
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	t.after(() => agent.destroy());
	const sockets = new Set<unknown>();
	agent.on('free', socket => sockets.add(socket));
	for (let time = 0; time < 3; time++) await ask(simulator.url + JOBS, { token, agent });
	assert.equal(sockets.size, 1);
	const idle = connect(simulator.port, '127.0.0.1');
	await new Promise(resolve => idle.once('connect', resolve));
	const ended = new Promise(resolve => idle.once('close', resolve));
	await simulator.close();
	await ended;
	await assert.rejects(ask(simulator.url + JOBS, { token }), { code: 'ECONNREFUSED' });
});

test('faults come when they are due, and are counted by purpose', async t => {
	const due = new Map<string, Fault>([
		['jobs 0', { kind: 'reset' }],
		['jobs 1', { kind: 'raw', bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"skip":' }],
		['jobs 2', { kind: 'raw', bytes: 'SSH-2.0-OpenSSH_9.2\r\n' }],
		[
			'jobs 3',
			{ kind: 'reply', reply: { status: 503, type: 'text/html', body: '<p>', headers: { 'Retry-After': '7' } } },
		],
		['jobs 4', { kind: 'delay', milliseconds: 5000 }],
		['jobs 6', { kind: 'silence' }],
	]);
	const seen: [Purpose, number][] = [];
	const { simulator, clock, get } = await open(t, {
		fault({ purpose, count }) {
			seen.push([purpose, count]);
			return due.get(`${purpose} ${count}`) ?? null;
		},
	});
	await assert.rejects(get(JOBS), { code: 'ECONNRESET' });
	await assert.rejects(get(JOBS), { code: 'ECONNRESET' });
	await assert.rejects(get(JOBS), { code: 'HPE_INVALID_CONSTANT' });
	const busy = await get(JOBS);
	assert.deepEqual([busy.status, busy.headers['retry-after'], busy.text], [503, '7', '<p>']);
	const late = get(JOBS);
	await waitFor(
		() => clock.sleepers() === 1,
		() => 'nobody sleeps',
	);
	assert.equal((await get(JOBS)).status, 200);
	await clock.advance(5000);
	assert.equal((await late).status, 200);
	const never = assert.rejects(get(JOBS), { code: 'ECONNRESET' });
	await waitFor(
		() => simulator.requests.length === 8,
		() => JSON.stringify(simulator.requests),
	);
	await simulator.close();
	await never;
	assert.deepEqual(seen, [['sign-in', 0], ...[0, 1, 2, 3, 4, 5, 6].map(count => ['jobs', count])]);
	const jobs = simulator.requests.filter(({ purpose }) => purpose === 'jobs');
	assert.deepEqual(
		jobs.map(({ status }) => status),
		[null, null, null, 503, 200, 200, null],
	);
	assert.equal(simulator.mostInFlight(), 2);
});

test('closing ends a wait that is under way', async t => {
	const { simulator, clock, get } = await open(t, { scenario: 'slow' });
	const late = assert.rejects(get(JOBS), { code: 'ECONNRESET' });
	await waitFor(
		() => clock.sleepers() === 1,
		() => 'nobody sleeps',
	);
	await simulator.close();
	await late;
	assert.equal(clock.sleepers(), 0);
});

test('the log tells sign-ins, renewals and revocations apart', async t => {
	const { simulator } = await open(t);
	const { url, user, password } = simulator;
	const { json } = await ask(`${url}/api/v1/auth/tokens/`, { body: { username: user, password } });
	const refresh = fieldOf(json, 'refresh_token');
	await ask(`${url}/api/v1/auth/tokens`, { body: { grant_type: 'refresh_token', refresh_token: refresh } });
	const revocation = { token: refresh, client_id: fieldOf(json, 'client_id') };
	assert.equal((await ask(`${url}/api/v1/auth/revoke`, { body: revocation })).status, 204);
	await ask(`${url}${JOBS}?limit=1`);
	assert.deepEqual(
		simulator.requests.map(({ purpose, method, query, status }) => [purpose, method, query, status]),
		[
			['sign-in', 'POST', '', 200],
			['sign-in', 'POST', '', 200],
			['refresh', 'POST', '', 200],
			['revoke', 'POST', '', 204],
			['jobs', 'GET', 'limit=1', 401],
		],
	);
});

test('scenarios differ in how long tokens live and in what there is', async t => {
	const table = [
		['calm', 300, true],
		['expiring', 20, true],
		['empty', 300, false],
	] as const;
	for (const [scenario, seconds, any] of table) {
		const { simulator, get } = await open(t, { scenario });
		const body = { username: simulator.user, password: simulator.password };
		const { json } = await ask(`${simulator.url}/api/v1/auth/tokens`, { body });
		assert.equal(fieldOf(json, 'duration'), seconds, scenario);
		assert.equal(Number(total(await get(JOBS))) > 0, any, scenario);
	}
	assert.equal((await open(t, { scenario: 'expiring', tokenSeconds: 7 })).simulator.scenario, 'expiring');
});

test('each start has a password of its own, and a port that is taken is a usage error', async t => {
	const [one, other] = [await open(t), await open(t)];
	assert.notEqual(one.simulator.password, other.simulator.password);
	await assert.rejects(
		startPlainSimulator({ clock: one.clock, port: one.simulator.port }),
		(error: unknown) =>
			error instanceof FailureError && error.failure.kind === 'usage' && /EADDRINUSE/.test(error.message),
	);
});
