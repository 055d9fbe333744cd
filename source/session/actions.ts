import type { Health } from '../model/health.ts';
import type { Trouble } from '../model/journal-entry.ts';
import type { SafeText } from '../model/safe-text.ts';
import type { SortKey } from '../model/sort.ts';
import { HEALTH_GROUPS } from '../model/view.ts';
import { chooseQuery, setFilter, setSort, sortIndexOf, sortKeyAt, toggleGroup } from './choosing.ts';
import { isRight, type Layout } from './layout.ts';
import { clearMarks } from './marks.ts';
import { clamp, mark, move, pin, step, toMatch, toProblem } from './moving.ts';
import { candidatesFor } from './palette.ts';
import { FIRST_ROW, type Place } from './scroll.ts';
import type { Taking } from './taking.ts';
import { travel } from './time-travel.ts';
import { beginLine, beneathSearch, erase, isTyping, retype, setSearch, typedText } from './typing.ts';
import {
	DETAIL_TABS,
	type DetailTab,
	type Mode,
	switchView,
	type UiState,
	UNSCROLLED,
	VIEWS,
	type ViewName,
} from './ui-state.ts';

/** What a key asks of the world outside the screen. */
export type Command =
	| 'quit'
	| 'quit-leaving'
	| 'refresh'
	| 'load-all'
	| 'pause'
	| 'redraw'
	| 'suspend'
	| 'bell'
	| Taking;

/** What a key means. */
export type Action =
	| { readonly type: 'command'; readonly command: Command }
	| { readonly type: 'move'; readonly by: 'line' | 'half' | 'page'; readonly direction: 1 | -1 }
	| { readonly type: 'jump'; readonly to: 'first' | 'last' }
	| { readonly type: 'problem' | 'match'; readonly direction: 1 | -1 }
	| { readonly type: 'help-about'; readonly text: string }
	/** Holds so many of the newest jobs. */
	| { readonly type: 'limit'; readonly count: number }
	| {
			readonly type:
				| 'open'
				| 'back'
				| 'inspect'
				| 'diff'
				| 'drill'
				| 'toggle-problems'
				| 'all'
				| 'invert-sort'
				| 'choose'
				| 'acknowledge'
				| 'leave'
				| 'complete'
				| 'run'
				| 'mark'
				| 'unmark-all';
	  }
	| { readonly type: 'view'; readonly direction: 1 | -1 }
	| { readonly type: 'show-view'; readonly view: ViewName }
	| { readonly type: 'set-filter'; readonly text: string }
	| { readonly type: 'set-sort'; readonly key: SortKey }
	| { readonly type: 'pane'; readonly direction: 1 | -1 }
	| { readonly type: 'mode'; readonly mode: Mode }
	| { readonly type: 'toggle-group'; readonly index: number }
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: 'erase'; readonly what: 'letter' | 'word' | 'line' }
	| { readonly type: 'preview' | 'preview-place' | 'unzoom' | 'zoom' | 'wrap' | 'time-style' }
	| { readonly type: 'travel'; readonly step: Parameters<typeof travel>[1] }
	| { readonly type: 'grow'; readonly direction: 1 | -1 };

/** What an action needs to know of the screen as it is. */
export interface Scene {
	readonly ids: readonly SafeText[];
	/** Whether the row is one that somebody should look at. */
	readonly isProblem: (index: number) => boolean;
	readonly place: Place;
	/** When something changed, and whether there is a now after that. */
	readonly moments: () => readonly number[];
	readonly isReplay: boolean;
	/** What there is to acknowledge by the row under the cursor. */
	readonly unacknowledged: readonly Trouble[];
	/** The filter that shows the jobs of the row under the cursor; null where it has none. */
	readonly rowFilter: string | null;
	readonly layout: Layout;
	/** Where the detail pane stands, and how far it and the overlay can be scrolled. */
	readonly detailTop: number;
	readonly detailLength: number;
	/** The lines of the detail pane that have what is looked for. */
	readonly matches: () => readonly number[];
	readonly overlayLength: number;
	readonly overlayRows: number;
}

/** The state after an action. Pure: commands are for the session to carry out and change nothing here. */
export function reduce(ui: UiState, action: Action, scene: Scene): UiState {
	switch (action.type) {
		case 'command':
		case 'limit':
		case 'run':
			return ui;
		case 'leave':
			return { ...ui, past: null };
		case 'travel':
			return { ...ui, past: travel(ui.past, action.step, scene.moments(), scene.isReplay) };
		case 'move':
			return move(ui, scene, action.direction * step(action.by, ui, scene));
		case 'jump':
			return move(ui, scene, action.to === 'first' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
		case 'problem':
			return toProblem(ui, scene, action.direction);
		case 'match':
			return toMatch(ui, scene, action.direction);
		case 'mark':
			return mark(ui, scene);
		case 'unmark-all':
			return clearMarks(ui);
		case 'help-about':
			return { ...openHelp(ui), searches: { ...ui.searches, help: action.text } };
		case 'open':
			return enterDetail(pin(ui, scene), ui.tab);
		case 'back':
			return goBack(ui, scene);
		case 'inspect':
			return enterDetail(pin(ui, scene), 'raw');
		case 'diff':
			return enterDetail(pin(ui, scene), 'diff');
		case 'drill':
			return drill(ui, scene);
		case 'view':
			return nextView(ui, action.direction);
		case 'show-view':
			return switchView(ui, action.view);
		case 'set-filter':
			return setFilter(ui, action.text);
		case 'set-sort':
			return setSort(ui, action.key);
		case 'pane':
			return nextPane(pin(ui, scene), action.direction);
		case 'mode':
			if (action.mode === 'search' && ui.mode === 'list')
				return beginLine(enterDetail(pin(ui, scene), ui.tab), 'search');
			if (isTyping(action.mode)) return beginLine(ui, action.mode);
			if (action.mode === 'help') return openHelp(ui);
			return { ...ui, mode: action.mode, overlayTop: 0, sortIndex: sortIndexOf(ui.query) };
		case 'toggle-group':
			return ui.view === 'jobs' ? chooseQuery(ui, toggleGroup(ui.query, HEALTH_GROUPS[action.index])) : ui;
		case 'toggle-problems':
			return chooseQuery(ui, { ...ui.query, problemsOnly: !ui.query.problemsOnly });
		case 'all':
			return chooseQuery(ui, { ...ui.query, hidden: new Set(), problemsOnly: false });
		case 'invert-sort':
			return chooseQuery(ui, { ...ui.query, sort: { ...ui.query.sort, descending: !ui.query.sort.descending } });
		case 'acknowledge':
			if (scene.unacknowledged.length === 0) return ui;
			return { ...beginLine(pin(ui, scene), 'note'), noted: scene.unacknowledged };
		case 'choose':
			return choose(ui, scene);
		case 'text':
			return retype(ui, typedText(ui) + action.text);
		case 'erase':
			return retype(ui, erase(typedText(ui), action.what));
		case 'complete':
			return retype(ui, candidatesFor(ui.line.text)[ui.line.choice]?.line ?? ui.line.text);
		case 'preview':
			return { ...ui, preview: { ...ui.preview, shown: !ui.preview.shown }, zoom: 'none', mode: 'list' };
		case 'preview-place':
			return { ...ui, preview: { ...ui.preview, place: isRight(ui) ? 'below' : 'right', shown: true } };
		case 'grow':
			return { ...ui, preview: { ...ui.preview, growth: clamp(ui.preview.growth + action.direction, -5, 5) } };
		case 'zoom':
			return { ...pin(ui, scene), zoom: ui.mode === 'detail' ? 'detail' : 'list' };
		case 'unzoom':
			return { ...ui, zoom: 'none' };
		case 'wrap':
			return { ...ui, wrap: !ui.wrap };
		case 'time-style':
			return { ...ui, timeStyle: ui.timeStyle === 'absolute' ? 'relative' : 'absolute' };
	}
}

function enterDetail(ui: UiState, tab: DetailTab): UiState {
	return { ...ui, mode: 'detail', tab, detail: UNSCROLLED, zoom: ui.zoom === 'none' ? 'none' : 'detail' };
}

function openHelp(ui: UiState): UiState {
	return { ...ui, mode: 'help', overlayTop: 0, searches: { ...ui.searches, help: '' } };
}

/** Takes what is typed or chosen: an order, a filter, a search and its first match. */
function choose(ui: UiState, scene: Scene): UiState {
	if (ui.mode === 'sort') return { ...setSort(ui, sortKeyAt(ui.sortIndex)), mode: 'list' };
	if (ui.mode === 'note') return { ...ui, mode: ui.line.from };
	if (ui.mode !== 'search') return { ...ui, mode: 'list' };
	const found = beneathSearch(ui);
	return found.mode === 'detail' ? toMatch(found, scene, 1) : found;
}

/** Leaves what is innermost: an overlay, the line being typed, the search, the pane, the zoom, the filter that was kept. */
function goBack(ui: UiState, scene: Scene): UiState {
	if (ui.mode === 'filter') return { ...setFilter(ui, ''), mode: 'list' };
	if (ui.mode === 'command' || ui.mode === 'note') return { ...ui, mode: ui.line.from };
	if (ui.mode === 'search') return beneathSearch(setSearch(ui, ''));
	if (ui.mode === 'detail' && ui.searches.detail !== '') return { ...ui, searches: { ...ui.searches, detail: '' } };
	if (ui.mode === 'detail' && ui.zoom === 'none') return { ...ui, mode: 'list' };
	if (ui.mode !== 'list' && ui.mode !== 'detail') return { ...ui, mode: 'list' };
	if (ui.zoom !== 'none') return { ...ui, zoom: 'none', mode: 'list' };
	if (ui.past !== null && !scene.isReplay) return { ...ui, past: null };
	if (ui.cameFrom !== null) return { ...switchView(setFilter(ui, ''), ui.cameFrom) };
	return ui.query.filter === '' ? switchView(ui, 'jobs') : setFilter(ui, '');
}

function nextView(ui: UiState, direction: 1 | -1): UiState {
	const next = VIEWS[(VIEWS.indexOf(ui.view) + direction + VIEWS.length) % VIEWS.length];
	return next === undefined ? ui : switchView(ui, next);
}

/** Shows the jobs of the row under the cursor, whatever was hidden before. */
function drill(ui: UiState, scene: Scene): UiState {
	if (scene.rowFilter === null) return ui;
	const pinned = pin(ui, scene);
	const jobs = switchView(pinned, 'jobs');
	const query = { ...jobs.query, filter: scene.rowFilter, hidden: new Set<Health>(), problemsOnly: false };
	return { ...chooseQuery(jobs, query), cursor: FIRST_ROW, cameFrom: ui.view };
}

/** The panes in the order of the Tab key: the list, then each tab of the detail. */
function nextPane(ui: UiState, direction: 1 | -1): UiState {
	const panes: readonly ('list' | DetailTab)[] = ['list', ...DETAIL_TABS];
	const present = panes.indexOf(ui.mode === 'detail' ? ui.tab : 'list');
	const next = panes[(present + direction + panes.length) % panes.length] ?? 'list';
	if (next === 'list') return { ...ui, mode: 'list', zoom: ui.zoom === 'none' ? 'none' : 'list' };
	return enterDetail(ui, next);
}
