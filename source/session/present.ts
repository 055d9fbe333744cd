import type { Stamp } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer, Organizations } from '../model/answer.ts';
import { findStuck } from '../model/durations.ts';
import { idLength, type JobContext } from '../model/fields.ts';
import type { FilterProblem } from '../model/filter.ts';
import type { Job } from '../model/job.ts';
import type { Memory } from '../model/memory.ts';
import { rememberLast, shareFields } from '../model/remember.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import type { Schedule } from '../model/schedules.ts';
import type { LinkEvent, LookEvent } from '../model/timeline.ts';
import { countGroups, INITIAL_QUERY, type Query } from '../model/view.ts';
import { createChooser } from './choose.ts';
import { type Content, jobOfRow } from './content.ts';
import { type ErrorKnowledge, knowledgeOf } from './knowledge.ts';
import { chooseLayout, type Layout } from './layout.ts';
import { marksOf } from './marks.ts';
import { createOverview, type OverviewRows } from './overview.ts';
import { type Place, placeCursor } from './scroll.ts';
import { describePast, describeStatus, type Status } from './status.ts';
import type { PastMoment } from './time-travel.ts';
import { beneathSearch } from './typing.ts';
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
	/** What was seen of the link and of the reader, newest last. */
	readonly seen: readonly (LinkEvent | LookEvent)[];
	/** The moment of the past that all of this is of; null for now. */
	readonly past: PastMoment | null;
	/** What is kept of earlier runs, and of what the reader said. */
	readonly memory: Memory;
	/** Why the journal is not kept at the moment, null while it is. */
	readonly problem: SafeText | null;
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
	/** How many of all jobs held are in each health group. */
	readonly counts: readonly number[];
	readonly content: Content;
	/** The rows of the other views, where they are shown below the jobs. */
	readonly overview: OverviewRows | null;
	/** How many rows the present view has without filter and toggles. */
	readonly held: number;
	readonly problem: FilterProblem | null;
	readonly ids: readonly SafeText[];
	readonly place: Place;
	/** The ids of the rows that are marked, be they shown or not. */
	readonly marked: ReadonlySet<SafeText>;
	/** The job that the row under the cursor is about. */
	readonly selected: Job | null;
	readonly context: JobContext;
	readonly schedules: readonly Schedule[];
	/** What the reader, or an earlier run, already knows of errors. */
	readonly knowledge: ErrorKnowledge;
}

const NO_JOBS: readonly Job[] = [];
const NO_SCHEDULES: readonly Schedule[] = [];
const NO_ORGANIZATIONS: Organizations = new Map();

/** On a small screen, what is wrong comes first and the rest only when asked for. */
const PROBLEMS_FIRST: Query = { ...INITIAL_QUERY, problemsOnly: true, sort: { key: 'health', descending: true } };

/** Makes the function that works out what is to be seen; it remembers the last choice of rows, which is the costly part. */
export function createPresenter(): (input: Input) => Presentation {
	const choose = createChooser();
	const overview = createOverview();
	const countsOf = rememberLast((jobs: readonly Job[]) => countGroups(jobs));
	const lengthOfIds = rememberLast((jobs: readonly Job[]) => idLength(jobs));
	const knowledgeAbout = rememberLast(knowledgeOf);
	let context: JobContext | null = null;

	return ({ snapshot, ui, now, interval, identity, seen, memory, problem: trouble, past }) => {
		const { data } = snapshot;
		const jobs = data?.jobs ?? NO_JOBS;
		const organizations = data?.organizations ?? NO_ORGANIZATIONS;
		const clockOffset = data?.clockOffset ?? 0;
		const serverNow = past?.at ?? now.wall + clockOffset;
		const link =
			past === null ? describeStatus({ snapshot, interval, now, zone: ui.zone }) : describePast(past, ui.zone);
		const status = trouble === null ? link : { ...link, notes: [...link.notes, safe`NOT KEPT, I why`] };
		const stuck = findStuck(jobs, serverNow);
		const layout = chooseLayout(beneathSearch(ui), !identity.verified);
		const small = layout.kind === 'compact' || layout.kind === 'tiny' || layout.kind === 'line';
		const query = small && !ui.queryChosen ? PROBLEMS_FIRST : ui.query;
		// While all is well, ages are those of the moment of the data: they move with a poll, not with a drawing.
		const told =
			status.fresh && past === null && snapshot.dataAt !== null ? snapshot.dataAt.wall + clockOffset : serverNow;
		const idLength = lengthOfIds(jobs);
		const material = { jobs, organizations, stuck, now: told, idLength, seen, errors: memory.errors };
		const choice = choose(ui.view, query, material);
		const { content, ids, held, problem } = choice;
		const place = placeCursor(ui.cursor, ids, layout.list?.rows ?? ids.length);
		context = shareFields(context, {
			jobs,
			organizations,
			stuck,
			now: told,
			zone: ui.zone,
			timeStyle: ui.timeStyle,
			idLength,
			agesAreTrue: status.fresh,
		});
		return {
			status,
			now: serverNow,
			layout,
			query,
			jobs,
			schedules: data?.schedules ?? NO_SCHEDULES,
			known: data !== null,
			partial: data !== null && !data.complete,
			total: data?.total ?? null,
			counts: countsOf(jobs),
			content,
			overview: layout.overview === null ? null : overview(material),
			held,
			problem,
			ids,
			place,
			marked: marksOf(ui),
			selected: jobOfRow(content, place.index),
			knowledge: knowledgeAbout(jobs, memory),
			context,
		};
	};
}
