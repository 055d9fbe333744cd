import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { effort } from '../hostile/effort.ts';
import { createRandom } from '../support/chance.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { createFaultFetch, type FetchedAnswer, systemError } from '../support/fault-fetch.ts';
import { createFaultRig, type FaultRig } from '../support/fault-rig.ts';
import { pageOf } from '../support/fault-server.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const INTERVAL = 5 * SECOND;
const PAGE: FetchedAnswer = { body: pageOf(3) };

interface Watched extends FaultRig {
	readonly clock: FakeClock;
	/** When requests for jobs were made. */
	readonly asked: readonly number[];
}

/** A monitor in simulated time; `answer` says what comes back, or throws. */
function watch(
	t: TestContext,
	answer: (now: number, wait: (milliseconds: number) => Promise<void>) => FetchedAnswer | Promise<FetchedAnswer>,
	random = createRandom(1),
): Watched {
	const clock = createFakeClock();
	const asked: number[] = [];
	const fetch = createFaultFetch(signal => {
		asked.push(clock.monotonic());
		return answer(clock.monotonic(), milliseconds => clock.sleep(milliseconds, signal));
	});
	const rig = createFaultRig(t, { clock, fetch, random, interval: INTERVAL });
	rig.start();
	return { ...rig, clock, asked };
}

/** Fails with this word of the system from `from` to `to`. */
function outage(from: number, to: number, code = 'ECONNREFUSED'): (now: number) => FetchedAnswer {
	return now => {
		if (now >= from && now < to) throw systemError(code);
		return PAGE;
	};
}

for (const code of [
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EMFILE',
	'ENOBUFS',
	'EADDRNOTAVAIL',
]) {
	test(`N01 N29 ${code}: a wait that grows, stale with its age and reason, never the end, and back by itself`, async t => {
		const { clock, asked, header, screen, snapshot } = watch(t, outage(MINUTE, 11 * MINUTE, code), () => 1);
		await clock.advance(MINUTE + INTERVAL - 1);
		assert.match(header(), new RegExp(`● LIVE \\d+s old  ${code}  retry 1 in \\d+s`));
		await clock.advance(INTERVAL);
		assert.match(header(), new RegExp(`▲ STALE 1\\ds  ${code}  as of 00:00:55Z  retry 1 in \\d+s`));
		await clock.advance(9 * MINUTE);
		assert.match(header(), new RegExp(`▲ STALE 9m\\d\\ds  ${code}  as of 00:00:55Z  retry \\d+ in \\d+s`));
		assert.equal(snapshot().data?.jobs.length, 3);
		assert.match(screen(), new RegExp(snapshot().data?.jobs[0]?.id.slice(0, 8) ?? 'nothing'));
		const waits = asked.slice(12, 16).map((at, index) => at - (asked[index + 11] ?? 0));
		assert.deepEqual(waits, [5000, 10_000, 20_000, 30_000]);
		await clock.advance(2 * MINUTE);
		assert.match(header(), /● LIVE ≤5s /);
	});
}

test('N01 before the first answer the header says CONNECTING, why not yet, and when it tries next', async t => {
	const { clock, header, snapshot } = watch(t, outage(0, MINUTE), () => 0);
	await clock.advance(SECOND);
	assert.match(header(), /○ CONNECTING ECONNREFUSED {2}retry 1 in 4s/);
	await clock.advance(MINUTE);
	assert.match(header(), /● LIVE ≤5s/);
	assert.equal(snapshot().data?.jobs.length, 3);
});

test('N05 answers that take up to a minute: never two requests at once, each wait begins after the answer', async t => {
	const roll = createRandom(7);
	let underWay = 0;
	let most = 0;
	const { clock, asked, status } = watch(t, async (_now, wait) => {
		underWay += 1;
		most = Math.max(most, underWay);
		await wait(roll() * MINUTE);
		underWay -= 1;
		return PAGE;
	});
	for (let second = 0; second < 3600; second += 10) {
		await clock.advance(10 * SECOND);
		const { link, notes } = status();
		assert.match(
			`${link} ${notes.join(' ')}`,
			/CONNECTING .*(running|retry)|LIVE|STALE \d.* (asking for|retry \d+ in) /,
		);
	}
	assert.equal(most, 1);
	const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
	assert.ok(asked.length > 100 && gaps.every(gap => gap >= INTERVAL));
});

test('N08 G10 ten minutes of outage: at most one request in ten seconds meanwhile, fresh within 30 s after it', async t => {
	for (let seed = 1; seed <= 20; seed += 1) {
		const { clock, asked, snapshot, header } = watch(t, outage(MINUTE, 11 * MINUTE), createRandom(seed));
		await clock.advance(11 * MINUTE);
		const during = asked.filter(at => at >= 2 * MINUTE);
		assert.ok(during.length <= 54, `${during.length} requests in nine minutes, seed ${seed}`);
		assert.match(header(), /▲ STALE 10m\d\ds {2}ECONNREFUSED/);
		await clock.advance(30 * SECOND);
		assert.equal(snapshot().failure, null, `seed ${seed}`);
		assert.match(header(), /● LIVE/);
	}
});

test('N09 a server that is there for three seconds and gone for three: an hour of it leaves nothing behind', async t => {
	const { clock, snapshot, header } = watch(t, now => {
		if (Math.floor(now / (3 * SECOND)) % 2 === 1) throw systemError('ECONNRESET');
		return PAGE;
	});
	await clock.advance(SECOND);
	const { data } = snapshot();
	let sleepers = 0;
	for (let minute = 0; minute < 60; minute += 1) {
		await clock.advance(MINUTE);
		sleepers = Math.max(sleepers, clock.sleepers());
		assert.equal(snapshot().data?.jobs, data?.jobs);
		assert.match(header(), /LIVE|STALE/);
	}
	assert.ok(sleepers <= 2, `${sleepers} timers`);
});

test('N10 G10 a hundred monitors lose a server and regain it: they do not come all at once', async t => {
	const clock = createFakeClock();
	const asked: number[] = [];
	const back = 4 * MINUTE;
	const fetch = createFaultFetch(() => {
		asked.push(clock.monotonic());
		return outage(MINUTE, back)(clock.monotonic());
	});
	for (let seed = 1; seed <= 100; seed += 1) {
		createFaultRig(t, { clock, fetch, random: createRandom(seed * 7919), interval: INTERVAL }).start();
	}
	await clock.advance(5 * MINUTE);
	const perSecond = new Map<number, number>();
	for (const at of asked.filter(moment => moment >= back)) {
		const second = Math.floor(at / SECOND);
		perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
	}
	const mean = 100 / (INTERVAL / SECOND);
	const peak = Math.max(...perSecond.values());
	assert.ok(peak <= 2 * mean, `${peak} requests in one second, usually ${mean}`);
});

test('G14 data older than two intervals is marked within a second, whatever happens, and no frame is without an age', async t => {
	for (let seed = 1; seed <= effort(10, 1000); seed += 1) {
		const roll = createRandom(seed);
		const { clock, snapshot, status } = watch(t, async (_now, wait) => {
			const luck = roll();
			if (luck < 0.2) throw systemError('ECONNRESET');
			if (luck < 0.3) await wait(roll() * MINUTE);
			if (luck < 0.4) return { body: '{}', status: 503, headers: { 'Retry-After': String(Math.floor(roll() * 90)) } };
			return luck < 0.5 ? { body: '<html>', headers: { 'Content-Type': 'text/html' } } : PAGE;
		});
		await clock.advance(0);
		for (let second = 0; second < 600; second += 1) {
			const { dataAt } = snapshot();
			const age = dataAt === null ? null : clock.monotonic() - dataAt.monotonic;
			const { link, notes, changesIn, fresh } = status();
			const said = `${link} ${notes.join('  ')}`;
			assert.equal(fresh, age !== null && age <= 2 * INTERVAL, said);
			if (age !== null) assert.equal(link, age > 2 * INTERVAL ? 'STALE' : 'LIVE');
			assert.match(said, /LIVE (≤\d+s|\d+s old)|STALE \d+[ms].* as of \d\d:\d\d:\d\dZ|CONNECTING \S/);
			if (age !== null && age < 2 * INTERVAL) assert.ok(age + changesIn <= 2 * INTERVAL + SECOND);
			await clock.advance(SECOND);
		}
	}
});

test('N28 a wall clock that jumps an hour forth and back moves no age and no timer', async t => {
	const { clock, asked, header, status } = watch(t, outage(20 * SECOND, 40 * SECOND), () => 0);
	await clock.advance(12 * SECOND);
	for (const jump of [60 * MINUTE, -60 * MINUTE, -24 * 60 * MINUTE]) {
		clock.setWall(clock.now() + jump);
		assert.match(header(), /● LIVE ≤5s /);
		assert.ok(status().changesIn <= 60 * SECOND);
	}
	await clock.advance(15 * SECOND);
	assert.match(header(), /▲ STALE 12s {2}ECONNREFUSED {2}as of 00:00:15Z|● LIVE 7s old|▲ STALE 12s/);
	await clock.advance(33 * SECOND);
	assert.deepEqual(
		asked,
		Array.from({ length: 13 }, (_, poll) => poll * INTERVAL),
	);
});

test('N27 after eight hours of sleep there is one poll at once, and until then the age is the true one', async t => {
	const { clock, asked, header } = watch(t, () => PAGE);
	await clock.advance(2 * SECOND);
	clock.sleepThrough(8 * 60 * MINUTE);
	assert.match(header(), /▲ STALE 8h/);
	await clock.advance(3 * SECOND);
	assert.deepEqual([asked.length, (asked[1] ?? 0) - 8 * 60 * MINUTE], [2, 5 * SECOND]);
	assert.match(header(), /● LIVE ≤5s/);
	await clock.advance(4 * SECOND);
	assert.equal(asked.length, 2, 'one poll, not all that were missed');
});

test('N31 a server whose clock is a day off, or tells no time, changes nothing but a note', async t => {
	for (const date of [
		'Wed, 31 Dec 2025 00:00:00 GMT',
		'Fri, 02 Jan 2026 00:00:00 GMT',
		'Fri, 31 Dec 9999 23:59:59 GMT',
		'soon',
		'',
	]) {
		const { clock, header, screen } = watch(t, () => ({ ...PAGE, headers: { Date: date } }));
		await clock.advance(SECOND);
		assert.match(header(), /● LIVE ≤5s/);
		assert.doesNotMatch(screen(), /NaN|Infinity|undefined| -\d/);
	}
});
