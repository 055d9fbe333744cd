import { safe } from '../../model/safe-text.ts';
import { takeEnd } from '../../model/text-width.ts';
import { footerFor } from '../key-help.ts';
import type { Presentation } from '../present.ts';
import type { UiState } from '../ui-state.ts';
import { filterText } from './header.ts';
import { clip, type Line, type Span, span, spread, widthOfSpans } from './line.ts';

/** The room for the reminders of keys behind a filter that is typed. */
const HINTS_WIDTH = 30;

function hintSpans(ui: UiState, width: number): Span[] {
	return footerFor(ui.mode, ui.view, width).flatMap(({ keys, word }, index) => [
		span(index === 0 ? safe`` : safe`  `),
		span(keys, 'key'),
		span(safe` ${word}`, 'dim'),
	]);
}

/** The filter as it is typed, its end where it is too long: what else is told gives way to it. */
function promptLine(ui: UiState, { layout, content, held, problem, partial }: Presentation): Line {
	const { columns } = layout;
	const typed = ui.query.filter === '' ? safe`` : filterText(ui.query.filter);
	const prompt = [span(safe`/`, 'key'), span(takeEnd(typed, Math.max(columns - 2, 1))), span(safe`▏`, 'key')];
	const matches =
		problem === null
			? span(safe`${content.rows.length} of ${held}${partial ? safe` loaded` : safe``}`, 'dim')
			: span(problem.message, 'waiting');
	const attempts: Span[][] = [[matches, span(safe`   `), ...hintSpans(ui, HINTS_WIDTH)], [matches], []];
	const right = attempts.find(spans => widthOfSpans(prompt) + widthOfSpans(spans) < columns) ?? [];
	return spread(prompt, right, columns);
}

/** The last line: the prompt while a filter is typed, the keys otherwise. */
export function bottomLine(ui: UiState, presentation: Presentation): Line {
	if (ui.mode === 'filter') return promptLine(ui, presentation);
	const { layout, place, content } = presentation;
	if (ui.notice !== null) return { spans: clip([span(ui.notice, 'strong')], layout.columns) };
	const position = safe`${place.index + 1}/${content.rows.length}`;
	const right = layout.kind === 'compact' ? [span(position, 'dim')] : [];
	const room = layout.columns - widthOfSpans(right) - right.length;
	return spread(clip(hintSpans(ui, room), room), right, layout.columns);
}
