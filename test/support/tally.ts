import type { TestContext } from 'node:test';

/** What the last line of a test run counts beside the faults that the names of tests tell. */
export const TALLIES = ['bad inputs tried', 'simulated days', 'ways out', 'lost', 'leaked', 'orphans'] as const;

/** One of the counts. */
export type TallyName = (typeof TALLIES)[number];

/** Adds to a count of the run. A test that counts what must not be adds what it found, which is nothing where it passes. */
export function tally(context: Pick<TestContext, 'diagnostic'>, name: TallyName, count: number): void {
	context.diagnostic(`tally ${name}: ${count}`);
}

/** Reads what {@link tally} said; null for any other word of a test. */
export function readTally(message: string): { readonly name: TallyName; readonly count: number } | null {
	const [, said, count] = /^tally ([a-z ]+): (\d+(?:\.\d+)?)$/.exec(message) ?? [];
	const name = TALLIES.find(known => known === said);
	return name === undefined ? null : { name, count: Number(count) };
}
