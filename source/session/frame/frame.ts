import { FIELDS } from '../../model/fields.ts';
import { safe } from '../../model/safe-text.ts';
import { widthOf } from '../../model/text-width.ts';
import { footerFor } from '../key-help.ts';
import type { Layout } from '../layout.ts';
import type { Input, Presentation } from '../present.ts';
import { clampTop } from '../scroll.ts';
import type { UiState } from '../ui-state.ts';
import { detailLines, detailRule } from './detail.ts';
import { bannerLine, countsLine, filterText, shortCountsLine, statusLine, summaryLine } from './header.ts';
import { clip, fill, type Line, rule, type Span, span, spread } from './line.ts';
import { fitColumns, headLine, listLines, listRule, noteLine, positionText } from './list.ts';
import { type ConnectionFact, connectionLines, helpOverlay, overlayRule, sortOverlay } from './overlays.ts';

/** A whole screen as data: lines above, a body, a line below. Together never taller or wider than the terminal. */
export interface Frame {
	readonly top: readonly Line[];
	readonly body:
		| { readonly kind: 'lines'; readonly lines: readonly Line[] }
		| {
				readonly kind: 'sides';
				readonly left: readonly Line[];
				readonly right: readonly Line[];
				readonly leftWidth: number;
		  }
		| {
				readonly kind: 'table';
				readonly title: Line;
				readonly facts: readonly ConnectionFact[];
				readonly rows: number;
		  };
	readonly bottom: readonly Line[];
}

/** Below this a table of facts does not fit, and they are told line by line. */
const TABLE_FROM_COLUMNS = 70;
/** ink-table draws two lines a row, and a frame of three more. */
const TABLE_FRAME = 3;

/** Puts what is to be seen into lines. `facts` are asked for only where the connection is looked at. */
export function drawFrame(input: Input, presentation: Presentation, facts: () => readonly ConnectionFact[]): Frame {
	const { ui, identity } = input;
	const { layout } = presentation;
	const { columns, rows, kind } = layout;
	if (kind === 'line')
		return { top: [summaryLine(presentation, identity)], body: { kind: 'lines', lines: [] }, bottom: [] };
	const banner = layout.banner ? [bannerLine(columns)] : [];
	const small = kind === 'tiny' || kind === 'compact';
	const counts = small ? shortCountsLine(presentation) : countsLine(presentation);
	const bottom = kind === 'tiny' && ui.mode !== 'filter' ? [] : [bottomLine(ui, presentation)];
	const top = [...banner, statusLine(presentation, identity), counts];
	const free = rows - top.length - bottom.length;
	return { top, body: bodyOf(input, presentation, free, facts), bottom };
}

function bodyOf(
	input: Input,
	presentation: Presentation,
	rows: number,
	facts: () => readonly ConnectionFact[],
): Frame['body'] {
	const { ui } = input;
	const { columns } = presentation.layout;
	const overlay = (title: Line, lines: readonly Line[]): Frame['body'] => {
		const top = clampTop(ui.overlayTop, lines.length, rows - 1);
		return { kind: 'lines', lines: [title, ...fill(lines.slice(top), rows - 1)] };
	};
	switch (ui.mode) {
		case 'help':
			return overlay(overlayRule(safe`keys`, columns), helpOverlay(columns));
		case 'sort':
			return overlay(overlayRule(safe`sort by`, columns), sortOverlay(ui, columns));
		case 'connection': {
			const title = overlayRule(safe`connection`, columns);
			const fitting = Math.floor((rows - 1 - TABLE_FRAME) / 2);
			if (columns < TABLE_FROM_COLUMNS || fitting < 2) return overlay(title, connectionLines(facts(), columns));
			const all = facts();
			const top = clampTop(ui.overlayTop, all.length, fitting);
			return { kind: 'table', title, facts: all.slice(top, top + fitting), rows };
		}
		case 'list':
		case 'detail':
		case 'filter':
			return panes(input, presentation, rows);
	}
}

function panes(input: Input, presentation: Presentation, rows: number): Frame['body'] {
	const { ui, identity } = input;
	const { layout, context } = presentation;
	const { list, detail, columns, kind } = layout;
	const detailPart = (width: number, height: number) => {
		const lines = detailLines({ presentation, tab: ui.tab, wrap: ui.wrap, columns: width });
		const top = clampTop(ui.detailTop, lines.length, height);
		return fill(lines.slice(top), height).map(line => ({ ...line, faded: !context.agesAreTrue }));
	};
	const lines = (...parts: readonly (readonly Line[])[]): Frame['body'] => ({
		kind: 'lines',
		lines: fill(parts.flat(), rows),
	});
	if (list === null) {
		const height = kind === 'tiny' ? rows : rows - 1;
		const title = kind === 'tiny' ? [] : [detailRule(presentation, ui, columns)];
		return lines(title, detailPart(columns, height));
	}
	const hasFocus = ui.mode !== 'detail';
	const jobs = listLines(presentation, list, identity).map(line => (hasFocus ? line : { ...line, selected: false }));
	if (kind === 'tiny') return lines(jobs);
	if (kind === 'compact') {
		const { selected } = presentation;
		const title = selected === null ? [] : [span(FIELDS.job.text(selected, context), 'strong')];
		return lines([rule([], [], columns)], jobs, [rule(title, [], columns), noteLine(presentation, columns)]);
	}
	const head = headLine(fitColumns(list.columns, context.idLength), list.columns);
	if (kind === 'side' && detail !== null) {
		return {
			kind: 'sides',
			leftWidth: list.columns,
			left: [listRule(presentation, list.columns, list.rows), head, ...jobs],
			right: [
				detailRule(presentation, ui, detail.columns),
				...detailPart(textColumns(layout), detail.rows).map(indent),
			],
		};
	}
	const above = [listRule(presentation, columns, list.rows), head, ...jobs];
	if (detail === null) return lines(above);
	return lines(above, [detailRule(presentation, ui, columns)], detailPart(columns, detail.rows));
}

/** A column of air right of the vertical rule. */
function indent(line: Line): Line {
	return { ...line, spans: [span(safe` `), ...line.spans] };
}

/** The last line: the prompt while a filter is typed, the keys otherwise. */
function bottomLine(ui: UiState, presentation: Presentation): Line {
	const { layout, view, jobs } = presentation;
	const hints = (width: number): Span[] =>
		footerFor(ui.mode, width).flatMap(({ keys, word }, index) => [
			span(index === 0 ? safe`` : safe`  `),
			span(keys, 'key'),
			span(safe` ${word}`, 'dim'),
		]);
	if (ui.mode === 'filter') {
		const prompt = [
			span(safe`/`, 'key'),
			span(ui.query.filter === '' ? safe`` : filterText(ui.query.filter)),
			span(safe`▏`, 'key'),
		];
		const matches = span(safe`${view.shown.length} of ${jobs.length}   `, 'dim');
		return spread(prompt, [matches, ...hints(30)], layout.columns);
	}
	const position = layout.kind === 'compact' ? [span(positionText(presentation), 'dim')] : [];
	const room = layout.columns - position.reduce((sum, { text }) => sum + widthOf(text) + 1, 0);
	return spread(clip(hints(room), room), position, layout.columns);
}

/** The columns that the detail pane has for text. */
function textColumns({ kind, detail }: Layout): number {
	return (detail?.columns ?? 0) - (kind === 'side' ? 1 : 0);
}

/** How many lines the detail pane and the overlay have in all, for scrolling. */
export function lengthsOf(
	input: Input,
	presentation: Presentation,
	facts: () => readonly ConnectionFact[],
): { detail: number; overlay: number } {
	const { ui } = input;
	const { layout } = presentation;
	const detail =
		layout.detail === null
			? 0
			: detailLines({ presentation, tab: ui.tab, wrap: ui.wrap, columns: textColumns(layout) }).length;
	const overlay =
		ui.mode === 'help' ? helpOverlay(layout.columns).length : ui.mode === 'connection' ? facts().length : 0;
	return { detail, overlay };
}
