import type { Journal, Keeping } from '../journal/journal.ts';
import { createStore } from '../live/store.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import { NO_MEMORY } from '../model/memory.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { JournalPort } from '../session/journal-port.ts';

/** A journal that is opened once the first frame is there. What is recorded before waits for that. */
export interface LateJournal extends JournalPort {
	/** Opens and reads it. */
	open(): Promise<void>;
	/** Claims the announcing of something for this run: see {@link Journal.announce}. Waits until the journal is open. */
	announce(key: SafeText, at: number): Promise<boolean>;
	/** How well it is kept; null before it is open. */
	keeping(): Keeping | null;
	/** Writes what is to be written. */
	close(): Promise<void>;
}

/** Prepares a journal that `make` makes. */
export function openLate(make: () => Promise<Journal>): LateJournal {
	const memory = createStore(NO_MEMORY);
	const early: JournalEntry[] = [];
	let journal: Journal | null = null;
	let open: (made: Journal) => void = () => undefined;
	const opened = new Promise<Journal>(resolve => {
		open = resolve;
	});
	return {
		memory,
		problem: () => journal?.keeping.get().problem ?? null,
		keeping: () => journal?.keeping.get() ?? null,
		async open() {
			const made = await make();
			made.memory.subscribe(() => memory.set(made.memory.get()));
			let { problem } = made.keeping.get();
			made.keeping.subscribe(() => {
				if (made.keeping.get().problem === problem) return;
				({ problem } = made.keeping.get());
				// The reader shall see it at once.
				memory.set({ ...memory.get() });
			});
			journal = made;
			made.record(early.splice(0));
			open(made);
			await made.start();
		},
		record(entries) {
			if (journal === null) early.push(...entries);
			else journal.record(entries);
		},
		announce: async (key, at) => (await opened).announce(key, at),
		changes: async () => (journal === null ? [] : journal.changes()),
		async close() {
			await journal?.close();
		},
	};
}
