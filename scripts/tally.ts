import type { TestsStream } from 'node:test';
import { CATALOGUE, faultsIn, NOT_HELD } from '../test/support/catalogue.ts';
import { readTally, TALLIES, type TallyName } from '../test/support/tally.ts';

/** What a test run went through. */
export interface RunTally {
	/** In one line: a fault counts as survived when every test that names it passed. */
	line(): string;
	/** Why faults are not held, a line for each reason. */
	notHeld(): readonly string[];
	/** Faults that no test names and no reason excuses. */
	unexplained(): readonly string[];
}

const write = (number: number) => Math.round(number).toLocaleString('en-US');

/** Counts along with a test run. */
export function tallyRun(events: Pick<TestsStream, 'on'>): RunTally {
	const passed = new Set<string>();
	const failed = new Set<string>();
	const tallies = new Map<TallyName, number>();
	events.on('test:pass', ({ name, skip }) => {
		if (skip === undefined || skip === false) for (const id of faultsIn(name)) passed.add(id);
	});
	events.on('test:fail', ({ name }) => {
		for (const id of faultsIn(name)) failed.add(id);
	});
	events.on('test:diagnostic', ({ message }) => {
		const said = readTally(message);
		if (said !== null) tallies.set(said.name, (tallies.get(said.name) ?? 0) + said.count);
	});
	const open = () => CATALOGUE.filter(id => !passed.has(id) && !failed.has(id));
	return {
		line() {
			const survived = [...passed].filter(id => !failed.has(id)).length;
			const counts = TALLIES.map(name => `${write(tallies.get(name) ?? 0)} ${name}`);
			return `${survived} faults survived, ${counts.join(', ')}`;
		},
		notHeld() {
			const excused = open().filter(id => Object.hasOwn(NOT_HELD, id));
			const reasons = new Set(excused.map(id => NOT_HELD[id]));
			return [...reasons].map(why => `not held: ${excused.filter(id => NOT_HELD[id] === why).join(' ')} (${why})`);
		},
		unexplained: () => open().filter(id => !Object.hasOwn(NOT_HELD, id)),
	};
}
