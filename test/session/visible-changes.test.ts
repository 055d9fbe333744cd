import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEVER_ASKED, type Snapshot } from '../../source/live/poller.ts';
import { createStore } from '../../source/live/store.ts';
import { safe } from '../../source/model/safe-text.ts';
import { visibleChanges } from '../../source/session/visible-changes.ts';

const INTERVAL = 5000;
const at = (monotonic: number) => ({ wall: monotonic, monotonic });

/** Data that is as old as the clock says, and all is well. */
const WELL: Snapshot<string> = {
	...NEVER_ASKED,
	data: 'jobs',
	dataAt: at(0),
	activity: { kind: 'waiting', until: INTERVAL },
	polls: 1,
};

/** How often is told of what becomes of `before`. */
function countTold(before: Snapshot<string>, ...changes: readonly Partial<Snapshot<string>>[]): number {
	const store = createStore(before);
	let told = 0;
	visibleChanges(store, INTERVAL).subscribe(() => told++);
	for (const change of changes) store.set({ ...store.get(), ...change });
	return told;
}

const begins = (monotonic: number) => ({ activity: { kind: 'loading', since: at(monotonic) } }) as const;

test('that a poll begins is not told while all is well, its end is', () => {
	assert.equal(countTold(WELL, begins(INTERVAL)), 0);
	assert.equal(countTold({ ...WELL, pause: { since: at(1), held: 0 } }, begins(INTERVAL)), 0);
	const ends = { activity: { kind: 'waiting', until: 2 * INTERVAL }, polls: 2, dataAt: at(INTERVAL) } as const;
	assert.equal(countTold(WELL, begins(INTERVAL), ends), 1);
});

test('it is told where the header says so: before any data, of old data, after a failure', () => {
	assert.equal(countTold(NEVER_ASKED, begins(0)), 1);
	assert.equal(countTold(WELL, begins(2 * INTERVAL + 1)), 1);
	const failure = { kind: 'network', code: safe`ECONNREFUSED` } as const;
	assert.equal(countTold({ ...WELL, failure, failures: 1, failingSince: at(1) }, begins(INTERVAL)), 1);
});

test('whatever else changes is told, also together with a beginning', () => {
	const pause = { since: at(1), held: 0 };
	assert.equal(countTold(WELL, { data: 'more jobs' }, { pause }, { pause: { ...pause, held: 7 } }), 3);
	assert.equal(countTold(WELL, { ...begins(INTERVAL), data: 'more jobs' }), 1);
});
