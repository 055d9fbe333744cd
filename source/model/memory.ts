import type { Fingerprint } from './fingerprint.ts';
import { type Acknowledgements, type Trouble, troubleKey } from './journal-entry.ts';
import type { LinkEvent, LookEvent } from './timeline.ts';

/** What is remembered of errors: times in milliseconds since 1970, of the jobs that met them. */
export interface ErrorMemory {
	/** When a kind of error was met first, by any organization; null where it was not. */
	first(fingerprint: Fingerprint): number | null;
	/** When an organization was met with it last; null where it was not. */
	last(trouble: Trouble): number | null;
}

/** What is kept of earlier runs, and of what the reader said in this one. */
export interface Memory {
	/** Whether what earlier runs kept was read by now; before that nothing can be called new. */
	readonly isRead: boolean;
	/** The errors that earlier runs have met. */
	readonly errors: ErrorMemory;
	readonly acknowledgements: Acknowledgements;
	/** What earlier runs saw of the link and of the reader, newest last. */
	readonly seen: readonly (LinkEvent | LookEvent)[];
	/** When an earlier run heard the last key; null where none is known of. */
	readonly lastKey: number | null;
}

/** Nobody remembers any error. */
export const NO_ERRORS: ErrorMemory = { first: () => null, last: () => null };

/** How it is before anything was read. */
export const NO_MEMORY: Memory = {
	isRead: false,
	errors: NO_ERRORS,
	acknowledgements: new Map(),
	seen: [],
	lastKey: null,
};

/** A trouble that was met, and when first and last. */
export interface MetTrouble extends Trouble {
	readonly first: number;
	readonly last: number;
}

/** Makes troubles that were met ready to be asked for. */
export function rememberErrors(met: Iterable<MetTrouble>): ErrorMemory {
	const first = new Map<Fingerprint, number>();
	const last = new Map<string, number>();
	for (const trouble of met) {
		first.set(trouble.fingerprint, Math.min(first.get(trouble.fingerprint) ?? trouble.first, trouble.first));
		last.set(troubleKey(trouble), trouble.last);
	}
	return {
		first: fingerprint => first.get(fingerprint) ?? null,
		last: trouble => last.get(troubleKey(trouble)) ?? null,
	};
}
