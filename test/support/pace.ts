import type { Poller } from '../../source/live/poller.ts';
import type { Answer } from '../../source/model/answer.ts';
import type { FakeClock } from './fake-clock.ts';
import type { SimulatedServer } from './simulated-server.ts';
import type { Vigil } from './vigil.ts';
import { OUTAGES, type Spell } from './weather.ts';

/** Checks how often a monitor asks while something goes wrong, and how soon it is back. */
export interface Pace {
	/** To be told when trouble begins. */
	begin(spell: Spell): void;
	/** To be told when it is over: lets pass the time within which all must be well again. */
	end(spell: Spell): Promise<void>;
}

const SECOND = 1000;
/** So long after the end of trouble there is new data, in milliseconds. */
const BACK = 30 * SECOND;
/** The longest that a server may ask to be left alone. */
const LONGEST_WISH = 600 * SECOND;
/** A request that nobody answers is given up after so long. */
const DEADLINE = 10 * SECOND;
/** During an outage, after its first minute, and measured over no less than five. */
const MOST_PER_SECOND = 0.1;
const FIRST = 60 * SECOND;
const LEAST_MEASURED = 300 * SECOND;

/** What is looked at; `interval` is the time between polls in milliseconds. */
export interface PaceOptions {
	readonly clock: FakeClock;
	readonly server: SimulatedServer;
	readonly poller: Poller<Answer>;
	readonly vigil: Vigil;
	readonly interval: number;
}

/** Begins to check. */
export function checkPace({ clock, server, poller, vigil, interval }: PaceOptions): Pace {
	/** Polls begin an interval apart, but for the reader's word, which may bring them to a second. */
	function checkCalm(upTo: number): void {
		const polls = server.takePolls();
		const length = upTo - (polls[0] ?? upTo);
		for (const [index, at] of polls.entries()) {
			const before = polls[index - 1];
			if (before !== undefined && at - before < SECOND) vigil.note(`${at - before} ms between two polls`);
		}
		if (polls.length > length / interval + 20) vigil.note(`${polls.length} polls in ${length} ms`);
	}

	return {
		begin({ from }) {
			checkCalm(from);
			server.takeRequests();
		},
		async end({ trouble, from, to }) {
			const length = to - from - FIRST;
			const asked = server.takeRequests().filter(at => at >= from + FIRST).length;
			if (OUTAGES.includes(trouble) && length >= LEAST_MEASURED && asked > (MOST_PER_SECOND * length) / SECOND + 5) {
				vigil.note(`${asked} requests in ${length / SECOND} s of ${trouble}`);
			}
			const { failure, activity } = poller.store.get();
			const until = failure?.kind === 'busy' && activity.kind === 'waiting' ? activity.until - clock.monotonic() : 0;
			await clock.advance(
				Math.max(Math.min(until, LONGEST_WISH), BACK + (trouble === 'silent' ? DEADLINE : 0)) + SECOND,
			);
			const { dataAt } = poller.store.get();
			if (dataAt === null || dataAt.monotonic < to) vigil.note(`not back after ${trouble}`);
			if (server.mostInFlight() > 1) vigil.note('two requests at once');
			if (server.takeRefusedPasswords() > 1) vigil.note('a refused password was sent again');
			if (server.expiredTokens() > 0) vigil.note('a token was used beyond its life');
			server.takePolls();
		},
	};
}
