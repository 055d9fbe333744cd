import { type Clock, stamp } from '../live/clock.ts';
import type { Poller } from '../live/poller.ts';
import { createStore, type Store } from '../live/store.ts';
import type { Answer } from '../model/answer.ts';
import type { Job } from '../model/job.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import { objectionTo, remarksOf, unacknowledged } from './acknowledging.ts';
import { type Action, type Command, reduce, type Scene } from './actions.ts';
import { type Statement, tellAloud } from './aloud.ts';
import type { Chord } from './bindings/binding.ts';
import { filterOfRow, isProblemRow } from './content.ts';
import { detailTopOf, drawFrame, extentsOf, type Frame, matchesOf } from './frame/frame.ts';
import type { Facts } from './frame/overlays.ts';
import { frameText } from './frame/text.ts';
import type { JournalPort } from './journal-port.ts';
import { resolve } from './keymap.ts';
import { watchLink } from './link-log.ts';
import { isNearOlder, type LoadingPorts, stopsLoading } from './loading.ts';
import { createNotices } from './notices.ts';
import { runLine } from './palette.ts';
import { createPresenter, type Identity, type Input, type Presentation } from './present.ts';
import { settleCursor } from './scroll.ts';
import type { Status } from './status.ts';
import { type Taking, type TakingPorts, take } from './taking.ts';
import { createTimeTravel } from './time-travel.ts';
import { isTyping } from './typing.ts';
import type { UiState } from './ui-state.ts';

/** What the session needs of the world. */
export interface SessionPorts {
	readonly poller: Pick<Poller<Answer>, 'store' | 'refresh' | 'pause' | 'resume'>;
	readonly clock: Clock;
	readonly loading: LoadingPorts;
	/** Milliseconds between polls. */
	readonly interval: number;
	/** Where we are and as whom, as far as it is known by now. */
	readonly identity: () => Identity;
	/** What the connection overlay tells, worked out when it is looked at. */
	readonly facts: Facts;
	/** Ends the monitor; `leaving` asks for the last state to stay on the terminal. */
	readonly quit: (leaving: boolean) => void;
	readonly journal: JournalPort;
	readonly taking: TakingPorts;
	/** The program and its version. */
	readonly tool: SafeText;
	readonly redraw: () => void;
	readonly suspend: () => void;
}

/** The monitor without its screen: it takes keys, and tells what is to be seen at any moment. */
export interface Session {
	readonly ui: Store<UiState>;
	press(chord: Chord): void;
	/** Pasted text: letters of a line that is being typed, nothing anywhere else. */
	paste(text: string): void;
	resize(size: UiState['size']): void;
	frame(): Frame;
	/** What the frame says, as sentences. */
	aloud(): readonly Statement[];
	status(): Status;
	/** Tells the reader something in the last line. */
	tell(notice: SafeText): void;
}

/** More than any filter takes; the rest is not looked at. In UTF-16 units. */
const LONGEST_PASTE = 1000;
/** What no key types: controls, and halves of characters. */
const UNTYPABLE = /[\p{Cc}\p{Cs}]/gu;

const NO_JOBS: readonly Job[] = [];

/** Actions that move the cursor; nothing else asks for older jobs. */
const MOVES: readonly Action['type'][] = ['move', 'jump', 'problem'];

/** Starts a session on a poller. Nothing runs in it: it answers. */
export function createSession(ports: SessionPorts, initial: UiState): Session {
	const { poller, loading, clock, interval, identity, facts, journal } = ports;
	const ui = createStore(initial);
	const present = createPresenter();
	const seen = watchLink(poller.store, journal);

	const held = () => poller.store.get().data?.jobs ?? NO_JOBS;
	const isReplay = initial.past !== null;
	const past = createTimeTravel(journal, ui, held, isReplay);
	ui.subscribe(past.follow);
	past.follow();

	const look = (): { input: Input; presentation: Presentation } => {
		const input = past.see({
			snapshot: poller.store.get(),
			ui: ui.get(),
			now: stamp(clock),
			interval,
			identity: identity(),
			seen: seen.get(),
			memory: journal.memory.get(),
			problem: journal.problem(),
		});
		return { input, presentation: present(input) };
	};

	const sceneOf = (input: Input, presentation: Presentation): Scene => {
		const { content, ids, place, layout, context } = presentation;
		return {
			ids,
			place,
			layout,
			moments: past.moments,
			isReplay,
			unacknowledged: unacknowledged(presentation),
			rowFilter: filterOfRow(content, place.index),
			isProblem: index => isProblemRow(content, index, context.stuck),
			detailTop: detailTopOf(input.ui, presentation),
			matches: () => matchesOf(input, presentation),
			...extentsOf(input, presentation, facts),
		};
	};

	const notices = createNotices({ clock, poller: poller.store, journal, seen, ui });
	const { tell } = notices;

	const takeAlong = async (what: Taking) => {
		const { input, presentation } = look();
		// In one line there is no row to be meant, and no room to say what became of it.
		if (presentation.layout.kind === 'line') return;
		const { data, dataAt } = input.snapshot;
		const { rows } = presentation.content;
		const { index } = presentation.place;
		const chosen = presentation.ids.flatMap((id, row) => (presentation.marked.has(id) ? [row] : []));
		const source = {
			presentation,
			identity: input.identity,
			tool: ports.tool,
			asOf: dataAt === null ? null : dataAt.wall + (data?.clockOffset ?? 0),
			indexes: chosen.length > 0 || index === -1 ? chosen : [index],
			shown: chosen.length > 0 ? chosen : [...rows.keys()],
			screen: () => frameText(drawFrame(input, presentation, facts)),
		};
		tell(await take(what, source, ports.taking));
	};

	const leave = (leaving: boolean) => {
		notices.leave();
		ports.quit(leaving);
	};

	const switchBell = () => {
		const bell = !ui.get().bell;
		ui.set({ ...ui.get(), bell });
		tell(bell ? safe`bell on` : safe`bell off`);
	};

	const commands: Readonly<Record<Command, () => void>> = {
		quit: () => leave(false),
		'quit-leaving': () => leave(true),
		refresh: () => poller.refresh(),
		'load-all': () => loading.load(Number.POSITIVE_INFINITY),
		pause: () => (poller.store.get().pause === null ? poller.pause() : poller.resume()),
		redraw: ports.redraw,
		'copy-name': () => void takeAlong('copy-name'),
		'copy-evidence': () => void takeAlong('copy-evidence'),
		'show-path': () => void takeAlong('show-path'),
		'save-screen': () => void takeAlong('save-screen'),
		'save-data': () => void takeAlong('save-data'),
		suspend: ports.suspend,
		bell: switchBell,
	};

	const settle = () => {
		const { input, presentation } = look();
		const { list } = presentation.layout;
		if (list === null) return;
		const cursor = settleCursor(input.ui.cursor, presentation.ids, list.rows);
		if (cursor !== input.ui.cursor) ui.set({ ...input.ui, cursor });
	};
	poller.store.subscribe(settle);
	settle();

	/** Leaves the palette, and does what was typed there. */
	const run = () => {
		const { line } = ui.get();
		const outcome = runLine(line.text, line.choice);
		ui.set({ ...ui.get(), mode: line.from });
		if (typeof outcome === 'string') tell(outcome);
		else if (outcome !== null) perform(outcome);
	};

	const perform = (action: Action) => {
		const { input, presentation } = look();
		if (action.type === 'command') return commands[action.command]();
		if (action.type === 'run') return run();
		if (action.type === 'leave' && (input.past === null || isReplay)) return leave(false);
		if (presentation.layout.kind === 'line') return;
		if (action.type === 'limit') return loading.load(action.count);
		if (action.type === 'back' && stopsLoading(input)) return loading.stop();
		const objection = objectionTo(action, input, presentation);
		if (objection !== null) return tell(objection);
		journal.record(remarksOf(action, input, presentation));
		ui.set(reduce(input.ui, action, sceneOf(input, presentation)));
		if (MOVES.includes(action.type) && input.past === null && isNearOlder(look().presentation)) loading.older();
	};

	const press = (chord: Chord) => {
		notices.hear();
		// In one line nothing is to be seen of where the reader was, nor of what keys would change.
		const isLine = look().presentation.layout.kind === 'line';
		const action = resolve(chord, isLine ? 'list' : ui.get().mode);
		if (action !== null) perform(action);
	};

	return {
		ui,
		press,
		paste(text) {
			if (!isTyping(ui.get().mode)) return;
			const letters = text
				.slice(0, LONGEST_PASTE)
				.replace(/[\r\n\t]+/g, ' ')
				.replace(UNTYPABLE, '');
			perform({ type: 'text', text: letters });
		},
		resize(size) {
			const { columns, rows } = ui.get().size;
			if (columns !== size.columns || rows !== size.rows) ui.set({ ...ui.get(), size });
		},
		frame() {
			const { input, presentation } = look();
			return drawFrame(input, presentation, facts);
		},
		aloud() {
			const { input, presentation } = look();
			return tellAloud(input, presentation, facts);
		},
		status: () => look().presentation.status,
		tell,
	};
}
