import type { Store } from '../live/store.ts';
import type { Organizations } from '../model/answer.ts';
import type { Job } from '../model/job.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import type { Memory } from '../model/memory.ts';
import type { SafeText } from '../model/safe-text.ts';

/** What the session needs of the journal. */
export interface JournalPort {
	readonly memory: Pick<Store<Memory>, 'get' | 'subscribe'>;
	/** Why nothing is kept at the moment, null while all is well. */
	readonly problem: () => SafeText | null;
	record(entries: readonly JournalEntry[]): void;
	/** The rows of jobs that are kept, oldest first. */
	changes(): Promise<readonly Job[]>;
	/** The names that are kept; where a server is asked, it has newer ones. */
	readonly organizations?: Organizations;
}
