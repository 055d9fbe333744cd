import { useSyncExternalStore } from 'react';
import type { Store } from '../live/store.ts';

/** The value of a store, and a new drawing whenever it changes. */
export function useStore<Value>(store: Pick<Store<Value>, 'get' | 'subscribe'>): Value {
	return useSyncExternalStore(store.subscribe, store.get, store.get);
}
