import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Fault } from '../../source/demo/faults.ts';
import type { Purpose } from '../../source/demo/reply.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import { waitFor } from '../support/wait-for.ts';
import { ask } from './ask.ts';
import { JOBS, open } from './rig.ts';

test('S08 who is let in, and what the others are told', async t => {
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

test('an answer may be lost after the server has done its part', async t => {
	const lose = ({ purpose }: { readonly purpose: Purpose }): Fault | null =>
		purpose === 'refresh' || purpose === 'revoke' ? { kind: 'reset' } : null;
	const { simulator } = await open(t, { fault: lose });
	const tokens = `${simulator.url}/api/v1/auth/tokens`;
	const { json } = await ask(tokens, { body: { username: simulator.user, password: simulator.password } });
	const [token, client] = ['refresh_token', 'client_id'].map(name => fieldOf(json, name));
	await assert.rejects(ask(tokens, { body: { grant_type: 'refresh_token', refresh_token: token } }));
	await assert.rejects(ask(`${simulator.url}/api/v1/auth/revoke`, { body: { token, client_id: client } }));
	assert.deepEqual(
		simulator.requests.map(({ purpose, status }) => [purpose, status]),
		[
			['sign-in', 200],
			['sign-in', 200],
			['refresh', null],
			['revoke', null],
		],
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
