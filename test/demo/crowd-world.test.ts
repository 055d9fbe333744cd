import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCrowdWorld } from '../../source/demo/crowd-world.ts';
import { rowAt } from '../../source/demo/job-life.ts';
import { createWorldSource } from '../../source/demo/job-source.ts';
import { fieldOf } from '../../source/demo/selection.ts';
import type { World } from '../../source/demo/world.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const ALL = { ids: null, statuses: null, organizations: null };

function countingWorld(): { readonly world: World; readonly made: () => number } {
	const world = createCrowdWorld({ origin: ORIGIN, seed: 1 });
	let made = 0;
	return {
		world: {
			...world,
			life(serial) {
				made += 1;
				return world.life(serial);
			},
		},
		made: () => made,
	};
}

test('there are 100,000 jobs in the order of their start, and they go on', () => {
	const world = createCrowdWorld({ origin: ORIGIN, seed: 1 });
	assert.equal(world.count(ORIGIN), 100_000);
	assert.ok(world.count(ORIGIN + 60_000) > 100_000);
	let before = 0;
	for (let serial = 0; serial < 100_010; serial++) {
		const { createdAt } = world.life(serial);
		assert.ok(createdAt > before, `${serial}`);
		before = createdAt;
	}
	const half = world.life(50_000).createdAt;
	assert.deepEqual([world.count(half - 1), world.count(half)], [50_000, 50_001]);
});

test('a page makes the rows of that page and no others', () => {
	const { world, made } = countingWorld();
	const selection = createWorldSource(world).select(ALL, ORIGIN);
	assert.equal(selection.total, 100_000);
	assert.equal(made(), 0);
	assert.deepEqual(selection.at(0), rowAt(world.life(99_999), ORIGIN));
	assert.equal(made(), 2);
});

test('a filter looks at each job once, however often it is asked', () => {
	const { world, made } = countingWorld();
	const source = createWorldSource(world);
	const failed = source.select({ ...ALL, statuses: ['failed'] }, ORIGIN);
	assert.ok(failed.total > 100 && failed.total < 400);
	assert.equal(made(), 100_000);
	const { id } = world.life(4711);
	const found = source.select({ ...ALL, ids: [id] }, ORIGIN);
	assert.equal(found.total, 1);
	assert.deepEqual(found.at(0), rowAt(world.life(4711), ORIGIN));
	assert.ok(made() < 100_010);
});

test('what runs is found among few, be it from long ago, and so is a job that was given out', () => {
	const { world, made } = countingWorld();
	const source = createWorldSource(world);
	const running = (after: number) => {
		const { total, at } = source.select({ ...ALL, statuses: ['in_progress'] }, ORIGIN + after);
		return Array.from({ length: total }, (_, index) => String(fieldOf(at(index), 'id')));
	};
	const now = running(0);
	const ids = [900, 2_500, 60_000].map(age => world.life(100_000 - age).id);
	assert.deepEqual(now.slice(-3), ids);
	assert.ok(now.length > 5 && now.length < 20);
	assert.deepEqual(running(100_000).slice(-2), ids.slice(1));
	assert.equal(
		fieldOf(source.select({ ...ALL, ids: ids.slice(0, 1) }, ORIGIN + 100_000).at(0), 'overall_status'),
		'completed',
	);
	assert.ok(made() < 1000, `${made()}`);
	const whole = createWorldSource({ count: world.count, life: world.life });
	const all = whole.select({ ...ALL, statuses: ['in_progress'] }, ORIGIN + 7_000_000);
	assert.deepEqual(
		running(7_000_000),
		Array.from({ length: all.total }, (_, index) => String(fieldOf(all.at(index), 'id'))),
		'none is overlooked',
	);
});
