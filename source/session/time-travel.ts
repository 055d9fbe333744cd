import type { Store } from '../live/store.ts';
import { NO_ANSWER } from '../model/answer.ts';
import type { Job } from '../model/job.ts';
import { type Past, pastOf } from '../model/past.ts';
import type { JournalPort } from './journal-port.ts';
import type { Input } from './present.ts';
import type { UiState } from './ui-state.ts';

/** The moment of the past that is looked at. */
export interface PastMoment {
	/** In milliseconds since 1970 by the server's clock. */
	readonly at: number;
	/** The same of now. */
	readonly now: number;
	/** Which change it is, counted from one, and of how many. */
	readonly index: number;
	readonly count: number;
	/** Whether there is no now to go back to. */
	readonly isReplay: boolean;
}

/** Shows the past where the reader is there; polling goes on meanwhile. */
export interface TimeTravel {
	/** What is to be seen: that of now, or of the moment at which the reader is. */
	see(now: Omit<Input, 'past'>): Input;
	/** When something changed: nothing but for who is in the past, or about to go there. */
	moments(): readonly number[];
	/** To be told of each change of the state: what the past takes is fetched, and let go again. */
	follow(): void;
}

const NO_JOBS: readonly Job[] = [];

/** Gets ready to go into the past; `held` are the jobs of now, and a replay has none. */
export function createTimeTravel(
	journal: JournalPort,
	ui: Store<UiState>,
	held: () => readonly Job[],
	isReplay: boolean,
): TimeTravel {
	let changes: readonly Job[] = NO_JOBS;
	let isAway = false;
	let known: { readonly changes: readonly Job[]; readonly held: readonly Job[]; readonly past: Past } | null = null;
	let seen: { readonly of: Input['seen']; readonly at: number; readonly until: Input['seen'] } | null = null;
	let shown: { readonly past: Past; readonly at: number; readonly jobs: readonly Job[] } | null = null;

	const past = (): Past => {
		const now = held();
		if (known === null || known.changes !== changes || known.held !== now)
			known = { changes, held: now, past: pastOf(changes, now) };
		return known.past;
	};

	const jobsAt = (at: number): readonly Job[] => {
		const whole = past();
		if (shown === null || shown.past !== whole || shown.at !== at) shown = { past: whole, at, jobs: whole.jobsAt(at) };
		return shown.jobs;
	};

	const seenUntil = (events: Input['seen'], at: number): Input['seen'] => {
		if (seen === null || seen.of !== events || seen.at !== at)
			seen = { of: events, at, until: events.filter(event => event.at <= at) };
		return seen.until;
	};

	const begin = async () => {
		const kept = await journal.changes();
		if (!isAway) return;
		changes = kept;
		const { moments } = past();
		// Who has not moved yet is at the last change.
		const { past: at } = ui.get();
		ui.set({ ...ui.get(), past: at === null || isReplay ? (moments.at(-1) ?? at) : at });
	};

	return {
		moments: () => past().moments,
		follow() {
			const isPast = ui.get().past !== null;
			if (isPast === isAway) return;
			isAway = isPast;
			if (isPast) void begin();
			else [changes, known, seen, shown] = [NO_JOBS, null, null, null];
		},
		see(now) {
			if (now.ui.past === null) return { ...now, past: null };
			const { moments } = past();
			const index = Math.max(
				0,
				moments.findLastIndex(moment => moment <= (now.ui.past ?? 0)),
			);
			const at = moments[index] ?? now.now.wall;
			const { snapshot } = now;
			const jobs = jobsAt(at);
			const organizations = snapshot.data?.organizations ?? journal.organizations ?? NO_ANSWER.organizations;
			const data = { ...(snapshot.data ?? NO_ANSWER), organizations, jobs, total: jobs.length, complete: true };
			return {
				...now,
				snapshot: { ...snapshot, data },
				seen: seenUntil(now.seen, at),
				past: { at, now: now.now.wall, index: Math.min(index + 1, moments.length), count: moments.length, isReplay },
			};
		},
	};
}

/** Where the reader is after a step through the changes; null is now, which a replay does not have. */
export function travel(
	past: number | null,
	step: 'toggle' | 'earlier' | 'later' | 'now',
	moments: readonly number[],
	isReplay: boolean,
): number | null {
	const last = moments.at(-1) ?? null;
	if (step === 'now') return isReplay ? last : null;
	if (step === 'toggle') return past === null || isReplay ? last : null;
	if (past === null) return null;
	const here = moments.findLastIndex(moment => moment <= past);
	return moments[step === 'earlier' ? Math.max(0, here - 1) : Math.min(here + 1, moments.length - 1)] ?? past;
}
