import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../../source/model/job.ts';
import { createNews, findNews, type News } from '../../source/model/news.ts';
import { eventKeys } from '../../source/model/story.ts';
import { ACME, GLOBEX, job, NOW } from '../support/jobs.ts';
import { fc } from '../support/properties.ts';

const BAD = 'INVALID_SESSION_ID: Session expired or invalid';
const GOOD = 'organization synchronized successfully';
const RUNS = { [ACME]: 'in_progress', [GLOBEX]: 'in_progress' };

const old = job('old', { minutes: 60 });
const running = job('now', { minutes: 2, seconds: null, texts: RUNS });
const ended = job('now', { minutes: 2, texts: { [ACME]: BAD, [GLOBEX]: GOOD } });

/** Takes lists of jobs, none of which is stuck. */
function newsOfLists(): (jobs: readonly Job[]) => readonly News[] {
	const take = createNews();
	return jobs => take({ jobs, stuck: new Set() }, NOW);
}

/** What is told of lists of jobs, one after the other: kind and first letters of the job. */
function tell(...lists: readonly (readonly Job[])[]): string[][] {
	const take = newsOfLists();
	return lists.map(jobs => take(jobs).map(({ kind, job: { id } }) => `${kind} ${id.slice(0, 3)}`));
}

test('what is there at first is no news; what happens then is told once, oldest first', () => {
	assert.deepEqual(tell([running, old], [running, old], [ended, old], [ended, old]), [
		[],
		[],
		['failed now', 'ended now'],
		[],
	]);
	const next = job('nex', { minutes: 1, seconds: null, texts: RUNS });
	const well = job('nex', { minutes: 1, seconds: 30 });
	assert.deepEqual(tell([ended, old], [next, ended, old], [well, ended, old]), [
		[],
		['started nex'],
		['recovered nex', 'ended nex'],
	]);
});

test('a job that began and ended between two looks has both told', () => {
	assert.deepEqual(tell([old], [ended, old]), [[], ['started now', 'failed now', 'ended now']]);
	assert.deepEqual(tell([], [ended, old]), [
		[],
		['started old', 'ended old', 'started now', 'failed now', 'ended now'],
	]);
});

test('older jobs that come to light are no news, and nor is what they show in another light', () => {
	const older = job('bad', { minutes: 90, texts: { [ACME]: BAD, [GLOBEX]: GOOD } });
	const oldest = job('oth', { minutes: 120 });
	assert.deepEqual(tell([old], [old, older], [old, older, oldest]), [[], [], []]);
	assert.deepEqual(tell([old, older], [ended, old, older, oldest]), [[], ['started now', 'failed now', 'ended now']]);
});

test('a job that was seen late, as a node lags behind, is news all the same', () => {
	const late = job('lat', { minutes: 2.5, texts: { [ACME]: BAD } });
	assert.deepEqual(tell([ended, old], [ended, late, old]), [[], ['started lat', 'failed lat', 'ended lat']]);
});

test('a job that is held no more and comes back is told of no second time', () => {
	assert.deepEqual(tell([old], [ended, old], [old], [ended, old]), [
		[],
		['started now', 'failed now', 'ended now'],
		[],
		[],
	]);
	assert.deepEqual(tell([old], [running, old], [old], [ended, old]), [
		[],
		['started now'],
		[],
		['failed now', 'ended now'],
	]);
});

test('an organization is told of when its turn comes, those told before are not named again', () => {
	const half = job('now', { minutes: 2, seconds: null, texts: { [ACME]: BAD, [GLOBEX]: 'in_progress' } });
	const both = job('now', { minutes: 2, texts: { [ACME]: BAD, [GLOBEX]: BAD } });
	const take = newsOfLists();
	take([running, old]);
	const turns = [half, both].map(each =>
		take([each, old]).flatMap(event => ('organizations' in event ? event.organizations : [])),
	);
	assert.deepEqual(turns, [[ACME], [GLOBEX]]);
});

test('between two sights a job begins once and ends once, whoever remembers what was told', () => {
	const sight = (...jobs: readonly Job[]) => ({ jobs, stuck: new Set<never>() });
	const kinds = (...[before, after]: [readonly Job[], readonly Job[]]) =>
		findNews(sight(...before), sight(...after), NOW).map(({ kind }) => kind);
	const later = job('now', { minutes: 2, seconds: 70, texts: { [ACME]: BAD, [GLOBEX]: GOOD } });
	assert.deepEqual(kinds([old], [running, old]), ['started']);
	assert.deepEqual(kinds([running, old], [ended, old]), ['failed', 'ended']);
	assert.deepEqual(kinds([ended, old], [later, old]), []);
});

test('a job that is stuck is told once, and of none that was so from the beginning', () => {
	const take = createNews();
	const sight = (...stuck: readonly Job[]) => ({ jobs: [running, old], stuck: new Set(stuck.map(({ id }) => id)) });
	take(sight(), NOW);
	assert.deepEqual(take(sight(running), NOW), [{ kind: 'stuck', at: NOW, job: running }]);
	assert.deepEqual([take(sight(running), NOW), take(sight(), NOW), take(sight(running), NOW)], [[], [], []]);
	const other = createNews();
	assert.deepEqual([other(sight(running), NOW), other(sight(running), NOW)], [[], []]);
});

test('whatever is held from look to look, nothing is told twice', () => {
	const pool = Array.from({ length: 8 }, (_, index) => [
		job(`j${index}`, { minutes: 80 - index * 10, seconds: null, texts: RUNS }),
		job(`j${index}`, {
			minutes: 80 - index * 10,
			texts: { [ACME]: index % 3 ? GOOD : BAD, [GLOBEX]: index % 2 ? GOOD : BAD },
		}),
	]);
	const look = fc.array(fc.constantFrom('none', 'running', 'ended'), { minLength: 8, maxLength: 8 });
	fc.assert(
		fc.property(fc.array(look, { minLength: 2 }), looks => {
			const take = newsOfLists();
			const told = new Set<string>();
			const over = new Set<number>();
			for (const states of looks) {
				const jobs = states.flatMap((state, index) => {
					if (state === 'ended') over.add(index);
					return state === 'none' ? [] : (pool[index]?.[over.has(index) ? 1 : 0] ?? []);
				});
				for (const key of take(jobs).flatMap(eventKeys)) {
					assert.ok(!told.has(key), key);
					told.add(key);
				}
			}
		}),
	);
});
