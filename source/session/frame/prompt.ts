import { formatPlural } from '../../model/format.ts';
import { safe, toSafeText } from '../../model/safe-text.ts';
import { takeEnd } from '../../model/text-width.ts';
import { searchHelp } from '../help.ts';
import { footerFor } from '../key-help.ts';
import { candidatesFor } from '../palette.ts';
import type { Presentation } from '../present.ts';
import { isTyping, signOf, type TypingMode, typedText } from '../typing.ts';
import type { UiState } from '../ui-state.ts';
import { clip, type Line, type Span, span, spread, widthOfSpans } from './line.ts';

/** The room for the reminders of keys behind a line that is typed. */
const HINTS_WIDTH = 30;

function hintSpans(ui: UiState, width: number): Span[] {
	return footerFor(ui.mode, ui.view, width).flatMap(({ keys, word }, index) => [
		span(index === 0 ? safe`` : safe`  `),
		span(keys, 'key'),
		span(safe` ${word}`, 'dim'),
	]);
}

/** What a line comes to as it is typed. */
function promptNote(mode: TypingMode, ui: UiState, { content, held, problem, partial }: Presentation): Span {
	switch (mode) {
		case 'filter':
			return problem === null
				? span(safe`${content.rows.length} of ${held}${partial ? safe` loaded` : safe``}`, 'dim')
				: span(problem.message, 'waiting');
		case 'note':
			return span(safe`for ${formatPlural(ui.noted.length, safe`organization`)}`, 'dim');
		case 'search': {
			if (ui.line.from !== 'help') return span(safe``);
			const count = searchHelp(ui.searches.help).reduce((sum, { entries }) => sum + entries.length, 0);
			return span(count === 0 ? safe`no entry has it` : safe`${count} found`, count === 0 ? 'waiting' : 'dim');
		}
		case 'command': {
			const count = candidatesFor(ui.line.text).length;
			return count === 0 ? span(safe`no such command`, 'waiting') : span(formatPlural(count, safe`command`), 'dim');
		}
	}
}

/** A line as it is typed, its end where it is too long: what else is told gives way to it. */
function promptLine(mode: TypingMode, ui: UiState, presentation: Presentation): Line {
	const { columns } = presentation.layout;
	const typed = toSafeText(typedText(ui));
	const sign = toSafeText(signOf(mode));
	const prompt = [
		span(sign, 'key'),
		span(takeEnd(typed, Math.max(columns - sign.length - 1, 1))),
		span(safe`▏`, 'key'),
	];
	const note = promptNote(mode, ui, presentation);
	const attempts: Span[][] = [[note, span(safe`   `), ...hintSpans(ui, HINTS_WIDTH)], [note], []];
	const right = attempts.find(spans => widthOfSpans(prompt) + widthOfSpans(spans) < columns) ?? [];
	return spread(prompt, right, columns);
}

/** The last line: the prompt while a line is typed, the keys otherwise. */
export function bottomLine(ui: UiState, presentation: Presentation): Line {
	if (isTyping(ui.mode)) return promptLine(ui.mode, ui, presentation);
	const { layout, place, content } = presentation;
	if (ui.notice !== null) return { spans: clip([span(ui.notice, 'strong')], layout.columns) };
	const position = safe`${place.index + 1}/${content.rows.length}`;
	const right = layout.kind === 'compact' ? [span(position, 'dim')] : [];
	const room = layout.columns - widthOfSpans(right) - right.length;
	return spread(clip(hintSpans(ui, room), room), right, layout.columns);
}
