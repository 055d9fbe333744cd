import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** Prints the megabytes that V8 keeps for short-lived objects, before many were made and after. */
const SCRIPT = `
	import { getHeapSpaceStatistics } from 'node:v8';
	import { boundMemory } from './source/run/bound-memory.ts';
	const room = () => getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size / 1e6;
	if (process.argv.includes('bounded')) boundMemory();
	const kept = [];
	console.log(room());
	for (let count = 0; count < 3e6; count++) kept[count % 100_000] = { count, more: [count] };
	console.log(room());
`;

/** How many megabytes more it was after than before. */
function growth(...flags: string[]): number {
	// Without the flag of Node it may have grown as far as it can while the test was loaded.
	const argv = ['--max-semi-space-size=64', '--import', 'tsx', '--input-type=module', '-e', SCRIPT, '--', ...flags];
	const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
	assert.equal(stderr, '');
	const [before = Number.NaN, after = Number.NaN] = stdout.trim().split('\n').map(Number);
	return after - before;
}

test('short-lived objects get no more room than they have', () => {
	assert.ok(growth('bounded') <= 0);
	assert.ok(growth() > 0, 'what there is to be kept from');
});
