import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	formatAge,
	formatBytes,
	formatCount,
	formatDateTime,
	formatDuration,
	formatElapsed,
	formatMinute,
	formatPlural,
	formatSecond,
	formatShortStart,
	formatStart,
} from '../../source/model/format.ts';
import { safe } from '../../source/model/safe-text.ts';
import { fc } from '../support/properties.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// What a local zone means is tested in one with half an hour and a summer time, whatever this machine has.
process.env.TZ = 'Australia/Adelaide';

const spans: readonly (readonly [span: number, duration: string, age: string, elapsed: string])[] = [
	[-HOUR, '0.0s', '<1m', '0s'],
	[-1, '0.0s', '<1m', '0s'],
	[0, '0.0s', '<1m', '0s'],
	[546.927, '0.5s', '<1m', '0s'],
	[9.949 * SECOND, '9.9s', '<1m', '9s'],
	[9.95 * SECOND, '0m09', '<1m', '9s'],
	[10 * SECOND, '0m10', '<1m', '10s'],
	[59_999, '0m59', '<1m', '59s'],
	[MINUTE, '1m00', '1m', '1m00s'],
	[HOUR - 1, '59m59', '59m', '59m59s'],
	[HOUR, '1h00m', '1h', '1h00m'],
	[DAY - 1, '23h59m', '23h', '23h59m'],
	[DAY, '1d00h', '1d', '24h00m'],
	[100 * DAY - 1, '99d23h', '99d', '2399h59m'],
	[100 * DAY, '100d', '100d', '2400h00m'],
	[730 * DAY - 1, '729d', '729d', '17519h59m'],
	[730 * DAY, '730d', '2y', '17520h00m'],
	[3650 * DAY, '3650d', '10y', '87600h00m'],
];

for (const [span, duration, age, elapsed] of spans) {
	test(`${span} ms last ${duration}, are ${age} ago, and to the second ${elapsed}`, () => {
		assert.deepEqual([formatDuration(span), formatAge(span), formatElapsed(span)], [duration, age, elapsed]);
	});
}

test('for centuries durations keep to six columns and ages to four', () => {
	fc.assert(
		fc.property(fc.double({ min: -DAY, max: 200 * 365 * DAY, noNaN: true }), span => {
			assert.match(formatDuration(span), /^[\d.]+[smhd]?\d*[mh]?$/);
			assert.ok(formatDuration(span).length <= 6);
			assert.ok(formatAge(span).length <= 4);
			assert.doesNotMatch(formatDuration(span) + formatAge(span) + formatElapsed(span), /-/);
		}),
	);
});

const NOON = Date.UTC(2026, 10, 23, 12, 2, 9, 999);
const DASH = '—';

const moments: readonly (readonly [
	at: number,
	zone: 'utc' | 'local',
	dateTime: string,
	second: string,
	minute: string,
	start: string,
	short: string,
])[] = [
	[NOON, 'utc', '2026-11-23 12:02:09Z', '12:02:09Z', '12:02Z', '12:02:09', '12:02'],
	[NOON, 'local', '2026-11-23 22:32:09', '22:32:09', '22:32', '22:32:09', '22:32'],
	[NOON + HOUR, 'utc', '2026-11-23 13:02:09Z', '13:02:09Z', '13:02Z', '13:02:09', '13:02'],
	[NOON - 13 * HOUR, 'utc', '2026-11-22 23:02:09Z', '23:02:09Z', '23:02Z', '11-22 23:02', '11-22'],
	[NOON + 2 * HOUR, 'local', '2026-11-24 00:32:09', '00:32:09', '00:32', '11-24 00:32', '11-24'],
	[Date.UTC(2026, 5, 1), 'local', '2026-06-01 09:30:00', '09:30:00', '09:30', '06-01 09:30', '06-01'],
	[Date.UTC(2025, 11, 31, 23), 'utc', '2025-12-31 23:00:00Z', '23:00:00Z', '23:00Z', '2025-12-31', '2025'],
	[Date.UTC(2025, 11, 31, 23), 'local', '2026-01-01 09:30:00', '09:30:00', '09:30', '01-01 09:30', '01-01'],
	[0, 'utc', '1970-01-01 00:00:00Z', '00:00:00Z', '00:00Z', '1970-01-01', '1970'],
	[Date.parse('0001-01-01T00:00:00Z'), 'utc', '0001-01-01 00:00:00Z', '00:00:00Z', '00:00Z', '0001-01-01', '0001'],
	[Date.UTC(10000, 0) - 1, 'utc', '9999-12-31 23:59:59Z', '23:59:59Z', '23:59Z', '9999-12-31', '9999'],
	[Date.UTC(10000, 0) - 1, 'local', DASH, DASH, DASH, DASH, DASH],
	[Date.UTC(10000, 0), 'utc', DASH, DASH, DASH, DASH, DASH],
	[Date.parse('-000001-12-31T23:00:00Z'), 'utc', DASH, DASH, DASH, DASH, DASH],
	[8.64e15, 'local', DASH, DASH, DASH, DASH, DASH],
	[8.65e15, 'utc', DASH, DASH, DASH, DASH, DASH],
	[Number.NaN, 'utc', DASH, DASH, DASH, DASH, DASH],
	[Number.POSITIVE_INFINITY, 'local', DASH, DASH, DASH, DASH, DASH],
];

for (const [at, zone, dateTime, second, minute, start, short] of moments) {
	test(`${at} in ${zone} is ${dateTime}, ${start} and ${short}`, () => {
		const drawn = [formatDateTime(at, zone), formatSecond(at, zone), formatMinute(at, zone)];
		assert.deepEqual(drawn, [dateTime, second, minute]);
		assert.deepEqual([formatStart(at, NOON, zone), formatShortStart(at, NOON, zone)], [start, short]);
	});
}

test('whatever the moment, a start keeps to its columns', () => {
	fc.assert(
		fc.property(fc.double(), fc.double(), fc.constantFrom('utc', 'local'), (at, now, zone) => {
			assert.ok(formatStart(at, now, zone).length <= 11);
			assert.ok(formatShortStart(at, now, zone).length <= 5);
			assert.match(formatDateTime(at, zone), /^(—|\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ?)$/);
		}),
	);
});

const numbers: readonly (readonly [number: number, count: string, bytes: string])[] = [
	[0, '0', '0 B'],
	[999, '999', '999 B'],
	[1000, '1,000', '1.0 kB'],
	[23_149, '23,149', '23.1 kB'],
	[999_949, '999,949', '999.9 kB'],
	[999_950, '999,950', '1.0 MB'],
	[1_000_000, '1,000,000', '1.0 MB'],
	[4_200_000, '4,200,000', '4.2 MB'],
];

for (const [number, count, bytes] of numbers) {
	test(`${number} is ${count}, and ${bytes}`, () => {
		assert.deepEqual([formatCount(number), formatBytes(number)], [count, bytes]);
	});
}

test('a count without its commas is the number', () => {
	fc.assert(
		fc.property(fc.maxSafeInteger(), count => {
			assert.equal(Number(formatCount(count).replaceAll(',', '')), count);
			assert.match(formatCount(count), /^-?\d{1,3}(,\d{3})*$/);
		}),
	);
});

test('one is one, all others are many', () => {
	assert.equal(formatPlural(1, safe`job`), '1 job');
	assert.equal(formatPlural(0, safe`job`), '0 jobs');
	assert.equal(formatPlural(1431, safe`job`), '1,431 jobs');
});
