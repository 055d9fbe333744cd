import type { Stamp } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer, Organizations } from '../model/answer.ts';
import { findStuck } from '../model/durations.ts';
import { idLength, type JobContext } from '../model/fields.ts';
import type { Job } from '../model/job.ts';
import type { SafeText } from '../model/safe-text.ts';
import { INITIAL_QUERY, type Query, selectView, type View } from '../model/view.ts';
import { chooseLayout, type Layout } from './layout.ts';
import { type Place, placeCursor } from './scroll.ts';
import { describeStatus, type Status } from './status.ts';
import type { UiState } from './ui-state.ts';

/** Where we are and as whom: what the header says before any answer. */
export interface Identity {
	/** Host and port. */
	readonly server: SafeText;
	readonly user: SafeText;
	readonly simulated: boolean;
	/** Whether the server's certificate is checked. */
	readonly verified: boolean;
	/** What the server is asked to leave out, such as `status=failed org=acme`; empty where it is asked for all. */
	readonly asked: SafeText;
}

/** All that the screen is made of. */
export interface Input {
	readonly snapshot: Snapshot<Answer>;
	readonly ui: UiState;
	readonly now: Stamp;
	/** Milliseconds between polls. */
	readonly interval: number;
	readonly identity: Identity;
}

/** What is to be seen, before it is put into lines. */
export interface Presentation {
	readonly status: Status;
	/** The server's time, in milliseconds since 1970. */
	readonly now: number;
	readonly layout: Layout;
	/** The query in force: the reader's, or on a small screen the problems, worst first, until one was chosen. */
	readonly query: Query;
	readonly jobs: readonly Job[];
	/** Whether anything was ever heard of the server: before that no number is known, not even nought. */
	readonly known: boolean;
	/** Whether the server has jobs that are not among them, and how many it has in all where it says so. */
	readonly partial: boolean;
	readonly total: number | null;
	readonly view: View;
	readonly ids: readonly SafeText[];
	readonly place: Place;
	readonly selected: Job | null;
	readonly context: JobContext;
}

const NO_JOBS: readonly Job[] = [];
const NO_ORGANIZATIONS: Organizations = new Map();

/** On a small screen, what is wrong comes first and the rest only when asked for. */
const PROBLEMS_FIRST: Query = { ...INITIAL_QUERY, problemsOnly: true, sort: { key: 'health', descending: true } };

interface Chosen {
	readonly view: View;
	readonly ids: readonly SafeText[];
}

interface Remembered extends Chosen {
	readonly jobs: readonly Job[];
	readonly query: Query;
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
	readonly now: number;
}

/** Makes the function that works out what is to be seen; it remembers the last choice of jobs, which is the costly part. */
export function createPresenter(): (input: Input) => Presentation {
	let last: Remembered | null = null;
	let lastLength: { jobs: readonly Job[]; length: number } = { jobs: NO_JOBS, length: 8 };

	const choose = (
		jobs: readonly Job[],
		query: Query,
		organizations: Organizations,
		stuck: ReadonlySet<SafeText>,
		now: number,
	): Chosen => {
		const known = last;
		if (
			known !== null &&
			known.jobs === jobs &&
			known.query === query &&
			known.organizations === organizations &&
			(!known.view.dependsOnTime || known.now === now) &&
			known.stuck.size === stuck.size &&
			[...stuck].every(id => known.stuck.has(id))
		)
			return known;
		const view = selectView(query, { jobs, organizations, stuck, now });
		last = { view, ids: view.shown.map(job => job.id), jobs, query, organizations, stuck, now };
		return last;
	};

	const lengthOfIds = (jobs: readonly Job[]): number => {
		if (lastLength.jobs !== jobs) lastLength = { jobs, length: idLength(jobs) };
		return lastLength.length;
	};

	return ({ snapshot, ui, now, interval, identity }) => {
		const { data } = snapshot;
		const jobs = data?.jobs ?? NO_JOBS;
		const organizations = data?.organizations ?? NO_ORGANIZATIONS;
		const clockOffset = data?.clockOffset ?? 0;
		const serverNow = now.wall + clockOffset;
		const status = describeStatus({ snapshot, interval, now, zone: ui.zone });
		const stuck = findStuck(jobs, serverNow);
		const layout = chooseLayout(ui, !identity.verified);
		const small = layout.kind === 'compact' || layout.kind === 'tiny' || layout.kind === 'line';
		const query = small && !ui.queryChosen ? PROBLEMS_FIRST : ui.query;
		// While all is well, ages are those of the moment of the data: they move with a poll, not with a drawing.
		const told = status.fresh && snapshot.dataAt !== null ? snapshot.dataAt.wall + clockOffset : serverNow;
		const { view, ids } = choose(jobs, query, organizations, stuck, told);
		const place = placeCursor(ui.cursor, ids, layout.list?.rows ?? ids.length);
		return {
			status,
			now: serverNow,
			layout,
			query,
			jobs,
			known: data !== null,
			partial: data !== null && !data.complete,
			total: data?.total ?? null,
			view,
			ids,
			place,
			selected: view.shown[place.index] ?? null,
			context: {
				organizations,
				stuck,
				now: told,
				zone: ui.zone,
				timeStyle: ui.timeStyle,
				idLength: lengthOfIds(jobs),
				agesAreTrue: status.fresh,
			},
		};
	};
}
