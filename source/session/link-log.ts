import type { Snapshot } from '../live/poller.ts';
import type { Store } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import { describeFailure } from '../model/failure.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { LinkEvent, LookEvent } from '../model/timeline.ts';
import type { JournalPort } from './journal-port.ts';

/** So many events are kept. */
const MOST_EVENTS = 500;
/** One failed poll is no lost link. */
const FAILURES_UNTIL_LOST = 2;

/** What was seen of the link and of the reader, newest last. */
export type SeenEvents = readonly (LinkEvent | LookEvent)[];

/** An outage under way. */
interface Outage {
	readonly at: number;
	readonly failures: number;
	readonly reason: SafeText;
}

/** What was seen: by earlier runs, and by this one up to now. */
export interface LinkLog {
	get(): SeenEvents;
	/** Adds an event, and keeps it in the journal; the oldest ones go when there are too many. */
	add(event: LinkEvent | LookEvent): void;
}

/**
 * Notes when the way to the server is lost and found again, by what the poller tells, behind what the journal knows of
 * earlier runs; times are by the server's clock.
 */
export function watchLink(
	poller: Pick<Store<Snapshot<Answer>>, 'get' | 'subscribe'>,
	journal: Pick<JournalPort, 'memory' | 'record'>,
): LinkLog {
	let seen: SeenEvents = [];
	let isSeeded = false;
	const add = (event: LinkEvent | LookEvent) => {
		seen = [...seen, event].slice(-MOST_EVENTS);
		journal.record([event]);
	};
	const seed = () => {
		const memory = journal.memory.get();
		if (isSeeded || !memory.isRead) return;
		isSeeded = true;
		seen = [...memory.seen, ...seen].slice(-MOST_EVENTS);
	};
	journal.memory.subscribe(seed);
	seed();
	let outage: Outage | null = null;
	poller.subscribe(() => {
		const { failures, failure, failingSince, data, dataAt } = poller.get();
		const offset = data?.clockOffset ?? 0;
		if (failure !== null && failingSince !== null && failures >= FAILURES_UNTIL_LOST) {
			const reason = describeFailure(failure).message;
			const at = failingSince.wall + offset;
			if (outage === null) add({ kind: 'lost', at, reason });
			outage = { at, failures, reason };
		} else if (failures === 0 && outage !== null && dataAt !== null) {
			const at = dataAt.wall + offset;
			const { reason, failures: failed } = outage;
			add({ kind: 'restored', at, reason, outage: at - outage.at, failures: failed });
			outage = null;
		}
	});
	return { get: () => seen, add };
}
