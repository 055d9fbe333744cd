import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, SCHEDULES, signal, startClient } from '../support/client-rig.ts';

const row = {
	id: 's-1',
	name: 'nightly\u001b[2J',
	operation: 'cckm_synchronization',
	run_at: '0 2 * * *',
	disabled: true,
	end_date: '2027-01-01T00:00:00Z',
	job_config_params: { cloud_name: 'sfdc', organizations: ['r-1'] },
};

/** What is asked between two polls until nothing is wanted. */
function start(schedules: unknown[]) {
	const rig = startClient({ schedules });
	const watch = rig.client.watch(everything);
	const poll = async () => {
		let answer = await watch.poll(signal);
		while (watch.isMoreWanted()) answer = await watch.more(signal);
		return answer;
	};
	return { ...rig, watch, poll };
}

test('schedules of Salesforce are read after the first answer, and every ten minutes', async () => {
	const others = [
		{ ...row, id: 's-2', operation: 'database_backup' },
		{ ...row, id: 's-3', job_config_params: { cloud_name: 'gcp', synchronize_all: true } },
		{ ...row, id: 's-4', job_config_params: { cloud_name: 'sfdc', synchronize_all: true }, disabled: 'no' },
		{ id: 's-5' },
		'text',
	];
	const rig = start([row, ...others]);
	assert.deepEqual((await rig.watch.poll(signal)).schedules, []);
	assert.equal(rig.asked(SCHEDULES).length, 0);
	const { schedules } = await rig.watch.more(signal);
	assert.deepEqual(schedules, [
		{
			name: 'nightly^[[2J',
			cron: '0 2 * * *',
			organizations: ['r-1'],
			isOff: true,
			from: null,
			until: Date.UTC(2027, 0, 1),
		},
		{
			name: 'nightly^[[2J',
			cron: '0 2 * * *',
			organizations: null,
			isOff: false,
			from: null,
			until: Date.UTC(2027, 0, 1),
		},
	]);
	await rig.clock.advance(599_999);
	await rig.poll();
	assert.equal(rig.asked(SCHEDULES).length, 1);
	await rig.clock.advance(1);
	await rig.poll();
	assert.equal(rig.asked(SCHEDULES).length, 2);
});

for (const [status, isForgotten] of [
	[403, true],
	[404, true],
	[401, false],
	[500, false],
] as const) {
	test(`schedules that answer ${status} cost no answer, and are ${isForgotten ? 'forgotten' : 'what they were'}`, async () => {
		const rig = start([row]);
		await rig.poll();
		rig.world.intercept = ({ path }) => (path === SCHEDULES ? { status, body: { message: 'no' } } : null);
		await rig.clock.advance(600_000);
		const { schedules, jobs } = await rig.poll();
		assert.deepEqual([schedules.length, jobs.length], [isForgotten ? 0 : 1, 2]);
		await rig.poll();
		assert.equal(rig.asked(SCHEDULES).length, 2, 'left alone for ten minutes');
	});
}

test('a list that is loaded once asks for no schedules', async () => {
	const rig = start([row]);
	await rig.load();
	assert.equal(rig.asked(SCHEDULES).length, 0);
});
