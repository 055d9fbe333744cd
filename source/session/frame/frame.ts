import { FIELDS } from '../../model/fields.ts';
import { formatPlural } from '../../model/format.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import type { Area, Layout } from '../layout.ts';
import type { Input, Presentation } from '../present.ts';
import { clampTop } from '../scroll.ts';
import { beneathSearch, isTyping } from '../typing.ts';
import type { UiState } from '../ui-state.ts';
import { bannerLine, countsLine, shortCountsLine, statusLine, summaryLine } from './header.ts';
import { fill, type Line, rule, span } from './line.ts';
import { headLine, listLines, listRule, noteLine } from './list.ts';
import { markMatches, matchingLines, searchedWords } from './matches.ts';
import {
	type ConnectionFact,
	drawOverlay,
	type Facts,
	fitsTable,
	isOverlay,
	overlayLines,
	overlayRule,
	partOf,
} from './overlays.ts';
import { overviewLines } from './overview.ts';
import { paneLines, paneRule } from './pane.ts';
import { bottomLine } from './prompt.ts';

/** A whole screen as data: lines above, a body, a line below. Together never taller or wider than the terminal. */
export interface Frame extends Area {
	readonly top: readonly Line[];
	readonly body:
		| { readonly kind: 'lines'; readonly lines: readonly Line[] }
		| {
				readonly kind: 'sides';
				readonly left: readonly Line[];
				readonly right: readonly Line[];
				readonly leftWidth: number;
				/** The row in which a second pair of sides begins, where there is one. */
				readonly crossing: number | null;
				/** Lines below both sides. */
				readonly below: readonly Line[];
		  }
		| {
				readonly kind: 'table';
				readonly title: Line;
				readonly facts: readonly ConnectionFact[];
				readonly rows: number;
		  };
	readonly bottom: readonly Line[];
}

/** Lines above the body: the banner where there is one, status, counts. */
function topRows({ banner }: Layout): number {
	return banner ? 3 : 2;
}

/** A tiny screen has its last line for jobs, but for the prompt and for what the reader is told. */
function bottomRows({ kind }: Layout, ui: UiState): number {
	return kind === 'tiny' && !isTyping(ui.mode) && ui.notice === null ? 0 : 1;
}

function bodyRows(layout: Layout, ui: UiState): number {
	return layout.rows - topRows(layout) - bottomRows(layout, ui);
}

/** Puts what is to be seen into lines. */
export function drawFrame(input: Input, presentation: Presentation, facts: Facts): Frame {
	const { ui, identity } = input;
	const { layout } = presentation;
	const { columns, rows, kind } = layout;
	if (kind === 'line') {
		return {
			columns,
			rows,
			top: [summaryLine(presentation, identity)],
			body: { kind: 'lines', lines: [] },
			bottom: [],
		};
	}
	const banner = layout.banner ? [bannerLine(columns)] : [];
	const small = kind === 'tiny' || kind === 'compact';
	const counts = small ? shortCountsLine(presentation) : countsLine(presentation);
	return {
		columns,
		rows,
		top: [...banner, statusLine(presentation, identity), counts],
		body: drawBody(input, presentation, facts),
		bottom: bottomRows(layout, ui) === 0 ? [] : [bottomLine(ui, presentation)],
	};
}

function drawBody(input: Input, presentation: Presentation, facts: Facts): Frame['body'] {
	const { layout } = presentation;
	const rows = bodyRows(layout, input.ui);
	const ui = beneathSearch(input.ui);
	if (!isOverlay(ui.mode)) return drawPanes({ ...input, ui }, presentation, rows);
	if (ui.mode === 'connection' && fitsTable(facts(), layout.columns, rows - 1)) {
		return { kind: 'table', title: overlayRule(ui.mode, safe``, layout.columns), facts: facts(), rows };
	}
	return { kind: 'lines', lines: drawOverlay(ui.mode, ui, layout.columns, rows, facts) };
}

/** The columns that the detail pane has for text. */
function textColumns({ kind, detail }: Layout): number {
	return (detail?.columns ?? 0) - (kind === 'side' ? 1 : 0);
}

/** A column of air right of the vertical rule. */
function indent(line: Line): Line {
	return { ...line, spans: [span(safe` `), ...line.spans] };
}

/** The detail pane: its rule, and as many of its lines as there is room for. */
function drawDetail(ui: UiState, presentation: Presentation): { readonly title: Line; readonly lines: Line[] } {
	const { layout, context } = presentation;
	const { columns, rows } = layout.detail ?? { columns: 0, rows: 0 };
	const all = paneLines(presentation, ui, textColumns(layout));
	const top = clampTop(detailTopOf(ui, presentation), all.length, rows);
	const words = searchedWords(ui);
	const shown = markMatches(all.slice(top, top + rows), words);
	const lines = fill(shown, rows).map(line => ({ ...line, faded: !context.agesAreTrue }));
	const found = ui.mode === 'detail' && words.length > 0 ? foundOf(ui, matchingLines(all, words)) : safe``;
	return { title: paneRule(presentation, ui, safe`${partOf(top, rows, all.length)}${found}`, columns), lines };
}

/** Which of the lines that have what is looked for the reader has gone to. */
function foundOf({ detail }: UiState, matches: readonly number[]): SafeText {
	const number = detail.match === null ? 0 : matches.indexOf(detail.match) + 1;
	if (matches.length === 0) return safe`  no match`;
	return number === 0
		? safe`  ${formatPlural(matches.length, safe`line`)} found`
		: safe`  match ${number} of ${matches.length}`;
}

/** The lines of the detail pane that have what is looked for. */
export function matchesOf({ ui }: Input, presentation: Presentation): readonly number[] {
	const lines = paneLines(presentation, beneathSearch(ui), textColumns(presentation.layout));
	return matchingLines(lines, searchedWords(ui));
}

/** How far the pane is scrolled: that counts for the row it was scrolled on. */
export function detailTopOf({ detail }: UiState, { ids, place }: Presentation): number {
	return detail.id === (ids[place.index] ?? null) ? detail.top : 0;
}

function drawPanes({ ui, identity }: Input, presentation: Presentation, rows: number): Frame['body'] {
	const { layout, context, selected } = presentation;
	const { list, columns, kind } = layout;
	const inRows = (...parts: readonly (readonly Line[])[]): Frame['body'] => ({
		kind: 'lines',
		lines: fill(parts.flat(), rows),
	});
	const detail = layout.detail === null ? null : drawDetail(ui, presentation);
	if (list === null) return inRows(detail === null || kind === 'tiny' ? [] : [detail.title], detail?.lines ?? []);
	const jobs = listLines(presentation, list, identity, ui.mode !== 'detail');
	if (kind === 'tiny') return inRows(jobs);
	if (kind === 'compact') {
		const title = selected === null ? [] : [span(FIELDS.job.text(selected, context), 'strong')];
		return inRows([rule([], [], columns)], jobs, [rule(title, [], columns), noteLine(presentation, columns)]);
	}
	const head = headLine(presentation, list);
	const left = [listRule(presentation, list.columns, list.rows, identity), head, ...jobs];
	if (detail === null) return inRows(left);
	if (kind !== 'side') return inRows(left, [detail.title], detail.lines);
	const right = [detail.title, ...detail.lines.map(indent)];
	const sides = { kind: 'sides', leftWidth: list.columns } as const;
	if (layout.overview === null) return { ...sides, left, right, crossing: null, below: [] };
	const widths = { left: list.columns, right: columns - 1 - list.columns };
	const overview = overviewLines(presentation, layout.overview, widths);
	return {
		...sides,
		left: [...left, ...overview.left],
		right: [...right, ...overview.right],
		crossing: left.length,
		below: overview.below,
	};
}

/** How far the detail pane and the overlay can be scrolled. */
export interface Extents {
	readonly detailLength: number;
	readonly overlayLength: number;
	readonly overlayRows: number;
}

/** Works out how far things scroll, for the keys that do so. */
export function extentsOf(input: Input, presentation: Presentation, facts: Facts): Extents {
	const { layout } = presentation;
	const ui = beneathSearch(input.ui);
	const columns = textColumns(layout);
	return {
		detailLength: layout.detail === null ? 0 : paneLines(presentation, ui, columns).length,
		overlayLength: isOverlay(ui.mode) ? overlayLines(ui.mode, ui, layout.columns, facts).length : 0,
		overlayRows: bodyRows(layout, input.ui) - 1,
	};
}
