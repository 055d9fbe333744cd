import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';
import type { Alert } from '../../source/session/alerts.ts';
import { judgeLink, NO_TROUBLE } from '../../source/session/link-alerts.ts';
import { answer, NOW } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const SECOND = 1000;
const GONE: Failure = { kind: 'network', code: safe`ECONNREFUSED` };
const REFUSED: Failure = { kind: 'unauthorized', message: safe`no` };

/** One look: seconds since the start, since when it fails, and how. */
type Look = readonly [at: number, since?: number, failure?: Failure];

function alertsOf(looks: readonly Look[], isAnswered = true): Alert[] {
	const stampAt = (seconds: number) => ({ wall: NOW + seconds * SECOND, monotonic: seconds * SECOND });
	let trouble = NO_TROUBLE;
	return looks.flatMap(([at, since, failure = GONE]) => {
		const failingSince = since === undefined ? null : stampAt(since);
		const known = isAnswered ? { data: answer(), dataAt: stampAt(0) } : { data: null, dataAt: null };
		const snapshot = { ...known, failure: failingSince === null ? null : failure, failingSince };
		const judged = judgeLink(trouble, snapshot, stampAt(at));
		trouble = judged.trouble;
		return [...judged.alerts];
	});
}

const outages: readonly (readonly [why: string, looks: readonly Look[], kinds: readonly string[]])[] = [
	['all is well', [[0], [5]], []],
	['a short loss', [[0], [5, 5], [124, 5], [125]], []],
	['two minutes', [[0], [5, 5], [125, 5], [130, 5]], ['link-lost']],
	['it comes back', [[0], [125, 5], [130], [135]], ['link-lost', 'link-restored']],
	[
		'lost twice',
		[[0], [125, 5], [130], [300, 140], [310]],
		['link-lost', 'link-restored', 'link-lost', 'link-restored'],
	],
	['a sign-in is wanted at once', [[0], [5, 5, REFUSED], [200, 5, REFUSED]], ['sign-in-needed']],
	[
		'refused, then lost, then refused',
		[[0], [5, 5, REFUSED], [200, 5], [210, 5, REFUSED]],
		['sign-in-needed', 'link-lost'],
	],
];

for (const [why, looks, kinds] of outages) {
	test(`the link: ${why}`, () => {
		assert.deepEqual(
			alertsOf(looks).map(({ kind }) => kind),
			kinds,
		);
		assert.deepEqual(alertsOf(looks, false), [], 'before the first answer nobody is told');
	});
}

test('an outage says when it began, why, and when it was over', () => {
	const [lost, restored] = alertsOf([[0], [125, 5], [130]]);
	assert.deepEqual([lost?.at, lost?.since], [NOW + 125 * SECOND, NOW + 5 * SECOND]);
	assert.deepEqual([restored?.at, restored?.since], [NOW + 130 * SECOND, NOW + 5 * SECOND]);
	assert.match(`${lost?.error}`, /ECONNREFUSED/);
	assert.equal(restored?.error, lost?.error);
});

test('two that lose the link within a minute of each other share a key, and two outages have none in common', () => {
	const keysAt = (since: number) => alertsOf([[0], [since + 120, since]])[0]?.keys ?? [];
	fc.assert(
		fc.property(fc.nat(10_000), fc.nat(59), fc.integer({ min: 120, max: 9999 }), (since, near, far) => {
			assert.ok(keysAt(since).some(key => keysAt(since + near).includes(key)));
			assert.ok(!keysAt(since).some(key => keysAt(since + far).includes(key)));
		}),
	);
});
