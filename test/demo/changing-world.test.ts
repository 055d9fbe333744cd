import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCalmWorld } from '../../source/demo/calm-world.ts';
import { createChangingWorld } from '../../source/demo/changing-world.ts';
import { draftJob } from '../../source/demo/job-life.ts';
import { rowsAt } from '../../source/demo/world.ts';
import { fc } from '../support/properties.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);

function open() {
	return createChangingWorld(createCalmWorld({ origin: ORIGIN, seed: 1 }), 1);
}

const draft = (at: number) => draftJob(at, 10_000, ['00D'], () => 'done');

test('whenever jobs are started, numbers stay in the order of time and keep their jobs', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 12 }), offsets => {
			const world = open();
			const moments = offsets.map(offset => ORIGIN + offset).sort((one, other) => one - other);
			const kept = moments.map(moment => {
				const serial = world.start(draft(moment));
				return { serial, id: world.life(serial).id };
			});
			const end = ORIGIN + 700_000;
			const lives = Array.from({ length: world.count(end) }, (_, serial) => world.life(serial));
			assert.equal(new Set(lives.map(({ id }) => id)).size, lives.length);
			for (const { serial, id } of kept) assert.equal(lives[serial]?.id, id);
			const times = lives.map(({ createdAt }) => createdAt);
			assert.deepEqual(
				times,
				[...times].sort((one, other) => one - other),
			);
			assert.equal(world.count(end), createCalmWorld({ origin: ORIGIN, seed: 1 }).count(end) + moments.length);
		}),
		{ numRuns: 30 },
	);
});

test('a job that is cancelled says so at once, ends as completed, and leaves what was not taken up unreported', () => {
	const world = open();
	const serial = world.start(draftJob(ORIGIN, 60_000, ['a', 'b', 'c'], () => 'done'));
	assert.equal(world.cancel(serial, ORIGIN + 25_000), true);
	const rowOf = (now: number) => rowsAt(world, now).find(({ id }) => id === world.life(serial).id);
	const during = rowOf(ORIGIN + 26_000);
	assert.deepEqual([during?.overall_status, during?.abort, during?.completed_at], ['in_progress', true, undefined]);
	const after = rowOf(ORIGIN + 30_000);
	assert.deepEqual([after?.overall_status, after?.abort], ['completed', true]);
	assert.deepEqual(after?.detailed_status, { a: 'done', b: 'in_progress' });
	assert.equal(world.cancel(serial, ORIGIN + 30_000), false, 'it has ended');
});

test('asking twice to cancel changes nothing', () => {
	const world = open();
	const serial = world.start(draft(ORIGIN));
	world.cancel(serial, ORIGIN + 1000);
	const before = world.life(serial);
	assert.equal(world.cancel(serial, ORIGIN + 2000), true);
	assert.deepEqual(world.life(serial), before);
});
