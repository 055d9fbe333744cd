import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SCENARIOS } from '../../source/demo/scenarios.ts';
import { rowsAt, type World } from '../../source/demo/world.ts';
import { fc } from '../support/properties.ts';

const ORIGIN = Date.UTC(2026, 10, 23, 14, 2, 7, 431);
const HOUR = 3_600_000;

/** The rows that ended, by their number: hostile ids need not differ. */
function endedAt(world: World, now: number): unknown[] {
	const rows = rowsAt(world, now).reverse();
	return rows.filter((_, serial) => now >= world.life(serial).endsAt);
}

for (const name of ['calm', 'empty', 'hostile'] as const) {
	describe(name, () => {
		const { createWorld } = SCENARIOS[name];
		const moments = fc.double({ min: ORIGIN - HOUR, max: ORIGIN + 3 * HOUR, noNaN: true });
		const seeds = fc.integer({ min: 0, max: 50 });

		test('the same moment and seed have the same rows, whatever was asked before', () => {
			fc.assert(
				fc.property(seeds, moments, moments, (seed, before, now) => {
					const world = createWorld({ origin: ORIGIN, seed });
					rowsAt(world, before);
					assert.deepEqual(rowsAt(world, now), rowsAt(createWorld({ origin: ORIGIN, seed }), now));
				}),
				{ numRuns: 15 },
			);
		});

		test('as time passes jobs are only added, ids and starts stay, and what ended never changes', () => {
			fc.assert(
				fc.property(seeds, moments, moments, (seed, one, other) => {
					const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
					const world = createWorld({ origin: ORIGIN, seed });
					const before = rowsAt(world, earlier).reverse();
					const after = rowsAt(world, later).reverse();
					const fixed = (row: Readonly<Record<string, unknown>>) => [row.id, row.createdAt, row.kms];
					assert.deepEqual(after.slice(0, before.length).map(fixed), before.map(fixed));
					const ended = new Set(endedAt(world, later).map(row => JSON.stringify(row)));
					for (const row of endedAt(world, earlier)) assert.ok(ended.has(JSON.stringify(row)));
				}),
				{ numRuns: 15 },
			);
		});

		test('jobs are newest first, none of them from the future', () => {
			fc.assert(
				fc.property(seeds, moments, (seed, now) => {
					const world = createWorld({ origin: ORIGIN, seed });
					const starts = Array.from({ length: world.count(now) }, (_, serial) => world.life(serial).createdAt);
					assert.deepEqual(
						starts,
						[...starts].sort((one, next) => one - next),
					);
					assert.ok(starts.every(start => start <= now));
				}),
				{ numRuns: 15 },
			);
		});
	});
}
