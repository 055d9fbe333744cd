import { systemClock } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Store } from '../live/store.ts';
import { nameFailure } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { debug, isDebugging } from './debug.ts';

function describeSnapshot({ polls, failures, failure, activity, pause }: Snapshot<unknown>): SafeText {
	const outcome = failure === null ? safe`good` : safe`failed ${failures} times, with ${nameFailure(failure)}`;
	const next =
		activity.kind === 'waiting'
			? safe`waits ${Math.max(0, Math.round(activity.until - systemClock.monotonic()))}ms`
			: toSafeText(activity.kind);
	return safe`poll ${polls}: ${polls === 0 ? safe`none yet` : outcome}; ${next}${pause === null ? safe`` : safe`, held still`}`;
}

/** Writes down what a poller finds and decides, where that is wanted. */
export function tracePolls(store: Store<Snapshot<unknown>>): void {
	if (isDebugging()) store.subscribe(() => debug(describeSnapshot(store.get())));
}
