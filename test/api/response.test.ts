import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../../source/api/credentials.ts';
import { systemClock } from '../../source/live/clock.ts';
import { failureOf } from '../support/failure-of.ts';
import { password, startHttp as start } from '../support/http-rig.ts';
import { jsonAnswer, startPeer } from '../support/peer.ts';

const problem = { code: 5, codeDesc: 'NCERRUnauthorizedAccess', message: 'Wrong username or password.' };
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const now = Date.parse(date);

type Case = [name: string, answer: string, failure: Record<string, unknown>];

const answers: readonly Case[] = [
	['401', jsonAnswer(problem, '401 Unauthorized'), { kind: 'unauthorized', message: 'Wrong username or password.' }],
	[
		'401 that is no JSON',
		jsonAnswer('', '401 Unauthorized', { 'Content-Type': 'text/plain' }),
		{ kind: 'unauthorized', message: 'it answered with text/plain instead of JSON' },
	],
	[
		'403',
		jsonAnswer({ codeDesc: 'NCERRInsufficientPermissions' }, '403 Forbidden'),
		{ kind: 'forbidden', message: 'NCERRInsufficientPermissions' },
	],
	['404', jsonAnswer({ message: '' }, '404 Not Found'), { kind: 'not-found', message: 'it gave no reason' }],
	[
		'422',
		jsonAnswer({ message: 'Validation errors:\nsort: no' }, '422 X'),
		{ kind: 'rejected', status: 422, message: 'Validation errors:␤sort: no' },
	],
	[
		'400 with broken JSON',
		'HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{',
		{ kind: 'rejected', status: 400, message: 'its reason could not be read' },
	],
	['500', jsonAnswer({ message: 'oops\u001b[31m' }, '500 X'), { kind: 'server', status: 500, message: 'oops^[[31m' }],
	[
		'502 with a page',
		jsonAnswer('<h1>Bad Gateway</h1>', '502 Bad Gateway', html),
		{ kind: 'server', status: 502, message: 'it answered with text/html instead of JSON' },
	],
	['503', jsonAnswer({ message: 'starting' }, '503 X'), { kind: 'server', status: 503, message: 'starting' }],
	[
		'503 with a time',
		jsonAnswer({}, '503 X', { 'Retry-After': '30' }),
		{ kind: 'busy', status: 503, retryAfter: 30_000 },
	],
	['429 without a time', jsonAnswer({}, '429 X'), { kind: 'busy', status: 429, retryAfter: null }],
	...['-1', 'NaN', 'soon', '1e12', '5.5', ''].map(
		(value): Case => [
			`429 with "${value}"`,
			jsonAnswer({}, '429 X', { 'Retry-After': value }),
			{ kind: 'busy', status: 429, retryAfter: null },
		],
	),
	[
		'429 with a date',
		jsonAnswer({}, '429 X', { Date: date, 'Retry-After': 'Thu, 01 Jan 2026 00:00:20 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 20_000 },
	],
	[
		'429 with a past date',
		jsonAnswer({}, '429 X', { Date: date, 'Retry-After': 'Wed, 31 Dec 2025 00:00:20 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 0 },
	],
	[
		'a date and no clock of the server',
		jsonAnswer({}, '429 X', { 'Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT' }),
		{ kind: 'busy', status: 429, retryAfter: 60_000 },
	],
	[
		'200 that is an error',
		jsonAnswer(problem),
		{ kind: 'rejected', status: 200, message: 'Wrong username or password.' },
	],
	[
		'200 with a page',
		jsonAnswer('<form>', '200 OK', html),
		{ kind: 'shape', path: 'Content-Type', problem: 'text/html instead of JSON' },
	],
	[
		'200 with nothing',
		'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n',
		{ kind: 'shape', path: 'the body', problem: 'nothing' },
	],
	[
		'a body nested too deep',
		jsonAnswer(JSON.parse(`${'['.repeat(65)}${']'.repeat(65)}`)),
		{ kind: 'shape', path: 'the body', problem: 'nested deeper than 64 levels' },
	],
	[
		'broken gzip',
		jsonAnswer({}, '200 OK', { 'Content-Encoding': 'gzip' }),
		{ kind: 'shape', path: 'the body', problem: 'broken compression' },
	],
	[
		'no HTTP at all',
		'SSH-2.0-OpenSSH_9.6\r\n',
		{ kind: 'shape', path: 'the headers', problem: 'broken HTTP (HPE_INVALID_CONSTANT)' },
	],
];

for (const [name, answer, failure] of answers) {
	test(`the answer "${name}" is the failure that it means`, async context => {
		const clock = { ...systemClock, now: () => now };
		const { ask } = await start(context, socket => socket.end(answer), clock);
		assert.deepEqual(await failureOf(ask()), failure);
	});
}

for (const status of [301, 302, 303, 307, 308]) {
	test(`T12 ${status} is never followed, and takes nothing along`, async context => {
		const other = await startPeer(socket => socket.write(jsonAnswer({})));
		context.after(() => other.close());
		const target = `http://127.0.0.1:${other.port}/…`;
		const location = `http://canary:canary@127.0.0.1:${other.port}/evil?token=canary#canary`;
		const { ask } = await start(context, socket => socket.end(jsonAnswer({}, `${status} X`, { Location: location })));
		const failure = await failureOf(ask({ method: 'POST', body: { password: 'x' }, token: new Secret('canary') }));
		assert.deepEqual([failure, other.connections()], [{ kind: 'redirect', status, target }, 0]);
	});
}

test('a secret that the server sends back is taken out, in whatever writing', async context => {
	const forms = [
		password.reveal(),
		encodeURIComponent(password.reveal()),
		Buffer.from(password.reveal()).toString('base64'),
	];
	const message = `got ${forms.join(', ')}`;
	const { ask } = await start(context, socket => socket.end(jsonAnswer({ message }, '400 X')));
	assert.deepEqual(await failureOf(ask()), {
		kind: 'rejected',
		status: 400,
		message: 'got ‹redacted›, ‹redacted›, ‹redacted›',
	});
});
