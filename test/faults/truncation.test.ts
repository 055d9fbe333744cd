import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createCleaner, readResponse } from '../../source/api/response.ts';
import { failureOf } from '../support/failure-of.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFaultFetch, fetched } from '../support/fault-fetch.ts';
import { createFaultRig } from '../support/fault-rig.ts';
import { answer, head, PAGE, PAGE_JOBS, startFaultServer } from '../support/fault-server.ts';
import { tally } from '../support/tally.ts';

const INTERVAL = 1000;

/** Of so many bytes each one is also asked for by the poller, which does much more than read. */
const POLLED = 50;

test('N14 a page cut off at each of its 23,000 bytes is told, and takes no data away', async t => {
	const clock = createFakeClock();
	const bytes = Buffer.from(PAGE);
	let length = bytes.length;
	const fetch = createFaultFetch(() => ({ body: bytes.subarray(0, length) }));
	const { start, snapshot } = createFaultRig(t, { clock, fetch, interval: INTERVAL, random: () => 0 });
	start();
	await clock.settle();
	const { data } = snapshot();
	assert.equal(data?.jobs.length, PAGE_JOBS);
	for (length = 0; length < bytes.length; length += 1) {
		const broken = { kind: 'shape', path: 'the body', problem: length === 0 ? 'nothing' : 'broken JSON' };
		const read = readResponse(fetched({ body: bytes.subarray(0, length) }), createCleaner(String), 0);
		assert.deepEqual(await failureOf(read), broken, `at byte ${length}`);
		if (length % POLLED > 0) continue;
		await clock.advance(INTERVAL);
		assert.deepEqual(snapshot().failure, broken);
		assert.equal(snapshot().data, data, `the data is gone at byte ${length}`);
	}
	await clock.advance(INTERVAL);
	const { data: whole, failure } = snapshot();
	assert.equal(failure, null);
	assert.equal(whole?.jobs, data.jobs, 'the same jobs are the same objects');
	tally(t, 'bad inputs tried', bytes.length);
});

/** Asks once for each way in which an answer may be cut off; says at which of them it was good all the same. */
async function goodAt(t: Parameters<typeof createFaultRig>[0], cuts: readonly Buffer[]): Promise<number[]> {
	const server = await startFaultServer();
	t.after(() => server.close());
	const { load } = createFaultRig(t, { url: server.url });
	const whole = await load();
	const good: number[] = [];
	for (const [index, cut] of cuts.entries()) {
		server.react(socket => void socket.end(cut));
		const loaded = await load().catch((error: unknown) => error);
		if (!(loaded instanceof Error)) {
			assert.deepEqual((loaded as typeof whole).jobs, whole.jobs, 'good means complete');
			good.push(index);
		} else assert.equal(loaded.name, 'FailureError', String(loaded));
	}
	return good;
}

test('N14 a connection that ends anywhere in a compressed answer: a failure, or all of it', async t => {
	const zipped = gzipSync(PAGE);
	const bytes = answer(zipped, { 'Content-Encoding': 'gzip' });
	const cuts = Array.from({ length: bytes.length }, (_, length) => bytes.subarray(0, length));
	assert.deepEqual(await goodAt(t, cuts), []);
});

test('N14 a compressed answer that was cut off before it was sent: a failure, or all of it', async t => {
	const zipped = gzipSync(PAGE);
	const cuts = Array.from({ length: zipped.length }, (_, length) =>
		answer(zipped.subarray(0, length), { 'Content-Encoding': 'gzip' }),
	);
	const good = await goodAt(t, cuts);
	// Two bytes end the last block, eight are its checksum and length.
	assert.ok(
		good.every(length => length >= zipped.length - 10),
		`good at ${good} of ${zipped.length}`,
	);
});

test('N14 a connection that ends anywhere in chunks is a failure', async t => {
	const chunks = [PAGE.slice(0, 40), PAGE.slice(40, 60), PAGE.slice(60)];
	const body = [...chunks, ''].map(chunk => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
	const bytes = Buffer.from(head({ 'Transfer-Encoding': 'chunked' }) + body);
	const ends = Array.from({ length: bytes.length }, (_, length) => length).filter(
		length => length < 300 || length > bytes.length - 60 || length % 61 === 0,
	);
	assert.deepEqual(
		await goodAt(
			t,
			ends.map(length => bytes.subarray(0, length)),
		),
		[],
	);
});
