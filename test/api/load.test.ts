import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FailureError } from '../../source/model/failure.ts';
import { CERTIFICATES, JOBS, job, startClient } from '../support/client-rig.ts';

const BOTH = { kinds: ['keys', 'certificates'] } as const;

function start() {
	return startClient({ certificates: [job('z', 9), job('b', 1)] });
}

test('keys are asked for as ever where nobody wants certificates', async () => {
	const { load, asked } = start();
	const { jobs, total, side } = await load();
	assert.deepEqual([jobs.map(({ id }) => id), total, side.kind], [['b', 'a'], 2, 'unasked']);
	assert.deepEqual([asked(JOBS).length, asked(CERTIFICATES).length], [1, 0]);
});

test('both kinds stand in one list, newest first, counted together', async () => {
	const { load } = start();
	const { jobs, total, complete } = await load(BOTH);
	assert.deepEqual(
		jobs.map(({ id, kind }) => `${kind} ${id}`),
		['certificates z', 'keys b', 'keys a', 'certificates b #2'],
	);
	assert.deepEqual([total, complete], [4, true]);
	const [first, ...others] = (await load({ ...BOTH, limit: 1 })).jobs;
	assert.deepEqual([first?.id, others.length], ['z', 0]);
	assert.deepEqual(
		(await load({ ...BOTH, id: 'b' })).jobs.map(({ kind }) => kind),
		['keys', 'certificates'],
		'an id that both lists have',
	);
});

test('certificates alone are a list like any other', async () => {
	const { load, asked } = start();
	const { jobs } = await load({ kinds: ['certificates'] });
	assert.deepEqual(
		jobs.map(({ id }) => id),
		['z', 'b'],
	);
	assert.equal(asked(JOBS).length, 0);
});

for (const [status, isAbsent] of [
	[404, true],
	[403, true],
	[501, true],
	[500, false],
	[400, false],
] as const) {
	test(`certificates that answer ${status} ${isAbsent ? 'are not there' : 'are a failure'}`, async () => {
		const { load, world } = start();
		world.intercept = ({ path }) => (path === CERTIFICATES ? { status, body: { message: 'no' } } : null);
		if (isAbsent) {
			const { jobs, side, total, complete } = await load(BOTH);
			assert.deepEqual([jobs.length, side.kind, total, complete], [2, 'absent', 2, true]);
		} else await assert.rejects(load(BOTH), FailureError);
		await assert.rejects(load({ kinds: ['certificates'] }), FailureError, 'what alone was asked for has to be there');
	});
}
