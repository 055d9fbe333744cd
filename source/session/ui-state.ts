import type { Zone } from '../model/format.ts';
import type { Trouble } from '../model/journal-entry.ts';
import type { SafeText } from '../model/safe-text.ts';
import { INITIAL_QUERY, type Query } from '../model/view.ts';
import type { Marks } from './marks.ts';
import { type Cursor, FIRST_ROW } from './scroll.ts';

/** What the keys mean at the moment: where the reader is. */
export type Mode = 'list' | 'detail' | 'filter' | 'command' | 'search' | 'note' | 'help' | 'sort' | 'connection';

/** What the list can show, in the order of the keys `[` and `]`. */
export const VIEWS = ['jobs', 'organizations', 'errors', 'timeline'] as const;

/** One thing that the list can show. */
export type ViewName = (typeof VIEWS)[number];

/** Where the reader was in a view when leaving it. */
export interface Aside {
	readonly cursor: Cursor;
	readonly filter: string;
}

/** How the detail pane was scrolled. */
export interface Scrolled {
	/** The row for which that was; for another it counts no more. */
	readonly id: SafeText | null;
	/** The first line shown. */
	readonly top: number;
	/** The line of the match that was gone to; null before any. */
	readonly match: number | null;
}

/** A detail pane at its beginning. */
export const UNSCROLLED: Scrolled = { id: null, top: 0, match: null };

/** Leaves the present view for another, where the reader finds everything as it was left. */
export function switchView(ui: UiState, view: ViewName): UiState {
	const aside = ui.asides[view] ?? { cursor: FIRST_ROW, filter: '' };
	return {
		...ui,
		view,
		asides: { ...ui.asides, [ui.view]: { cursor: ui.cursor, filter: ui.query.filter } },
		cameFrom: null,
		cursor: aside.cursor,
		query: { ...ui.query, filter: aside.filter },
		detail: UNSCROLLED,
		mode: 'list',
		zoom: ui.zoom === 'detail' ? 'list' : ui.zoom,
	};
}

/** The tabs of the detail pane, in their order. */
export const DETAIL_TABS = ['errors', 'orgs', 'diff', 'raw'] as const;

/** One tab of the detail pane. */
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Which pane fills the screen, if one does. */
export type Zoom = 'none' | 'list' | 'detail';

/** All that the reader's keys have changed. Nothing of it comes from the server. */
export interface UiState {
	readonly mode: Mode;
	readonly view: ViewName;
	/** Where the reader was in the other views; cursor and filter below are those of the present one. */
	readonly asides: Readonly<Partial<Record<ViewName, Aside>>>;
	/** The view whose row chose the jobs that are shown: Esc goes back there. */
	readonly cameFrom: ViewName | null;
	readonly size: { readonly columns: number; readonly rows: number };
	readonly query: Query;
	/** Whether the reader has chosen what to show; until then small screens choose the problems. */
	readonly queryChosen: boolean;
	readonly cursor: Cursor;
	readonly tab: DetailTab;
	readonly detail: Scrolled;
	readonly marks: Marks;
	/** What is looked for in the detail pane, and in the help. */
	readonly searches: { readonly detail: string; readonly help: string };
	readonly preview: {
		readonly shown: boolean;
		readonly place: 'auto' | 'below' | 'right';
		/** Steps by which the reader has made it larger. */
		readonly growth: number;
	};
	readonly zoom: Zoom;
	readonly wrap: boolean;
	readonly timeStyle: 'absolute' | 'relative';
	readonly zone: Zone;
	/** Whether the terminal's bell tells of changes. */
	readonly bell: boolean;
	/** First line shown of the help. */
	readonly overlayTop: number;
	/** The line that is being typed, but for the filter: its text, what is chosen of what it may become, where it began. */
	readonly line: { readonly text: string; readonly choice: number; readonly from: 'list' | 'detail' | 'help' };
	/** Where in the past the reader is, in milliseconds since 1970 by the server's clock; null for now. */
	readonly past: number | null;
	/** What a note that is being typed is about. */
	readonly noted: readonly Trouble[];
	/** What the last line says instead of the keys, until a later key; null for nothing. */
	readonly notice: SafeText | null;
	/** The line under the cursor of the sort menu. */
	readonly sortIndex: number;
}

/** How the monitor starts, for a terminal of this size. */
export function initialUiState(
	size: UiState['size'],
	query: Query = INITIAL_QUERY,
	{ zone = 'utc', bell = false }: Partial<Pick<UiState, 'zone' | 'bell'>> = {},
): UiState {
	return {
		mode: 'list',
		view: 'jobs',
		asides: {},
		cameFrom: null,
		size,
		query,
		queryChosen: query !== INITIAL_QUERY,
		cursor: FIRST_ROW,
		tab: 'errors',
		detail: UNSCROLLED,
		preview: { shown: true, place: 'auto', growth: 0 },
		marks: {},
		searches: { detail: '', help: '' },
		zoom: 'none',
		wrap: true,
		timeStyle: 'absolute',
		zone,
		bell,
		overlayTop: 0,
		line: { text: '', choice: 0, from: 'list' },
		past: null,
		noted: [],
		notice: null,
		sortIndex: 0,
	};
}
