import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextRun } from '../../source/model/cron.ts';
import { fc } from '../support/properties.ts';

const AFTER = Date.parse('2026-11-23T14:02:30Z');

/** 2026-11-23 is a Monday. */
for (const [expression, next] of [
	['* * * * *', '2026-11-23T14:03:00.000Z'],
	['*/40 * * * *', '2026-11-23T14:40:00.000Z'],
	['0 */6 * * *', '2026-11-23T18:00:00.000Z'],
	['2 14 * * *', '2026-11-24T14:02:00.000Z'],
	['5/20 9-17 * * 1-5', '2026-11-23T14:05:00.000Z'],
	['0 2 * * 0', '2026-11-29T02:00:00.000Z'],
	['0 2 * * 7', '2026-11-29T02:00:00.000Z'],
	['0 2 * * sun', '2026-11-29T02:00:00.000Z'],
	['0 0 1 JAN *', '2027-01-01T00:00:00.000Z'],
	['0 0 13 * 5', '2026-11-27T00:00:00.000Z'],
	['0 0 */2 * 5', '2026-11-27T00:00:00.000Z'],
	['0,30 3 1,24 * *', '2026-11-24T03:00:00.000Z'],
	['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
	['  0  0 1 * * ', '2026-12-01T00:00:00.000Z'],
	...[
		'0 0 30 2 *',
		'60 * * * *',
		'* * * *',
		'* * * * * *',
		'5-1 * * * *',
		'*/0 * * * *',
		'a b c d e',
		'',
		'@daily',
		'1-2-3 * * * *',
		', * * * *',
	].map(expression => [expression, null] as const),
] as const) {
	test(`after 14:02:30 on a Monday "${expression}" comes ${next ?? 'never'}`, () => {
		const found = nextRun(expression, AFTER);
		assert.equal(found === null ? null : new Date(found).toISOString(), next);
	});
}

test('the next run is later, on a whole minute, and asking just before it finds it again', () => {
	const field = (least: number, most: number) =>
		fc.oneof(fc.constant('*'), fc.integer({ min: least, max: most }).map(String), fc.constant('*/3'));
	const expression = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
	fc.assert(
		fc.property(expression, fc.integer({ min: 0, max: 4e12 }), (fields, after) => {
			const next = nextRun(fields.join(' '), after);
			assert.ok(next !== null && next > after && next % 60_000 === 0);
			assert.equal(nextRun(fields.join(' '), next - 1), next);
		}),
	);
});
