/** A value that changes, and those who want to know when it did. Shaped for React's `useSyncExternalStore`. */
export interface Store<Value> {
	get(): Value;
	set(value: Value): void;
	/** Returns the function that ends the subscription. */
	subscribe(listener: () => void): () => void;
}

/** A store that holds `value` until another is set. Setting the very same value tells nobody. */
export function createStore<Value>(value: Value): Store<Value> {
	const listeners = new Set<() => void>();
	return {
		get: () => value,
		set(next) {
			if (Object.is(value, next)) return;
			value = next;
			for (const listener of [...listeners]) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
