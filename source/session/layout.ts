import type { UiState } from './ui-state.ts';

/** A part of the screen, in columns and rows. */
export interface Area {
	readonly columns: number;
	readonly rows: number;
}

/**
 * What is drawn where. `line`: everything in one line. `tiny`: counts and the worst jobs. `compact`: a list without a head
 * and one line of trouble. `stacked`: list above detail. `side`: list beside detail, and where there is room below them the
 * other views in short. A part without room is null.
 */
export interface Layout extends Area {
	readonly kind: 'line' | 'tiny' | 'compact' | 'stacked' | 'side';
	readonly banner: boolean;
	readonly list: Area | null;
	readonly detail: Area | null;
	readonly overview: Overview | null;
}

/** The other views below the jobs, in rows with the rules above them: organizations beside errors, and the timeline. */
export interface Overview {
	readonly pivots: number;
	readonly timeline: number;
}

/** Lines of a full screen that are neither list nor detail: status, counts, rule with title, and keys. */
const CHROME = 4;
const HEAD = 1;
const RULE = 1;
const COMPACT_NOTE = 1;
/** Below this not even a glyph and an id fit into a row. */
const NARROWEST = 12;
const SIDE_FROM = 160;
const RIGHT_POSSIBLE_FROM = 110;
const DETAIL_SHARE_BELOW = 0.38;
const DETAIL_SHARE_RIGHT = 0.43;
const GROWTH_STEP = 0.06;
/** A list that gives rows away still shows an hour of a busy server. */
const OVERVIEW_FROM = 46;
const PIVOTS_SHARE = 0.18;
const TIMELINE_SHARE = 0.14;

function share(base: number, growth: number): number {
	return Math.max(0.15, Math.min(0.8, base + growth * GROWTH_STEP));
}

/** Decides what is drawn where from the size of the terminal and what the reader asked for. Never refuses a size. */
export function chooseLayout(ui: UiState, insecure: boolean): Layout {
	const { columns, rows } = ui.size;
	if (rows <= 3 || columns < NARROWEST) {
		return { kind: 'line', columns, rows, banner: false, list: null, detail: null, overview: null };
	}
	const banner = insecure && rows >= 8;
	const free = rows - (banner ? 1 : 0);
	const common = { columns, rows, banner, overview: null };
	const inDetail = ui.mode === 'detail' || ui.zoom === 'detail';
	const alone = (kind: Layout['kind'], part: 'list' | 'detail', height: number): Layout => {
		const area = { columns, rows: Math.max(height, 1) };
		return { ...common, kind, list: part === 'list' ? area : null, detail: part === 'detail' ? area : null };
	};
	if (columns < 40 || rows < 12) {
		return inDetail ? alone('tiny', 'detail', free - 2) : alone('tiny', 'list', free - 2);
	}
	if (columns < 80 || rows < 24) {
		if (inDetail) return alone('compact', 'detail', free - CHROME);
		return alone('compact', 'list', free - CHROME - RULE - COMPACT_NOTE);
	}
	const body = free - CHROME;
	if (ui.zoom === 'detail') return alone('stacked', 'detail', body);
	if (ui.zoom === 'list' || !(ui.preview.shown || inDetail)) return alone('stacked', 'list', body - HEAD);
	if (isRight(ui)) {
		const detail = Math.round((columns - 1) * share(DETAIL_SHARE_RIGHT, ui.preview.growth));
		const overview = ui.view === 'jobs' && columns >= SIDE_FROM ? overviewIn(body) : null;
		const height = body - (overview === null ? 0 : overview.pivots + overview.timeline);
		return {
			...common,
			kind: 'side',
			list: { columns: columns - 1 - detail, rows: height - HEAD },
			detail: { columns: detail, rows: height },
			overview,
		};
	}
	const detail = Math.round(body * share(DETAIL_SHARE_BELOW, ui.preview.growth));
	return {
		...common,
		kind: 'stacked',
		list: { columns, rows: Math.max(body - HEAD - RULE - detail, 1) },
		detail: { columns, rows: Math.min(detail, body - HEAD - RULE - 1) },
	};
}

function overviewIn(body: number): Overview | null {
	if (body < OVERVIEW_FROM) return null;
	return { pivots: Math.round(body * PIVOTS_SHARE), timeline: Math.round(body * TIMELINE_SHARE) };
}

/** Whether the detail pane stands beside the list. */
export function isRight({ size, preview }: UiState): boolean {
	return preview.place === 'right'
		? size.columns >= RIGHT_POSSIBLE_FROM
		: preview.place === 'auto' && size.columns >= SIDE_FROM;
}
