import { type SafeText, safe } from '../../model/safe-text.ts';
import { VIEWS, type ViewName } from '../ui-state.ts';
import { type Span, span } from './line.ts';

/** What each view is called on the screen. */
export const VIEW_TITLES: { readonly [view in ViewName]: SafeText } = {
	jobs: safe`jobs`,
	organizations: safe`orgs`,
	errors: safe`errors`,
	timeline: safe`timeline`,
};

/** The present view with its count, among the others where there is room for `all`. */
export function viewSpans(view: ViewName, count: SafeText, all: boolean): Span[] {
	const present = span(safe`${VIEW_TITLES[view]} ${count}`, 'strong');
	if (!all) return [present];
	return VIEWS.flatMap((name, index) => [
		...(index === 0 ? [] : [span(safe`  `)]),
		...(name === view ? [span(safe`[`), present, span(safe`]`)] : [span(VIEW_TITLES[name], 'dim')]),
	]);
}
