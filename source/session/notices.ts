import type { Clock } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Store } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import type { SafeText } from '../model/safe-text.ts';
import { storyOf } from '../model/story.ts';
import { tellSince, timelineOf } from '../model/timeline.ts';
import { AWAY_AFTER, createAway } from './away.ts';
import type { JournalPort } from './journal-port.ts';
import type { LinkLog } from './link-log.ts';
import type { UiState } from './ui-state.ts';

/** Keys are kept no more often, in milliseconds: where the program ends by force it is known that well when the reader left. */
const KEYS_APART = 60_000;

/** What the last line tells the reader for once. */
export interface Notices {
	/** To be told of each key: what came of it stays until it was read, and who comes back is told what happened. */
	hear(): void;
	/** Says something. */
	tell(notice: SafeText): void;
	/** To be told when the reader leaves. */
	leave(): void;
}

/** What notices are made from. */
export interface NoticePorts {
	readonly clock: Clock;
	readonly poller: Pick<Store<Snapshot<Answer>>, 'get' | 'subscribe'>;
	readonly journal: JournalPort;
	readonly seen: LinkLog;
	readonly ui: Store<UiState>;
}

/** Begins with a reader who was last here when an earlier run says. */
export function createNotices({ clock, poller, journal, seen, ui }: NoticePorts): Notices {
	const away = createAway(clock);
	let keptAt = Number.NEGATIVE_INFINITY;
	let isWelcomed = false;
	const serverNow = () => clock.now() + (poller.get().data?.clockOffset ?? 0);

	const tell = (notice: SafeText) => {
		away.told();
		ui.set({ ...ui.get(), notice });
	};

	/** What happened since somebody was here, in milliseconds since 1970 by the server's clock; null where nothing did. */
	const tellAbsence = (since: number): SafeText | null => {
		const jobs = poller.get().data?.jobs ?? [];
		const notice = tellSince(timelineOf(storyOf(jobs), seen.get()), since, serverNow());
		if (notice !== null) seen.add({ kind: 'looked', at: since });
		return notice;
	};

	/** Tells once what happened between two runs. */
	const welcome = () => {
		const { isRead, lastKey } = journal.memory.get();
		if (isWelcomed || !isRead || poller.get().data === null) return;
		isWelcomed = true;
		if (lastKey === null || serverNow() - lastKey < AWAY_AFTER) return;
		const notice = tellAbsence(lastKey);
		if (notice !== null) tell(notice);
	};
	journal.memory.subscribe(welcome);
	poller.subscribe(welcome);
	welcome();

	const keepKey = () => {
		keptAt = clock.monotonic();
		journal.record([{ kind: 'key', at: serverNow() }]);
	};

	return {
		tell,
		hear() {
			const left = away.back();
			const notice = left === null ? null : tellAbsence(left + serverNow() - clock.now());
			if (notice !== null) tell(notice);
			else if (ui.get().notice !== null && away.isRead()) ui.set({ ...ui.get(), notice });
			if (clock.monotonic() - keptAt >= KEYS_APART) keepKey();
		},
		leave: keepKey,
	};
}
