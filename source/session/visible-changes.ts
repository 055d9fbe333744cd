import type { Snapshot } from '../live/poller.ts';
import type { Store } from '../live/store.ts';
import { isRecent } from './status.ts';

/** That the next poll has begun is not told while all is well and the data recent. */
function isUnseen(before: Snapshot<unknown>, after: Snapshot<unknown>, interval: number): boolean {
	const { activity, dataAt, failure } = after;
	if (activity.kind !== 'loading' || dataAt === null || failure !== null || before.failure !== null) return false;
	const isBeginning = before.data === after.data && before.pause === after.pause && before.polls === after.polls;
	return isBeginning && isRecent(dataAt, activity.since, interval);
}

/**
 * A poller's changes without those that nobody can see. To draw a frame as each poll begins, and to find it the same, would be
 * the most of what the program does in a quiet night. `interval` is that of the polls, in milliseconds.
 */
export function visibleChanges(
	{ get, subscribe }: Pick<Store<Snapshot<unknown>>, 'get' | 'subscribe'>,
	interval: number,
): Pick<Store<unknown>, 'subscribe'> {
	return {
		subscribe(listener) {
			let before = get();
			return subscribe(() => {
				const after = get();
				const isSeen = !isUnseen(before, after, interval);
				before = after;
				if (isSeen) listener();
			});
		},
	};
}
