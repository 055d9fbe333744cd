import { createMemoryFiles, type JournalFiles } from '../../source/journal/files.ts';
import { createJournal, type Journal } from '../../source/journal/journal.ts';
import type { Snapshot } from '../../source/live/poller.ts';
import { createStore } from '../../source/live/store.ts';
import type { Answer } from '../../source/model/answer.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { frameText } from '../../source/session/frame/text.ts';
import type { Identity } from '../../source/session/present.ts';
import { createSession, type Session, type SessionPorts } from '../../source/session/session.ts';
import type { Saved } from '../../source/session/taking.ts';
import { initialUiState } from '../../source/session/ui-state.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { answer, NOW } from './jobs.ts';

/** A session on a stage: its poller says what the test wants, and what it asks of the world is written down. */
export interface Stage {
	readonly session: Session;
	readonly clock: FakeClock;
	readonly poller: SessionPorts['poller'];
	/** What was asked for, in order: `quit`, `refresh`, `pause` … */
	readonly asked: readonly string[];
	/** What was taken along, in order: what it is, and the text. */
	readonly taken: readonly (readonly [what: 'copy' | Saved, text: string])[];
	/** Holds nothing, and waits to be started. */
	readonly journal: Journal;
	/** Changes what the poller knows. */
	know(change: Partial<Snapshot<Answer>>): void;
	/** Presses keys, separated by blanks. */
	press(chords: string): void;
	/** The frame as lines, blanks at their ends left out. */
	lines(): string[];
}

const USUAL: Identity = {
	server: safe`cm.example.net`,
	user: safe`alice`,
	simulated: false,
	verified: true,
	asked: safe``,
};

/** What the poller knows when all is well: the story's jobs, this very moment. */
export const ALL_WELL: Snapshot<Answer> = {
	data: answer(),
	dataAt: { wall: NOW, monotonic: 0 },
	failure: null,
	failures: 0,
	failingSince: null,
	activity: { kind: 'waiting', until: 5000 },
	pause: null,
	polls: 1,
};

/** Terminals of all kinds, from a wall to a crack in it. */
export const SIZES = [
	[200, 60],
	[120, 40],
	[80, 24],
	[40, 12],
	[20, 6],
	[60, 3],
] as const;

/** Sets the stage for a terminal of a size; without further words all is well and the story's jobs are known. */
export function setStage(
	columns: number,
	rows: number,
	change: Partial<Snapshot<Answer>> = {},
	identity: Partial<Identity> = {},
	files: JournalFiles = createMemoryFiles(),
): Stage {
	const clock = createFakeClock(NOW);
	const asked: string[] = [];
	const taken: (readonly ['copy' | Saved, string])[] = [];
	const ask = (what: string) => () => void asked.push(what);
	const store = createStore<Snapshot<Answer>>({ ...ALL_WELL, ...change });
	const poller = { store, refresh: ask('refresh'), pause: ask('pause'), resume: ask('resume') };
	const journal = createJournal({ files, clock, self: safe`this run` });
	const session = createSession(
		{
			poller,
			loading: { older: ask('older'), load: count => void asked.push(`load ${count}`), stop: ask('stop-loading') },
			clock,
			interval: 5000,
			identity: () => ({ ...USUAL, ...identity }),
			facts: () => [
				{ what: safe`server`, value: safe`https://cm.example.net` },
				{ what: safe`user`, value: safe`alice` },
			],
			quit: leaving => void asked.push(leaving ? 'quit-leaving' : 'quit'),
			journal: { ...journal, problem: () => journal.keeping.get().problem },
			taking: {
				async copy(text) {
					taken.push(['copy', text]);
					return { kind: 'tmux' };
				},
				async save(what, text) {
					taken.push([what, text]);
					return toSafeText(`/home/alice/${what}`);
				},
			},
			tool: safe`cckm-top 1.2.3`,
			redraw: ask('redraw'),
			suspend: ask('suspend'),
		},
		initialUiState({ columns, rows }),
	);
	return {
		session,
		clock,
		journal,
		poller,
		asked,
		taken,
		know: more => store.set({ ...store.get(), ...more }),
		press: chords => {
			for (const chord of chords.split(' ')) session.press(chord);
		},
		lines: () => frameText(session.frame()).replace(/\n$/, '').split('\n'),
	};
}
