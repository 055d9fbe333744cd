import type { Clock } from '../live/clock.ts';
import { createStore, type Store } from '../live/store.ts';
import { describeFailure, FailureError } from '../model/failure.ts';
import { type Job, parseJob } from '../model/job.ts';
import { acknowledge, type JournalEntry } from '../model/journal-entry.ts';
import { type Memory, NO_MEMORY, rememberErrors } from '../model/memory.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { JournalFiles } from './files.ts';
import { createKeeper } from './keeper.ts';
import { LONGEST_LINE, writeLine } from './line.ts';
import { readJournal } from './read.ts';
import { createRecollection } from './recollection.ts';

/** How well the journal is kept. */
export interface Keeping {
	/** Why nothing is written at the moment, null while all is well. */
	readonly problem: SafeText | null;
	/** How many bytes the file that grows has. */
	readonly bytes: number;
	/** How many lines could not be read. */
	readonly skipped: number;
}

/** What was seen, kept from one run to the next, and shared by those who watch the same server at the same time. */
export interface Journal {
	readonly memory: Pick<Store<Memory>, 'get' | 'subscribe'>;
	readonly keeping: Pick<Store<Keeping>, 'get' | 'subscribe'>;
	/** Reads what there is. Until then nothing is written. */
	start(): Promise<void>;
	/** Keeps what is news of this; it is written as soon as possible. Never fails: without a disk it is remembered. */
	record(entries: readonly JournalEntry[]): void;
	/**
	 * Claims the announcing of something, such as an alert, for this run: true for one run alone of all that ever ask
	 * with the same key within the journal's days, earlier ones and those that run beside this one included; and true but
	 * once. Where nothing can be written each run is alone. `at` is the server's time, in milliseconds since 1970.
	 */
	announce(key: SafeText, at: number): Promise<boolean>;
	/** The rows of jobs that are kept, in the order in which they were seen; of very many the newest. */
	changes(): Promise<readonly Job[]>;
	/** Ends when all that was recorded is written, or cannot be. */
	close(): Promise<void>;
}

/** What a journal needs. */
export interface JournalOptions {
	readonly files: JournalFiles;
	readonly clock: Clock;
	/** What tells this run of the program from all others. */
	readonly self: SafeText;
	/** How many bytes both files may have together. */
	readonly size?: number;
}

const USUAL_SIZE = 20 * 1024 * 1024;
/** Nothing older counts, in milliseconds; each of the two files covers half of that. */
const OLDEST = 30 * 24 * 3_600_000;
/** So many entries are put into lines at once, and so many letters are written at once: no key waits for more. */
const MOST_AT_ONCE = 100;
const PORTION = 256 * 1024;
/** What could not be written is tried again no sooner, in milliseconds, and no more letters of it wait for that. */
const RETRY = 60_000;
const MOST_WAITING = 1024 * 1024;
const MOST_CHANGES = 4000;

/** How many of the first lines have no more than so many letters together. */
function countWithin(lines: readonly string[], letters: number): number {
	let count = 0;
	for (let room = letters; count < lines.length; count += 1) {
		room -= lines[count]?.length ?? 0;
		if (room < 0) break;
	}
	return count;
}

/** Creates a journal; it reads and writes nothing before it is started. */
export function createJournal({ files, clock, self, size = USUAL_SIZE }: JournalOptions): Journal {
	const recollection = createRecollection();
	const memory = createStore(NO_MEMORY);
	const keeping = createStore<Keeping>({ problem: null, bytes: 0, skipped: 0 });
	const isTooOld = (at: number, oldest: number) => at < clock.now() - oldest;
	const keeper = createKeeper({
		files,
		size,
		isAged: began => isTooOld(began, OLDEST / 2),
		take: line => void (isTooOld(line.entry.at, OLDEST) || recollection.take(line)),
		essentials: () => recollection.essentials().filter(({ at }) => !isTooOld(at, OLDEST)),
	});
	/** Recorded, and not yet compared with what is known. */
	const pending: JournalEntry[] = [];
	/** Lines that are still to be written. */
	let waiting: string[] = [];
	let retryAt = Number.NEGATIVE_INFINITY;
	let turn: Promise<void> = Promise.resolve();
	let isDue = false;

	function publish(change: Partial<Memory> = {}): void {
		const acknowledgements = pending.reduce(acknowledge, recollection.acknowledgements());
		const before = memory.get();
		if (Object.keys(change).length === 0 && before.acknowledgements === acknowledgements) return;
		memory.set({ ...before, acknowledgements, ...change });
	}

	/** Does what needs the disk, unless it refused a moment ago, and remembers why where it refuses. */
	async function attempt(step: () => Promise<void>): Promise<void> {
		if (clock.monotonic() < retryAt) return;
		let problem: SafeText | null = null;
		try {
			await step();
		} catch (error) {
			if (!(error instanceof FailureError)) throw error;
			retryAt = clock.monotonic() + RETRY;
			problem = describeFailure(error.failure).message;
		}
		keeping.set({ problem, bytes: keeper.bytes(), skipped: keeper.skipped() });
	}

	/** Puts what is news among the entries into lines. */
	function writeNews(entries: readonly JournalEntry[]): string[] {
		return entries.flatMap(entry => {
			const { line, digest } = writeLine(entry);
			return line.length <= LONGEST_LINE && recollection.take({ entry, digest }) ? [line] : [];
		});
	}

	async function write(): Promise<void> {
		await attempt(async () => {
			while (waiting.length > 0) {
				const portion = Math.max(1, countWithin(waiting, Math.min(PORTION, size / 8)));
				await keeper.write(waiting.slice(0, portion).join(''));
				waiting = waiting.slice(portion);
			}
		});
		waiting = waiting.slice(0, countWithin(waiting, MOST_WAITING));
	}

	async function flush(): Promise<void> {
		isDue = false;
		while (pending.length > 0) {
			await attempt(keeper.catchUp);
			waiting.push(...writeNews(pending.splice(0, MOST_AT_ONCE)));
			await write();
		}
		await write();
		publish();
	}

	function inTurn(step: () => Promise<void>): Promise<void> {
		turn = turn.then(step);
		return turn;
	}

	return {
		memory,
		keeping,
		start: () =>
			inTurn(async () => {
				await attempt(async () => {
					await keeper.readOlder();
					await keeper.catchUp();
				});
				const errors = rememberErrors(recollection.troubles());
				publish({ isRead: true, errors, seen: recollection.seen(), lastKey: recollection.lastKey() });
				await flush();
			}),
		record(entries) {
			pending.push(...entries);
			if (entries.some(({ kind }) => kind === 'acknowledged' || kind === 'withdrawn')) publish();
			if (entries.length === 0 || isDue || !memory.get().isRead) return;
			isDue = true;
			void inTurn(flush);
		},
		async announce(key, at) {
			let isOurs = false;
			await inTurn(async () => {
				await attempt(keeper.catchUp);
				if (recollection.announcer(key) !== null) return;
				const entry = { kind: 'announced', at, key, by: self } as const;
				const { line, digest } = writeLine(entry);
				waiting.push(line);
				await write();
				// Another's line may have come first: who reads it before ours lets it have its way.
				await attempt(keeper.catchUp);
				recollection.take({ entry, digest });
				isOurs = recollection.announcer(key) === self;
			});
			return isOurs;
		},
		async changes() {
			let kept: Job[] = [];
			await inTurn(() =>
				attempt(async () => {
					await readJournal(files, entry => {
						if (entry.kind !== 'job' || isTooOld(entry.at, OLDEST)) return;
						kept.push(parseJob(entry.row, entry.of));
						if (kept.length > 2 * MOST_CHANGES) kept = kept.slice(-MOST_CHANGES);
					});
				}),
			);
			return kept.slice(-MOST_CHANGES);
		},
		close: () =>
			inTurn(async () => {
				await flush();
				await attempt(keeper.close);
			}),
	};
}
