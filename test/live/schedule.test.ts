import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextDelay } from '../../source/live/schedule.ts';
import { fc } from '../support/properties.ts';

const cases: readonly [name: string, failures: number, retryAfter: number | null, chance: number, delay: number][] = [
	['well: the interval, whatever chance says', 0, null, 1, 5000],
	['well: an old wish of the server is not kept', 0, 60_000, 1, 5000],
	['one failure, best luck', 1, null, 0, 5000],
	['one failure, worst luck: twice the interval', 1, null, 1, 10_000],
	['two failures', 2, null, 0.5, 12_500],
	['many failures: the ceiling', 9, null, 1, 30_000],
	['absurdly many failures', 5000, null, 1, 30_000],
	['the server says when', 1, 17_000, 1, 17_000],
	['at once is no answer', 3, 0, 1, 1000],
	['nor is the past', 3, -5, 1, 1000],
	['a day is cut to ten minutes', 3, 86_400_000, 1, 600_000],
	['so is eternity', 3, Number.POSITIVE_INFINITY, 1, 600_000],
	['no number at all: our own pace', 1, Number.NaN, 1, 10_000],
];

for (const [name, failures, retryAfter, chance, delay] of cases) {
	test(`nextDelay, ${name}`, () => {
		assert.equal(nextDelay({ interval: 5000, failures, retryAfter, random: () => chance }), delay);
	});
}

test('nextDelay is never below the interval or one second, nor above what it promises', () => {
	const anything = fc.record({
		interval: fc.integer({ min: 1000, max: 600_000 }),
		failures: fc.nat(),
		retryAfter: fc.option(fc.double()),
		chance: fc.double({ min: 0, max: 1, noNaN: true }),
	});
	fc.assert(
		fc.property(anything, ({ chance, ...situation }) => {
			const delay = nextDelay({ ...situation, random: () => chance });
			return delay >= 1000 && delay <= Math.max(600_000, situation.interval);
		}),
	);
});
