import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf } from '../../source/demo/selection.ts';
import { ask, rowsOf, type Told } from './ask.ts';
import { JOBS, open } from './rig.ts';

const ids = (told: Told) => rowsOf(told).map(({ id }) => id);

test('a token for one domain sees none of the jobs of another', async t => {
	const { simulator, get } = await open(t);
	const body = { username: simulator.user, password: simulator.password, domain: 'emea' };
	const { json } = await ask(`${simulator.url}/api/v1/auth/tokens`, { body });
	const token = String(fieldOf(json, 'jwt'));
	const there = (path: string) => ask(simulator.url + path, { token });
	const started = await ask(simulator.url + JOBS, { token, body: { synchronize_all: true } });
	const root = new Set(ids(await get(`${JOBS}?limit=-1`)));
	const emea = ids(await there(`${JOBS}?limit=-1`));
	assert.ok(root.size > 100 && emea.length > 100 && emea.every(id => !root.has(id)));
	const job = `${JOBS}/${fieldOf(started.json, 'id')}`;
	assert.deepEqual([(await there(job)).status, (await get(job)).status], [200, 404]);
	assert.equal(
		(await ask(`${simulator.url}${job}/cancel`, { token: await rootToken(simulator), method: 'POST' })).status,
		404,
	);
});

async function rootToken({ url, user, password }: { url: string; user: string; password: string }): Promise<string> {
	const { json } = await ask(`${url}/api/v1/auth/tokens/`, { body: { name: user, password } });
	return String(fieldOf(json, 'jwt'));
}

test('refresh tokens are listed without their secret, and ended by their id', async t => {
	const { simulator, token, get } = await open(t);
	const { json } = await ask(`${simulator.url}/api/v1/auth/tokens`, {
		body: { username: simulator.user, password: simulator.password },
	});
	const secret = String(fieldOf(json, 'refresh_token'));
	const id = String(fieldOf(json, 'refresh_token_id'));
	const listed = await get('/api/v1/auth/tokens/');
	assert.ok(ids(listed).includes(id));
	assert.ok(!listed.text.includes(secret));
	const remove = () => ask(`${simulator.url}/api/v1/auth/tokens/${id}`, { token, method: 'DELETE' });
	assert.deepEqual([(await remove()).status, (await remove()).status], [204, 404]);
	const renewal = { grant_type: 'refresh_token', refresh_token: secret };
	assert.equal((await ask(`${simulator.url}/api/v1/auth/tokens`, { body: renewal })).status, 401);
});

test('a registered client gets a bearer token and no refresh token', async t => {
	const { simulator, get } = await open(t);
	const url = `${simulator.url}/api/v1/auth/tokens`;
	const { json } = await ask(url, { body: { username: simulator.user, password: simulator.password } });
	const grant = (client_id: unknown) => ask(url, { body: { grant_type: 'client_credential', client_id } });
	const told = await grant(fieldOf(json, 'client_id'));
	assert.deepEqual([told.status, fieldOf(told.json, 'refresh_token')], [200, undefined]);
	const token = String(fieldOf(told.json, 'jwt'));
	assert.equal((await ask(simulator.url + JOBS, { token })).status, 200);
	assert.equal((await grant('somebody')).status, 401);
	assert.equal((await get(JOBS)).status, 200);
});

test('a second node answers every other request, and knows of a new job only after its delay', async t => {
	const { simulator, token, clock, get } = await open(t, { lag: 500 });
	const { json } = await ask(simulator.url + JOBS, { token, body: { synchronize_all: true } });
	const job = `${JOBS}/${fieldOf(json, 'id')}`;
	const asked = async () => [(await get(job)).status, (await get(job)).status].sort();
	assert.deepEqual(await asked(), [200, 404]);
	await clock.advance(500);
	assert.deepEqual(await asked(), [200, 200]);
});

test('the clock of the server may be another one, in all that it says', async t => {
	const { simulator, token, clock } = await open(t, { skew: 3_600_000 });
	const told = await ask(`${simulator.url}/api/v1/system/info`, { token });
	const hour = clock.now() + 3_600_000;
	for (const text of [told.headers.date, fieldOf(told.json, 'system_time')]) {
		assert.ok(Math.abs(Date.parse(String(text)) - hour) < 1000, String(text));
	}
});

test('who does not say that JSON is accepted is refused, where the server is strict', async t => {
	const { simulator } = await open(t, { strict: true });
	const { url, user, password } = simulator;
	const accepts = async (headers: Record<string, string>) =>
		(await ask(`${url}/api/v1/auth/tokens`, { body: { username: user, password }, headers })).status;
	assert.deepEqual([await accepts({ Accept: 'application/json' }), await accepts({ Accept: 'text/html' })], [200, 400]);
	assert.equal(await accepts({}), 400);
});

for (const [path, field] of [
	['auth/self/domains', 'resources'],
	['system/services/status', 'services'],
	['cluster', 'nodeID'],
	['nodes', 'resources'],
	['scheduler/job-configs', 'resources'],
	['scheduler/jobs?limit=100', 'resources'],
] as const) {
	test(`the server also tells ${path}, to those whom it knows`, async t => {
		const { simulator, get } = await open(t);
		assert.notEqual(fieldOf((await get(`/api/v1/${path}`)).json, field), undefined);
		assert.equal((await ask(`${simulator.url}/api/v1/${path}`)).status, 401);
	});
}
