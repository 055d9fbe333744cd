import type { SafeText } from '../../model/safe-text.ts';
import { safe } from '../../model/safe-text.ts';
import { SORTS } from '../../model/sort.ts';
import { fit, widthOf, wrapText } from '../../model/text-width.ts';
import { BINDING_GROUPS, BINDINGS } from '../bindings.ts';
import type { UiState } from '../ui-state.ts';
import { clip, type Line, rule, span } from './line.ts';

/** One fact about the connection, for the overlay that draws them as a table. */
export interface ConnectionFact {
	readonly what: SafeText;
	readonly value: SafeText;
}

const INDENT = 2;

/** The key table: keys in a column, what they do beside them, on as many lines as that takes. */
export function helpOverlay(width: number): Line[] {
	const keysWidth = Math.max(...BINDINGS.map(({ keys }) => widthOf(keys)));
	const room = width - 2 * INDENT - keysWidth;
	const lines = BINDING_GROUPS.flatMap(({ title, bindings }): Line[] => [
		{ spans: [span(title, 'strong')] },
		...bindings.flatMap(({ keys, help }) =>
			wrapText(help, room).map((words, index) => ({
				spans: clip([span(safe`  ${fit(index === 0 ? keys : safe``, keysWidth)}  `, 'key'), span(words)], width),
			})),
		),
	]);
	const refresh = safe`CipherTrust's own interface says Refresh for what its API, and this monitor, call synchronize.`;
	return [...lines, ...wrapText(refresh, width).map(words => ({ spans: [span(words, 'dim')] }))];
}

/** The menu of sorts, the chosen line under the cursor. */
export function sortOverlay(ui: UiState, width: number): Line[] {
	return SORTS.map(({ title, explanation }, index) => {
		const selected = index === ui.sortIndex;
		const line = {
			spans: clip(
				[span(selected ? safe`> ` : safe`  `), span(fit(title, 10), 'strong'), span(explanation, 'dim')],
				width,
			),
		};
		return selected ? { ...line, selected } : line;
	});
}

/** The facts as plain lines, where there is no room for a table. */
export function connectionLines(facts: readonly ConnectionFact[], width: number): Line[] {
	return facts.map(({ what, value }) => ({ spans: clip([span(fit(what, 14), 'dim'), span(value)], width) }));
}

/** The rule above an overlay. */
export function overlayRule(title: SafeText, width: number): Line {
	return rule([span(title, 'strong')], [span(safe`Esc closes`, 'dim')], width);
}
