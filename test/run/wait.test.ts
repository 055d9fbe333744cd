import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../source/demo/faults.ts';
import { badRequest, serverError } from '../../source/demo/reply.ts';
import { codeOfEnds } from '../../source/run/wait.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { startProgram } from '../support/running.ts';
import { serve } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const GOOD = 'success';
const BAD = 'Error listing keys from SFDC: ';

function rowOf(
	id: string,
	text: string | null,
	fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
	return {
		id,
		createdAt: '2026-11-23T14:00:00Z',
		...(text === null ? {} : { completed_at: '2026-11-23T14:01:00Z' }),
		overall_status: text === null ? 'in_progress' : 'completed',
		detailed_status: text === '' ? {} : { one: text ?? 'in_progress' },
		kms: text === '' ? [] : ['one'],
		abort: false,
		...fields,
	};
}

test('the worst end counts: failed or degraded before cancelled or unknown before ok', () => {
	assert.equal(codeOfEnds(['ok', 'ok']), 0);
	assert.equal(codeOfEnds(['ok', 'cancelled']), 11);
	assert.equal(codeOfEnds(['unknown']), 11);
	assert.equal(codeOfEnds(['cancelled', 'degraded', 'ok']), 10);
	assert.equal(codeOfEnds(['failed']), 10);
});

test('waits until all of them have ended, tells how each did, and asks for none that has', async t => {
	const rows = [rowOf('a', null), rowOf('b', null), rowOf('c', GOOD)];
	const server = await serve(t, { rows });
	const program = await startProgram(t, ['wait', 'a', 'b', 'c', ...server.flags, '--interval', '1s']);
	await program.until(/job c ended/);
	rows[0] = rowOf('a', GOOD);
	await program.until(/job a ended/);
	rows[1] = rowOf('b', BAD);
	assert.equal(await program.ended, 10);
	assert.equal(
		program.output(),
		[
			'2026-11-23 14:01:00Z job c ended completed: OK',
			'2026-11-23 14:01:00Z job a ended completed: OK',
			'2026-11-23 14:01:00Z job b ended completed: FAILED, 1 of 1 failed',
			'',
		].join('\n'),
	);
	assert.deepEqual(program.errors().split('\n'), [
		'cckm-top: waiting for a, b, c',
		'cckm-top: waiting for a, b',
		'cckm-top: waiting for b',
		'',
	]);
	const asked = server.simulator.requests
		.filter(({ purpose, path }) => purpose === 'jobs' && !path.includes('/certificates/'))
		.map(({ query }) => new URLSearchParams(query).get('id'));
	assert.equal(asked.filter(id => id === 'c').length, 1);
	assert.equal(server.count('revoke'), 1);
});

test('ends with what there is to be said of jobs that have ended, or are not there', async t => {
	const rows = [rowOf('ok', GOOD), rowOf('cancelled', '', { abort: true }), rowOf('open', null)];
	const server = await serve(t, { rows });
	const wait = (...args: string[]) => runProgram({ args: ['wait', ...args, ...server.flags], env: CLEAN });
	assert.equal((await wait('ok')).code, 0);
	assert.equal((await wait('ok', 'cancelled')).code, 11);
	const missing = await wait('ok', 'nowhere');
	assert.equal(missing.code, 1);
	assert.match(missing.stderr, /cckm-top: no job has the id nowhere\.\nCheck it against cckm-top list/);
	const open = await wait('ok', 'open', '--timeout', '2s');
	assert.equal(open.code, 1);
	assert.match(open.stderr, /^cckm-top: waiting for ok, open\n/);
	// How far it came by then depends on the machine.
	assert.match(open.stderr, /\ncckm-top: not ended within 2s: (?:ok, )?open\n$/);
});

test('a server that is lost and back again is waited for, and said so; a job that is gone is not', async t => {
	const rows = [rowOf('a', null), rowOf('b', null)];
	let fault: Fault | null = null;
	const server = await serve(t, { rows, fault: ({ purpose }) => (purpose === 'jobs' ? fault : null) });
	const program = await startProgram(t, ['wait', 'a', 'b', ...server.flags, '--interval', '1s']);
	await waitFor(
		() => server.count('jobs') > 0,
		() => program.errors(),
		60_000,
	);
	fault = { kind: 'reply', reply: serverError(503, 'the service is starting') };
	await waitFor(
		() => /Still trying/.test(program.errors()),
		() => program.errors(),
		60_000,
	);
	rows[0] = rowOf('a', GOOD);
	fault = null;
	await program.until(/job a ended/);
	rows.splice(1, 1);
	assert.equal(await program.ended, 1);
	assert.match(program.errors(), /job b is no longer on the server; how it ended is not known\.\n$/);
	assert.equal(server.count('revoke'), server.count('sign-in'));
});

test('a request that the server refuses is the end where nothing is known yet, and Ctrl-C is always', async t => {
	const server = await serve(t, { rows: [rowOf('a', null)] });
	const program = await startProgram(t, ['wait', 'a', ...server.flags]);
	await waitFor(
		() => server.count('jobs') > 0,
		() => program.errors(),
		60_000,
	);
	program.child.kill('SIGINT');
	assert.equal(await program.ended, 130);
	const deaf = await serve(t, {
		fault: ({ purpose }) => (purpose === 'jobs' ? { kind: 'reply', reply: badRequest('no such id') } : null),
	});
	const refused = await runProgram({ args: ['wait', 'a', ...deaf.flags], env: CLEAN });
	assert.equal(refused.code, 1);
	assert.match(refused.stderr, /HTTP 400/);
});

test('no job is a mistake that is told before any request', async t => {
	const server = await serve(t);
	const { code, stderr } = await runProgram({ args: ['wait', ...server.flags], env: CLEAN });
	assert.equal(code, 2);
	assert.match(stderr, /^cckm-top: No job was named\.\nWrite cckm-top wait and the ids/);
	assert.equal(server.simulator.requests.length, 0);
});
