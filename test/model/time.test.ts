import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Moment, millisecondsBetween, parseMoment } from '../../source/model/time.ts';
import { fc } from '../support/properties.ts';

const read: readonly (readonly [text: unknown, at: number | null])[] = [
	['2021-07-27T03:10:56.701039Z', Date.UTC(2021, 6, 27, 3, 10, 56) + 701.039],
	['2021-07-27T03:10:56Z', Date.UTC(2021, 6, 27, 3, 10, 56)],
	['2021-07-27t03:10:56z', Date.UTC(2021, 6, 27, 3, 10, 56)],
	['2021-07-27 03:10:56Z', Date.UTC(2021, 6, 27, 3, 10, 56)],
	['2021-07-27T05:10:56.5+02:00', Date.UTC(2021, 6, 27, 3, 10, 56, 500)],
	['2021-07-26T21:40:56-05:30', Date.UTC(2021, 6, 27, 3, 10, 56)],
	['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
	[`2021-07-27T03:10:56.${'0'.repeat(100_000)}Z`, Date.UTC(2021, 6, 27, 3, 10, 56)],
	['2021-07-27T03:10:56', null],
	['2021-07-27', null],
	['2021-07-27T03:10Z', null],
	['2021-13-27T03:10:56Z', null],
	['2021-07-27T25:10:56Z', null],
	['2021-07-27T03:10:60Z', null],
	[' 2021-07-27T03:10:56Z', null],
	['2021-07-27T03:10:56Z\n', null],
	['2021-07-27T03:10:56.Z', null],
	['٢٠٢١-07-27T03:10:56Z', null],
	['', null],
	[null, null],
	[undefined, null],
	[1_627_355_456_701, null],
	[['2021-07-27T03:10:56Z'], null],
];

for (const [text, at] of read) {
	test(`${JSON.stringify(text)?.slice(0, 60)} is ${at === null ? 'no moment' : at}`, () => {
		const moment = parseMoment(text);
		assert.equal(moment?.at ?? null, at);
		if (moment !== null && String(text).length < 100) assert.equal(moment.text, text);
	});
}

function momentOf(at: number): Moment {
	const seconds = Math.floor(at / 1_000_000);
	const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
	const moment = parseMoment(`${whole}.${String(at - seconds * 1_000_000).padStart(6, '0')}Z`);
	assert.ok(moment !== null);
	return moment;
}

test('the time between two moments of this age is right to the microsecond, and not known where it runs backwards', () => {
	const microseconds = fc.integer({ min: Date.UTC(2015, 0) * 1000, max: Date.UTC(2060, 0) * 1000 });
	fc.assert(
		fc.property(microseconds, fc.integer({ min: 1, max: 1e12 }), (start, length) => {
			assert.equal(millisecondsBetween(momentOf(start), momentOf(start + length)), length / 1000);
			assert.equal(millisecondsBetween(momentOf(start + length), momentOf(start)), null);
			assert.equal(millisecondsBetween(momentOf(start), momentOf(start)), 0);
		}),
	);
});
