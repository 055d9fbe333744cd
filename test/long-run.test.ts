import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { median } from '../bench/statistics.ts';
import type { Holding } from './fixtures/fast-time.ts';
import { effort } from './hostile/effort.ts';
import { buildProgram, programPath } from './support/program.ts';
import { openPty } from './support/pty.ts';
import { serve } from './support/server.ts';
import { waitFor } from './support/wait-for.ts';

/** So many requests are made; each poll of these makes one. */
const POLLS = effort(1200, 12_000);
/** So often it is looked what is held. */
const LOOKS = 24;
/** How much faster than ours the program's time runs: a poll every 50 ms, where the machine has time for it. */
const FACTOR = 20;
/** Keys that move through list and panes, and how many milliseconds apart they are typed: more would leave no time for polls. */
const KEYS = 'jjkk\t';
const KEYS_APART = 250;
/** How long the polls may take on a machine that does much else, in milliseconds. */
const PATIENCE = POLLS * 1000;
const MEGABYTE = 1_000_000;
/** What the heap may grow in ten thousand polls; and by what two looks differ where nothing grows. */
const MOST_GROWN = MEGABYTE;
const NOISE = 0.25 * MEGABYTE;

/** What stays as many as they are, but for a connection or a timer that is there at one look and not at another. */
const COUNTS: Readonly<Record<string, (holding: Holding) => number>> = {
	descriptors: ({ descriptors }) => descriptors,
	listeners: ({ listeners }) => listeners,
	resources: ({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0),
};
const NEARLY_NONE = 2;

test(`L18 ${POLLS} polls of the built monitor over TLS, and keys all the while: it holds no more than before`, async t => {
	await buildProgram();
	const server = await serve(t, { tokenSeconds: 60 });
	const file = join(server.folder, 'holdings');
	const preload = join(server.folder, 'fast-time.mjs');
	await build({
		entryPoints: ['test/fixtures/fast-time.ts'],
		outfile: preload,
		format: 'esm',
		platform: 'node',
		define: { FACTOR: String(FACTOR), FILE: JSON.stringify(file), EVERY: String(POLLS / LOOKS) },
	});
	// The optimizer makes code for minutes on end, which lies on the same heap.
	const node = [process.execPath, '--expose-gc', '--no-opt', '--import', preload];
	await using pty = await openPty({
		argv: [...node, programPath, ...server.flags, '--interval', '1s', '--timeout', '10m'],
		columns: 120,
		rows: 40,
		env: { LC_ALL: 'C.UTF-8', CI: undefined },
	});
	const read = () =>
		existsSync(file)
			? readFileSync(file, 'utf8')
					.split('\n')
					.filter(line => line !== '')
					.map((line): Holding => JSON.parse(line))
			: [];
	let pressed = 0;
	let pressedAt = 0;
	const holdings = await waitFor(
		() => {
			if (performance.now() - pressedAt > KEYS_APART) {
				pty.send(KEYS);
				pressed += KEYS.length;
				pressedAt = performance.now();
			}
			const held = read();
			return held.length >= LOOKS && held;
		},
		() => `${read().length} of ${LOOKS} looks\n${pty.output().slice(-2000)}`,
		PATIENCE,
	);
	pty.send('Q');
	assert.equal((await pty.waitForEnd()).code, 0);
	assert.ok(pressed > LOOKS, `${pressed} keys`);

	const later = holdings.slice(LOOKS / 3);
	const [early, late] = [later.slice(0, later.length / 2), later.slice(later.length / 2)];
	const told = JSON.stringify(holdings, null, '\t');
	const grown = median(late.map(({ heap }) => heap)) - median(early.map(({ heap }) => heap));
	const polls = median(late.map(({ requests }) => requests)) - median(early.map(({ requests }) => requests));
	assert.ok(grown < NOISE + (MOST_GROWN * polls) / 10_000, `${grown} bytes in ${polls} polls: ${told}`);
	for (const [what, count] of Object.entries(COUNTS)) {
		const more = median(late.map(count)) - median(early.map(count));
		assert.ok(more <= NEARLY_NONE, `${more} ${what} more: ${told}`);
	}
	assert.equal(later.at(-1)?.measures, 0);
	t.diagnostic(`${grown} bytes in ${polls} polls, ${holdings.at(-1)?.processor} s of processor time`);
});
