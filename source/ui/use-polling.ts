import type { Poller, Snapshot } from '../live/poller.ts';
import { useStore } from './use-store.ts';

/** The polling hook: what the poller knows now, and a new drawing whenever that changes. It starts nothing. */
export function usePolling<Data>(poller: Pick<Poller<Data>, 'store'>): Snapshot<Data> {
	return useStore(poller.store);
}
