import type { Poller } from '../../source/live/poller.ts';
import type { Answer } from '../../source/model/answer.ts';
import { eventKeys, storyOf } from '../../source/model/story.ts';
import type { Status } from '../../source/session/status.ts';
import type { FakeClock } from './fake-clock.ts';

/** Watches what a monitor shows, at each change of it, and notes what must not be. */
export interface Vigil {
	/** What was wrong, each with its moment; a kind of wrong once. */
	readonly wrongs: readonly string[];
	note(wrong: string): void;
	/** To be told of each drawing. */
	draw(status: Status): void;
	/** The machine slept: what its screen says may be old until the timers have gone on. */
	woke(): void;
	/** How often each job was told to have ended. */
	readonly ends: ReadonlyMap<string, number>;
	/** The jobs that were shown while they ran. */
	readonly seenRunning: ReadonlySet<string>;
	/** How often each word stood in the header. */
	readonly words: Readonly<Record<string, number>>;
}

const SECOND = 1000;
/** After the machine slept its timers still have so long to go. */
const WAKING = 10 * SECOND;

/** What each word of the header must say beside itself once there is data: an age, or the moment of the data. */
const AGES: Readonly<Record<Status['link'], RegExp>> = {
	CONNECTING: /\S/,
	LIVE: /^(?:≤\S*\d+[smhd]|\S+ old)/,
	STALE: /^\d+[smhd].* as of \d\d:\d\d:\d\dZ/,
	PAUSED: /\d/,
	'LOGIN NEEDED': / data as of \d\d:\d\d:\d\dZ/,
	FORBIDDEN: / data as of \d\d:\d\d:\d\dZ/,
	PAST: /\d+ of \d+ change/,
	TLS: / data as of \d\d:\d\d:\d\dZ/,
};

/** Begins to watch; `interval` is the time between polls in milliseconds. */
export function keepVigil(poller: Poller<Answer>, clock: FakeClock, interval: number): Vigil {
	const wrongs = new Map<string, string>();
	const ends = new Map<string, number>();
	const finals = new Map<string, string>();
	const seenRunning = new Set<string>();
	const words: Record<string, number> = {};
	let jobs: Answer['jobs'] = [];
	let told: ReadonlySet<string> = new Set();
	/** What stands on the screen, and until when it may. */
	let shown: { readonly status: Status; readonly until: number } | null = null;

	function note(wrong: string): void {
		const kind = wrong.replace(/\d+/g, '#');
		if (!wrongs.has(kind)) wrongs.set(kind, `${new Date(clock.now()).toISOString()} ${wrong}`);
	}

	/** Tells the ends that are told for the first time, and no job whose end was told may differ from then on. */
	function read(answer: Answer): void {
		if (answer.jobs === jobs) return;
		jobs = answer.jobs;
		if (new Set(jobs.map(({ id }) => id)).size !== jobs.length) note('a job is shown twice');
		for (const { id, status } of jobs) {
			const final = finals.get(id);
			if (final !== undefined && final !== status) note(`${id} was ${final} and is ${status}`);
			if (status === 'in_progress') seenRunning.add(id);
			else finals.set(id, status);
		}
		const keys = storyOf(jobs).flatMap(eventKeys);
		const now = new Set(keys);
		if (now.size !== keys.length) note('an event is told twice in one answer');
		for (const key of now) {
			const [kind, id = ''] = key.split(' ');
			if (kind === 'ended' && !told.has(key)) ends.set(id, (ends.get(id) ?? 0) + 1);
		}
		told = now;
	}

	return {
		get wrongs() {
			return [...wrongs.values()];
		},
		note,
		draw(status) {
			const now = clock.monotonic();
			if (shown?.status.fresh && now > shown.until) {
				note(`${shown.status.link} ${shown.status.notes.join(' ')} stood there ${now - shown.until} ms too long`);
			}
			const { data, dataAt } = poller.store.get();
			if (data === null && jobs.length > 0) note('the data was dropped');
			const stale = dataAt === null ? now : dataAt.monotonic + 2 * interval;
			if (status.fresh !== (dataAt !== null && now <= stale)) note(`${status.link} says fresh ${status.fresh}`);
			if (!status.fresh && status.link === 'LIVE') note('LIVE is not fresh');
			if (data !== null) {
				const said = ` ${status.notes.join('  ')}`;
				if (status.link === 'CONNECTING' || (!AGES[status.link].test(said.slice(1)) && !AGES[status.link].test(said)))
					note(`no age: ${status.link}${said}`);
				read(data);
			}
			words[status.link] = (words[status.link] ?? 0) + 1;
			shown = { status, until: stale + SECOND };
		},
		woke() {
			if (shown !== null) shown = { ...shown, until: Math.max(shown.until, clock.monotonic() + WAKING) };
		},
		ends,
		seenRunning,
		words,
	};
}
