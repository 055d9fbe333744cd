import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Watch } from '../../source/api/watch.ts';
import type { Answer } from '../../source/model/answer.ts';
import { CERTIFICATES, type ClientRig, everything, JOBS, job, signal, startClient } from '../support/client-rig.ts';

const QUERY = { ...everything, kinds: ['keys', 'certificates'] } as const;

/** A watch of both kinds, on a server that has more keys than a page, one of the oldest still running. */
function start(certificates: unknown[] = [job('z', 59)]) {
	const old = Array.from({ length: 300 }, (_, index) => job(`k${index}`, 300 - index));
	const jobs: unknown[] = [...old, job('old', 0, [], 'in_progress')];
	const rig = startClient({ jobs, certificates });
	return { ...rig, watch: rig.client.watch(QUERY) };
}

/** A poll and what is asked for until the next one. */
async function pollOnce(watch: Watch): Promise<Answer> {
	let answer = await watch.poll(signal);
	for (let turn = 0; watch.isMoreWanted(); turn += 1) {
		assert.ok(turn < 100, 'asks without an end');
		answer = await watch.more(signal);
	}
	return answer;
}

function count({ asked }: ClientRig) {
	return { keys: asked(JOBS).length, certificates: asked(CERTIFICATES).length };
}

function kindsOf({ jobs }: Answer) {
	return [...new Set(jobs.map(({ kind }) => kind))];
}

test('the first answer does not wait for certificates, which come right after it', async () => {
	const rig = start();
	const first = await rig.watch.poll(signal);
	assert.deepEqual([kindsOf(first), first.side.kind, count(rig).certificates], [['keys'], 'unasked', 0]);
	assert.equal(rig.watch.isMoreWanted(), true);
	const second = await rig.watch.more(signal);
	assert.deepEqual([second.jobs[0]?.id, second.jobs.length, second.total], ['z', 202, 302]);
	await pollOnce(rig.watch);
	assert.deepEqual(rig.asked(CERTIFICATES), [{ sort: '-createdAt', skip: '0', limit: '200' }]);
});

test('no poll takes more than two requests, and certificates are asked for in every sixth', async () => {
	const rig = start();
	await pollOnce(rig.watch);
	const certificates: number[] = [];
	for (let poll = 1; poll <= 18; poll += 1) {
		const before = count(rig);
		await pollOnce(rig.watch);
		const after = count(rig);
		if (after.certificates > before.certificates) certificates.push(poll);
		assert.equal(after.keys + after.certificates - before.keys - before.certificates, 2);
	}
	assert.deepEqual(certificates, [6, 12, 18]);
});

test('while a job for certificates runs it is looked at in every other poll, and nothing runs unseen', async () => {
	const rig = start([job('z', 59, [], 'in_progress')]);
	await pollOnce(rig.watch);
	for (let poll = 0; poll < 8; poll += 1) await pollOnce(rig.watch);
	assert.equal(count(rig).certificates, 5);
	rig.world.certificates = [job('z', 59, [], 'completed')];
	await pollOnce(rig.watch);
	const { jobs, seesRunning } = await pollOnce(rig.watch);
	const statusOf = (wanted: string) => jobs.find(({ id }) => id === wanted)?.status;
	assert.deepEqual([statusOf('z'), statusOf('old'), seesRunning], ['completed', 'in_progress', true]);
});

test('what did not change is the same list', async () => {
	const { watch } = start();
	const { jobs } = await pollOnce(watch);
	for (let poll = 0; poll < 7; poll += 1) assert.equal((await pollOnce(watch)).jobs, jobs);
});

for (const status of [403, 404, 501]) {
	test(`a server that answers ${status} has no certificates, and is asked again after a reconnect or on demand`, async () => {
		const rig = start();
		let isDown = false;
		rig.world.intercept = ({ path }) => {
			if (path === CERTIFICATES) return { status, body: { message: 'no' } };
			return path === JOBS && isDown ? { status: 502, body: {} } : null;
		};
		for (let poll = 0; poll < 20; poll += 1) {
			const answer = await pollOnce(rig.watch);
			assert.deepEqual([answer.side.kind, kindsOf(answer), answer.jobs.length], ['absent', ['keys'], 201]);
		}
		assert.equal(count(rig).certificates, 1);
		isDown = true;
		await assert.rejects(rig.watch.poll(signal));
		isDown = false;
		await pollOnce(rig.watch);
		await pollOnce(rig.watch);
		assert.equal(count(rig).certificates, 2, 'after a reconnect');
		rig.watch.doubt();
		await pollOnce(rig.watch);
		assert.equal(count(rig).certificates, 3, 'on demand');
	});
}

for (const status of [500, 401, 400, 429]) {
	test(`certificates that answer ${status} for a while cost no key job, stay as they were, and come back`, async () => {
		const rig = start();
		await pollOnce(rig.watch);
		const signIns = rig.asked('/v1/auth/tokens').length;
		rig.world.intercept = ({ path }) => (path === CERTIFICATES ? { status, body: { message: 'no' } } : null);
		for (let poll = 0; poll < 12; poll += 1) {
			const { jobs, side } = await pollOnce(rig.watch);
			assert.equal(jobs.length, 202, `poll ${poll}`);
			assert.equal(side.kind === 'held' && side.failure !== null, poll >= 5);
		}
		assert.equal(rig.asked('/v1/auth/tokens').length, signIns, 'nobody signs in for certificates');
		rig.world.intercept = () => null;
		rig.world.certificates = [];
		for (let poll = 0; poll < 6; poll += 1) await pollOnce(rig.watch);
		const { jobs, side } = await pollOnce(rig.watch);
		assert.deepEqual([jobs.length, side.kind === 'held' && side.failure], [201, null]);
	});
}

test('no more than a page is held, and that it is not all is told', async () => {
	const { watch } = start(Array.from({ length: 450 }, (_, index) => job(`c${index}`, index)));
	await pollOnce(watch);
	watch.load(Number.POSITIVE_INFINITY);
	const { jobs, total, complete } = await pollOnce(watch);
	assert.deepEqual([jobs.length, total, complete], [501, 751, false]);
});

test('an organization that only certificates name gets its name too', async () => {
	const rig = start();
	await pollOnce(rig.watch);
	await rig.clock.advance(60_000);
	rig.world.organizations = [{ id: 'r-9', organization_id: 'elsewhere', name: 'Elsewhere' }];
	rig.world.certificates = [job('y', 59, ['elsewhere'])];
	for (let poll = 0; poll < 20; poll += 1) await pollOnce(rig.watch);
	assert.equal((await pollOnce(rig.watch)).organizations.get('elsewhere')?.name, 'Elsewhere');
	assert.equal(rig.asked('/v1/cckm/sfdc/organizations').length, 2);
});
