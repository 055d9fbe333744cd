import type { Snapshot } from '../live/poller.ts';
import { createStore, type Store } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import { describeFailure } from '../model/failure.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { LinkEvent, LookEvent } from '../model/timeline.ts';

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

/** Adds an event; the oldest ones go when there are too many. */
export function addSeen(store: Store<SeenEvents>, event: LinkEvent | LookEvent): void {
	store.set([...store.get(), event].slice(-MOST_EVENTS));
}

/** Notes when the way to the server is lost and found again, by what the poller tells; times are by the server's clock. */
export function watchLink(poller: Pick<Store<Snapshot<Answer>>, 'get' | 'subscribe'>): Store<SeenEvents> {
	const seen = createStore<SeenEvents>([]);
	let outage: Outage | null = null;
	poller.subscribe(() => {
		const { failures, failure, failingSince, data, dataAt } = poller.get();
		const offset = data?.clockOffset ?? 0;
		if (failure !== null && failingSince !== null && failures >= FAILURES_UNTIL_LOST) {
			const reason = describeFailure(failure).message;
			const at = failingSince.wall + offset;
			if (outage === null) addSeen(seen, { kind: 'lost', at, reason });
			outage = { at, failures, reason };
		} else if (failures === 0 && outage !== null && dataAt !== null) {
			const at = dataAt.wall + offset;
			const { reason, failures: failed } = outage;
			addSeen(seen, { kind: 'restored', at, reason, outage: at - outage.at, failures: failed });
			outage = null;
		}
	});
	return seen;
}
