import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '../../source/live/poller.ts';
import type { Answer } from '../../source/model/answer.ts';
import { safe } from '../../source/model/safe-text.ts';
import { describeStatus } from '../../source/session/status.ts';
import { answer, NOW, STORY } from '../support/jobs.ts';
import { ALL_WELL } from '../support/stage.ts';

const MINUTE = 60_000;

/** The moment `seconds` after the story's. */
function at(seconds: number) {
	return { wall: NOW + seconds * 1000, monotonic: seconds * 1000 };
}

const NOTHING: Snapshot<Answer> = {
	...ALL_WELL,
	data: null,
	dataAt: null,
	polls: 0,
	activity: { kind: 'loading', since: at(0) },
};
/** Not all that there is. */
const PART = answer(STORY, { total: 1431, complete: false });

const BAD_GATEWAY = { kind: 'server', status: 502, message: safe`trouble` } as const;

const states: readonly (readonly [seconds: number, snapshot: Snapshot<Answer>, link: string, note: string])[] = [
	[0, NOTHING, 'CONNECTING', 'first poll running 0s…'],
	[4, NOTHING, 'CONNECTING', 'first poll running 4s…'],
	[
		2,
		{
			...NOTHING,
			failure: { kind: 'network', code: safe`ECONNREFUSED` },
			failures: 3,
			activity: { kind: 'waiting', until: 7000 },
		},
		'CONNECTING',
		'ECONNREFUSED  retry 3 in 5s',
	],
	[3, ALL_WELL, 'LIVE', '≤5s'],
	[6, ALL_WELL, 'LIVE', '≤5s'],
	[7, ALL_WELL, 'LIVE', '≤10s'],
	[10, ALL_WELL, 'LIVE', '≤10s'],
	[11, ALL_WELL, 'STALE', '11s  as of 14:02:30Z'],
	[3, { ...ALL_WELL, data: PART }, 'LIVE', '≤5s  PARTIAL 8 of 1,431 jobs  L loads all'],
	[
		3,
		{ ...ALL_WELL, data: { ...PART, seesRunning: false } },
		'LIVE',
		'≤5s  PARTIAL 8 of 1,431 jobs  older running jobs not seen  L loads all',
	],
	[3, { ...ALL_WELL, data: { ...PART, loading: 'more' } }, 'LIVE', '≤5s  PARTIAL 8 of 1,431 jobs · loading  Esc stops'],
	[
		3,
		{ ...ALL_WELL, data: { ...PART, total: null, loading: 'again' } },
		'LIVE',
		'≤5s  PARTIAL 8 of unknown jobs · reading again  L loads all',
	],
	[11, { ...ALL_WELL, data: PART }, 'STALE', '11s  as of 14:02:30Z  PARTIAL 8 of 1,431 jobs  L loads all'],
	[
		7,
		{ ...ALL_WELL, failure: BAD_GATEWAY, failures: 1, failingSince: at(5), activity: { kind: 'waiting', until: 9000 } },
		'LIVE',
		'7s old  HTTP 502  retry 1 in 2s',
	],
	[
		372,
		{
			...ALL_WELL,
			failure: BAD_GATEWAY,
			failures: 31,
			failingSince: at(5),
			activity: { kind: 'waiting', until: 400_000 },
		},
		'STALE',
		'6m12s  HTTP 502  as of 14:02:30Z  retry 31 in 28s',
	],
	[30, { ...ALL_WELL, activity: { kind: 'loading', since: at(5) } }, 'STALE', '30s  as of 14:02:30Z  asking for 25s'],
	[
		9,
		{
			...ALL_WELL,
			failure: { kind: 'unauthorized', message: safe`no` },
			failures: 1,
			failingSince: at(5),
			activity: { kind: 'halted' },
		},
		'LOGIN NEEDED',
		'since 14:02Z  (401)  r tries again  data as of 14:02:30Z',
	],
	[
		9,
		{
			...ALL_WELL,
			failure: { kind: 'usage', message: safe`The token file is empty.`, advice: safe`x` },
			failures: 1,
			failingSince: at(5),
			activity: { kind: 'halted' },
		},
		'LOGIN NEEDED',
		'since 14:02Z  The token file is empty.  r tries again  data as of 14:02:30Z',
	],
	[
		9,
		{
			...ALL_WELL,
			failure: { kind: 'tls', reason: safe`certificate expired 2026-11-22`, fingerprint: null },
			failures: 1,
			activity: { kind: 'halted' },
		},
		'TLS',
		'certificate expired 2026-11-22  not retrying until r  data as of 14:02:30Z',
	],
	[
		9,
		{
			...ALL_WELL,
			failure: { kind: 'forbidden', message: safe`no` },
			failures: 1,
			activity: { kind: 'waiting', until: 16_000 },
		},
		'FORBIDDEN',
		'no read right on sync jobs (403)  I why  retry 1 in 7s  data as of 14:02:30Z',
	],
	[
		9,
		{
			...ALL_WELL,
			failure: { kind: 'unauthorized', message: safe`no` },
			failures: 1,
			failingSince: at(5),
			activity: { kind: 'loading', since: at(7) },
		},
		'LOGIN NEEDED',
		'since 14:02Z  (401)  r tries again  asking for 2s  data as of 14:02:30Z',
	],
	[240, { ...ALL_WELL, pause: { since: at(0), held: 7 } }, 'PAUSED', '4m  +7 changes held  Z resumes'],
	[
		240,
		{
			...ALL_WELL,
			pause: { since: at(0), held: 7 },
			failure: BAD_GATEWAY,
			failures: 9,
			activity: { kind: 'waiting', until: 252_000 },
		},
		'PAUSED',
		'4m  +7 changes held  HTTP 502  Z resumes  retry 9 in 12s',
	],
];

for (const [seconds, snapshot, link, note] of states) {
	test(`says ${link} ${note}`, () => {
		const status = describeStatus({ snapshot, interval: 5000, now: at(seconds), zone: 'utc' });
		assert.deepEqual([status.link, status.notes.join('  ')], [link, note]);
	});
}

test('ages are counted on only while the data is fresh', () => {
	const fresh = (seconds: number, snapshot = ALL_WELL) =>
		describeStatus({ snapshot, interval: 5000, now: at(seconds), zone: 'utc' }).fresh;
	assert.deepEqual([fresh(1), fresh(10), fresh(11), fresh(1, NOTHING)], [true, true, false, false]);
});

test('nothing ticks while all is well: the text lasts until it would be stale, or the minute is over', () => {
	const lasts = (seconds: number, snapshot = ALL_WELL, interval = 5000) =>
		describeStatus({ snapshot, interval, now: at(seconds), zone: 'utc' }).changesIn;
	assert.equal(lasts(2), 4001);
	assert.equal(lasts(7), 3001);
	assert.equal(lasts(2, ALL_WELL, MINUTE), 28_000);
	assert.ok(lasts(372) <= 1000);
	assert.ok(lasts(2, NOTHING) <= 1000);
});

test('stale data is marked by the time the text says it changes', () => {
	for (let seconds = 6.5; seconds < 10; seconds += 0.5) {
		const { changesIn } = describeStatus({ snapshot: ALL_WELL, interval: 5000, now: at(seconds), zone: 'utc' });
		const later = describeStatus({
			snapshot: ALL_WELL,
			interval: 5000,
			now: at(seconds + changesIn / 1000),
			zone: 'utc',
		});
		assert.equal(later.link, 'STALE');
	}
});
