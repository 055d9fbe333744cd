import type { Zone } from '../model/format.ts';
import type { SafeText } from '../model/safe-text.ts';
import { INITIAL_QUERY, type Query } from '../model/view.ts';
import { type Cursor, FIRST_ROW } from './scroll.ts';

/** What the keys mean at the moment: where the reader is. `filter` is the only one in which letters are text. */
export type Mode = 'list' | 'detail' | 'filter' | 'help' | 'sort' | 'connection';

/** The tabs of the detail pane, in their order. */
export const DETAIL_TABS = ['errors', 'orgs', 'raw'] as const;

/** One tab of the detail pane. */
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Which pane fills the screen, if one does. */
export type Zoom = 'none' | 'list' | 'detail';

/** All that the reader's keys have changed. Nothing of it comes from the server. */
export interface UiState {
	readonly mode: Mode;
	readonly size: { readonly columns: number; readonly rows: number };
	readonly query: Query;
	/** Whether the reader has chosen what to show; until then small screens choose the problems. */
	readonly queryChosen: boolean;
	readonly cursor: Cursor;
	readonly tab: DetailTab;
	/** First line shown of the detail pane, and the job for which it was scrolled there. */
	readonly detail: { readonly id: SafeText | null; readonly top: number };
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
	/** First line shown of the help. */
	readonly overlayTop: number;
	/** The line under the cursor of the sort menu. */
	readonly sortIndex: number;
}

/** How the monitor starts, for a terminal of this size. */
export function initialUiState(size: UiState['size'], query: Query = INITIAL_QUERY, zone: Zone = 'utc'): UiState {
	return {
		mode: 'list',
		size,
		query,
		queryChosen: query !== INITIAL_QUERY,
		cursor: FIRST_ROW,
		tab: 'errors',
		detail: { id: null, top: 0 },
		preview: { shown: true, place: 'auto', growth: 0 },
		zoom: 'none',
		wrap: true,
		timeStyle: 'absolute',
		zone,
		overlayTop: 0,
		sortIndex: 0,
	};
}
