import { readTerms } from '../../model/filter-terms.ts';
import type { SafeText } from '../../model/safe-text.ts';
import { widthOf } from '../../model/text-width.ts';
import type { UiState } from '../ui-state.ts';
import { type Line, type Span, span, widthOfSpans } from './line.ts';
import { lineText } from './text.ts';

/** What a filter asks of a job as a whole stands nowhere in its details. */
const NOT_IN_TEXTS: readonly (string | null)[] = ['kind', 'status', 'health', 'new'];

/** What is looked for in the detail pane: the search that was typed there, else the words of the filter. */
export function searchedWords({ searches, query }: UiState): readonly string[] {
	if (searches.detail !== '') return [searches.detail];
	const terms = readTerms(query.filter);
	return terms.flatMap(term =>
		term.kind === 'words' && !term.isNegated && term.value !== '' && !NOT_IN_TEXTS.includes(term.subject)
			? [term.value]
			: [],
	);
}

/** Finds any of the words; a mark on the last letter belongs to it. Null where nothing is looked for. */
function finderOf(words: readonly string[]): RegExp | null {
	const escaped = words.map(word => word.replace(/[\\/^$.*+?()[\]{}|]/g, '\\$&'));
	return escaped.length === 0 ? null : new RegExp(`((?:${escaped.join('|')})\\p{M}*)`, 'giu');
}

/** Which of the lines have one of the words. */
export function matchingLines(lines: readonly Line[], words: readonly string[]): readonly number[] {
	const finder = finderOf(words);
	if (finder === null) return [];
	return lines.flatMap((line, index) => (lineText(line).search(finder) === -1 ? [] : [index]));
}

/** The lines with the words set apart wherever they stand within one span. */
export function markMatches(lines: readonly Line[], words: readonly string[]): readonly Line[] {
	const finder = finderOf(words);
	if (finder === null) return lines;
	return lines.map(line => ({ ...line, spans: line.spans.flatMap(each => markSpan(each, finder)) }));
}

function markSpan(whole: Span, finder: RegExp): readonly Span[] {
	const parts = whole.text
		.split(finder)
		.map((text, index) => span(text as SafeText, index % 2 === 1 ? 'match' : whole.tone))
		.filter(({ text }) => text !== '');
	// What was one letter must not become two.
	return widthOfSpans(parts) === widthOf(whole.text) ? parts : [whole];
}
