import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../source/live/clock.ts';
import { createPoller, type Poller, type Snapshot } from '../../source/live/poller.ts';
import { type Failure, FailureError } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const unreachable: Failure = { kind: 'network', code: safe`ECONNREFUSED` };
const refused: Failure = { kind: 'unauthorized', message: safe`Wrong username or password.` };

interface Rig {
	readonly clock: FakeClock;
	readonly poller: Poller<string>;
	/** When each attempt began, by the monotonic clock. */
	readonly starts: readonly number[];
	readonly history: readonly Snapshot<string>[];
	readonly now: () => Snapshot<string>;
	/** Ends the run; an attempt under way gets `grace` milliseconds to end. */
	stop(grace?: number): Promise<void>;
}

/** A running poller whose attempts end as `answer` says; text is data, anything else is thrown. */
function start(answer: (attempt: number, clock: Clock) => Promise<unknown> | unknown): Rig {
	const clock = createFakeClock();
	const starts: number[] = [];
	const history: Snapshot<string>[] = [];
	const lifetime = new AbortController();
	const poller = createPoller<string>({
		interval: 5000,
		clock,
		random: () => 1,
		countChanges: (shown, newest) => newest.length - shown.length,
		async load() {
			starts.push(clock.monotonic());
			const outcome = await answer(starts.length, clock);
			if (typeof outcome !== 'string') throw outcome;
			return outcome;
		},
	});
	poller.store.subscribe(() => history.push(poller.store.get()));
	const running = poller.run(lifetime.signal);
	const stop = async (grace = 0) => {
		lifetime.abort();
		if (grace > 0) await clock.advance(grace);
		await running;
	};
	return { clock, poller, starts, history, now: () => poller.store.get(), stop };
}

test('a new poller is stopped and knows nothing', () => {
	const poller = createPoller({ interval: 5000, clock: createFakeClock(), random: () => 0, load: async () => 'jobs' });
	assert.equal(poller.store.get().activity.kind, 'stopped');
	assert.equal(poller.store.get().data, null);
});

test('it polls in its interval, measured from the answer', async () => {
	const { clock, starts, now, stop } = start(async (attempt, { sleep }) => {
		await sleep(700);
		return `answer ${attempt}`;
	});
	await clock.advance(12_000);
	assert.deepEqual(starts, [0, 5700, 11_400]);
	assert.equal(now().data, 'answer 2');
	assert.equal(now().dataAt?.monotonic, 6400);
	assert.deepEqual(now().activity, { kind: 'loading', since: { wall: clock.now() - 600, monotonic: 11_400 } });
	await stop(700);
});

test('each attempt makes two publications: it begins, and it ends together with what comes next', async () => {
	const { clock, history, stop } = start(attempt => (attempt === 1 ? 'jobs' : new FailureError(unreachable)));
	await clock.advance(5000);
	assert.deepEqual(
		history.map(({ activity, polls, failures }) => [activity.kind, polls, failures]),
		[
			['loading', 0, 0],
			['waiting', 1, 0],
			['loading', 1, 0],
			['waiting', 2, 1],
		],
	);
	await stop();
});

test('a failure takes no data away, and says since when it lasts', async () => {
	const { clock, now, starts, stop } = start(attempt =>
		attempt === 1 || attempt === 5 ? `answer ${attempt}` : new FailureError(unreachable),
	);
	await clock.advance(44_000);
	const { data, dataAt, failure, failures, failingSince } = now();
	assert.deepEqual(
		{ data, at: dataAt?.monotonic, failure, failures },
		{ data: 'answer 1', at: 0, failure: unreachable, failures: 3 },
	);
	assert.equal(failingSince?.monotonic, 5000);
	assert.deepEqual(starts, [0, 5000, 15_000, 35_000], 'with the worst luck the wait doubles');
	await clock.advance(21_000);
	assert.deepEqual([now().data, now().failure, now().failures, now().failingSince], ['answer 5', null, 0, null]);
	await stop();
});

test('the wait that a busy server asks for is kept and shown', async () => {
	const { clock, now, starts, stop } = start(() => new FailureError({ kind: 'busy', status: 429, retryAfter: 90_000 }));
	await clock.settle();
	assert.deepEqual(now().activity, { kind: 'waiting', until: 90_000 });
	await clock.advance(89_999);
	assert.equal(starts.length, 1);
	await clock.advance(1);
	assert.equal(starts.length, 2);
	await stop();
});

test('what asking again cannot help halts it for good, until the reader says so', async () => {
	const { clock, poller, now, starts, stop } = start(attempt => (attempt === 1 ? new FailureError(refused) : 'jobs'));
	await clock.advance(86_400_000);
	assert.deepEqual([now().activity, starts.length], [{ kind: 'halted' }, 1]);
	poller.refresh();
	await clock.settle();
	assert.deepEqual([now().data, now().failure], ['jobs', null]);
	await stop();
});

for (const [name, outcome] of [
	['the interval', 'jobs'],
	['a backoff', new FailureError(unreachable)],
	["the server's wish", new FailureError({ kind: 'busy', status: 503, retryAfter: 600_000 })],
] as const) {
	test(`refresh ends the wait for ${name}`, async () => {
		const { clock, poller, starts, stop } = start(() => outcome);
		await clock.advance(2000);
		poller.refresh();
		await clock.settle();
		assert.deepEqual(starts, [0, 2000]);
		await stop();
	});
}

test('refreshing without end polls once a second', async () => {
	const { clock, poller, starts, stop } = start(() => 'jobs');
	for (let turn = 0; turn < 100; turn += 1) {
		poller.refresh();
		await clock.advance(33);
	}
	assert.deepEqual(starts, [0, 1000, 2000, 3000]);
	await stop();
});

test('refresh leaves a poll under way to finish, and another follows', async () => {
	const { clock, poller, starts, now, stop } = start(async (_attempt, { sleep }) => {
		await sleep(3000);
		return 'jobs';
	});
	await clock.advance(2000);
	poller.refresh();
	poller.refresh();
	await clock.advance(1500);
	assert.deepEqual([starts, now().data, now().activity.kind], [[0, 3000], 'jobs', 'loading']);
	await clock.advance(3500);
	assert.deepEqual([starts, now().activity.kind], [[0, 3000], 'waiting']);
	await stop();
});

test('refresh before a refusal is known does not ask again', async () => {
	const { clock, poller, starts, now, stop } = start(async (_attempt, { sleep }) => {
		await sleep(3000);
		return new FailureError(refused);
	});
	await clock.advance(2000);
	poller.refresh();
	await clock.advance(86_400_000);
	assert.deepEqual([starts, now().activity.kind], [[0], 'halted']);
	await stop();
});

test('a pause holds the picture still, counts what it holds back, and does not stop the polling', async () => {
	const { clock, poller, now, starts, stop } = start(attempt =>
		attempt === 3 ? new FailureError(unreachable) : '*'.repeat(attempt),
	);
	await clock.settle();
	poller.pause();
	const pausedAt = now().pause?.since;
	poller.pause();
	await clock.advance(5000);
	assert.deepEqual([now().data, now().dataAt?.monotonic, now().pause], ['*', 0, { since: pausedAt, held: 1 }]);
	await clock.advance(5000);
	assert.deepEqual(now().failure, unreachable, 'trouble is told all the same');
	await clock.advance(10_000);
	assert.deepEqual([starts.length, now().data, now().pause?.held], [4, '*', 3]);
	const published: Snapshot<string>[] = [];
	poller.store.subscribe(() => published.push(now()));
	poller.resume();
	assert.deepEqual([published.length, now().data, now().dataAt?.monotonic, now().pause], [1, '****', 20_000, null]);
	await stop();
});

test('a pause before the first answer lets that one through', async () => {
	const { clock, poller, now, stop } = start(async (attempt, { sleep }) => {
		await sleep(100);
		return '*'.repeat(attempt);
	});
	poller.pause();
	await clock.advance(6000);
	assert.deepEqual([now().data, now().pause?.held], ['*', 1]);
	await stop();
});

test('nothing is published after the end, not by an answer that comes late, nor by a failure', async () => {
	for (const late of ['jobs', new FailureError(unreachable), new Error('aborted')]) {
		const { clock, history, stop } = start(async (_attempt, { sleep }) => {
			await sleep(1000);
			return late;
		});
		await clock.settle();
		const stopped = stop();
		const before = history.length;
		await clock.advance(10_000);
		await stopped;
		assert.equal(history.length, before);
		assert.equal(clock.sleepers(), 0);
	}
});

test('the end wakes it out of every wait', async () => {
	for (const outcome of ['jobs', new FailureError(refused)]) {
		const { clock, stop } = start(() => outcome);
		await clock.settle();
		await stop();
		assert.equal(clock.sleepers(), 0);
	}
});

test('a defect ends the run, and is no failure of the server', async () => {
	const defect = new TypeError('undefined is not a function');
	const poller = createPoller<string>({
		interval: 5000,
		clock: createFakeClock(),
		random: () => 0,
		load: () => Promise.reject(defect),
	});
	await assert.rejects(poller.run(new AbortController().signal), defect);
	assert.equal(poller.store.get().failure, null);
});

test('after a long sleep of the machine it polls within seconds, although its timer still has far to go', async () => {
	const { clock, starts, stop } = start(() => new FailureError({ kind: 'busy', status: 503, retryAfter: 600_000 }));
	await clock.settle();
	clock.sleepThrough(8 * 3_600_000);
	await clock.advance(5000);
	assert.equal(starts.length, 2);
	await stop();
});

/** A poller that has three things to do between polls; each takes `takes` milliseconds and ends as `answer` says. */
function startBetween(takes: number, answer: (piece: number) => unknown = piece => `piece ${piece}`) {
	const clock = createFakeClock();
	const polls: number[] = [];
	const pieces: number[] = [];
	const lifetime = new AbortController();
	let left = 3;
	let underWay = 0;
	let most = 0;
	const during = async <Result>(work: () => Promise<Result>) => {
		most = Math.max(most, ++underWay);
		try {
			return await work();
		} finally {
			underWay -= 1;
		}
	};
	const poller = createPoller<string>({
		interval: 5000,
		clock,
		random: () => 0,
		load: () =>
			during(async () => {
				polls.push(clock.monotonic());
				return `poll ${polls.length}`;
			}),
		between: {
			isWanted: () => left > 0,
			load: () =>
				during(async () => {
					pieces.push(clock.monotonic());
					await clock.sleep(takes);
					const outcome = answer(pieces.length);
					if (typeof outcome !== 'string') throw outcome;
					left -= 1;
					return outcome;
				}),
		},
	});
	const running = poller.run(lifetime.signal);
	const want = (more: number) => {
		left += more;
		poller.wake();
	};
	const stop = async () => {
		lifetime.abort();
		await clock.advance(takes);
		await running;
	};
	return { clock, poller, polls, pieces, want, stop, most: () => most };
}

test('what there is to do between polls is done at once, and moves no poll', async () => {
	const { clock, poller, polls, pieces, want, stop, most } = startBetween(1000);
	await clock.advance(4000);
	assert.deepEqual([polls, pieces], [[0], [0, 1000, 2000]]);
	assert.deepEqual([poller.store.get().data, poller.store.get().dataAt?.monotonic], ['piece 3', 0]);
	await clock.advance(2000);
	want(2);
	want(0);
	await clock.advance(4500);
	assert.deepEqual(
		[polls, pieces],
		[
			[0, 5000, 10_000],
			[0, 1000, 2000, 6000, 7000],
		],
	);
	assert.equal(poller.store.get().data, 'poll 3');
	await stop();
	assert.equal(most(), 1, 'never two at once');
});

test('a poll that is due comes before the rest of the work', async () => {
	const { clock, polls, pieces, stop } = startBetween(2000);
	await clock.advance(9000);
	assert.deepEqual(
		[polls, pieces],
		[
			[0, 6000],
			[0, 2000, 4000],
		],
	);
	await stop();
});

test('a piece that fails waits for the next good poll, as any failure does', async () => {
	const { clock, poller, polls, pieces, stop } = startBetween(100, piece =>
		piece === 2 ? new FailureError(unreachable) : `piece ${piece}`,
	);
	await clock.advance(3000);
	const { failure, failures, data } = poller.store.get();
	assert.deepEqual([failure, failures, data], [unreachable, 1, 'piece 1']);
	await clock.advance(3000);
	assert.deepEqual(
		[polls, pieces],
		[
			[0, 5200],
			[0, 100, 5200, 5300],
		],
	);
	assert.equal(poller.store.get().failure, null);
	await stop();
});

test('while the picture is held still only polls go on; the rest is done on resuming', async () => {
	const { clock, poller, pieces, want, stop } = startBetween(100);
	await clock.advance(1000);
	poller.pause();
	want(1);
	await clock.advance(6000);
	assert.equal(pieces.length, 3);
	poller.resume();
	await clock.advance(100);
	assert.equal(pieces.length, 4);
	await stop();
});

test('a refresh does not wait for the work between polls to be done', async () => {
	const { clock, poller, polls, pieces, stop } = startBetween(1500);
	await clock.advance(1000);
	poller.refresh();
	await clock.advance(600);
	assert.deepEqual(
		[polls, pieces],
		[
			[0, 1500],
			[0, 1500],
		],
	);
	await stop();
});
