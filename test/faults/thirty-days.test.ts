import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { again, effort, SEED } from '../hostile/effort.ts';
import { tally } from '../support/tally.ts';

/** What `simulated-days.ts` prints. */
interface Report {
	readonly wrongs: readonly string[];
	readonly days: number;
	readonly polls: number;
	readonly spells: number;
	/** How often the jobs shown were compared with those of the server, and how many were missing. */
	readonly compared: number;
	readonly missing: number;
	/** How many jobs ended that had been seen running, and how many were told to have ended more than once. */
	readonly ended: number;
	readonly doubled: number;
	readonly words: Readonly<Record<string, number>>;
	/** The heap at the end of each day, in bytes. */
	readonly heaps: readonly number[];
	readonly mostInFlight: number;
}

/** Thirty days take minutes; every run has as many as take seconds. */
const DAYS = effort(3, 30);
const MEGABYTE = 1_000_000;
/** What the heap may grow: once, and each day, in which the rig writes down a hundred jobs. */
const MOST_GROWN = MEGABYTE + DAYS * 0.15 * MEGABYTE;

test(`N07 N08 N09 N21 N27 N28 N32 C12 C14 C15 C22 L18 ${DAYS} days of polling every five seconds, in all weathers`, async t => {
	const { stdout } = await promisify(execFile)(process.execPath, [
		...['--expose-gc', '--import', 'tsx', 'test/fixtures/simulated-days.ts'],
		...[String(SEED), String(DAYS)],
	]);
	const report = JSON.parse(stdout) as Report;
	const told = `${again(0)}: ${stdout}`;
	assert.deepEqual(report.wrongs, [], told);
	assert.deepEqual([report.mostInFlight, report.missing, report.doubled], [1, 0, 0], told);
	assert.ok(report.days >= DAYS && report.polls > DAYS * 10_000, told);
	assert.ok(report.compared === report.spells && report.spells > DAYS * 5 && report.ended > DAYS * 50, told);
	const [first = 0] = report.heaps;
	const grown = (report.heaps.at(-1) ?? 0) - first;
	assert.ok(report.heaps.length >= DAYS && grown < MOST_GROWN, `${grown} bytes more, ${told}`);
	tally(t, 'simulated days', Math.floor(report.days));
	tally(t, 'lost', report.missing);
});
