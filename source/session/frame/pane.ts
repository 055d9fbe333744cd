import { joinSafe, type SafeText, safe } from '../../model/safe-text.ts';
import type { Presentation } from '../present.ts';
import type { UiState } from '../ui-state.ts';
import { detailLines, detailRule } from './detail.ts';
import { groupStateText, stateOfGroup } from './errors.ts';
import { type Line, rule, type Span, span } from './line.ts';
import { STATE_OF_STANDING, sinceText } from './organizations.ts';
import { errorLines, organizationLines } from './row-detail.ts';

/** All lines of the detail pane, whatever the row under the cursor is; the pane shows as many as it has room for. */
export function paneLines(presentation: Presentation, ui: UiState, columns: number): Line[] {
	const { content, place } = presentation;
	const input = { ...presentation, columns, wrap: ui.wrap };
	// Raw and diff are about a job, in every view.
	const isOfJob = ui.tab === 'raw' || ui.tab === 'diff';
	if (content.view === 'organizations' && !isOfJob) {
		const row = content.rows[place.index];
		return row === undefined ? [] : organizationLines(row, input);
	}
	if (content.view === 'errors' && !isOfJob) {
		const row = content.rows[place.index];
		return row === undefined ? [] : errorLines(row, input);
	}
	return detailLines({ presentation, tab: ui.tab, wrap: ui.wrap, columns });
}

/** The rule above the detail pane: which row, how it stands, and the tabs. */
export function paneRule(presentation: Presentation, ui: UiState, part: SafeText, width: number): Line {
	const { content, place, context, knowledge } = presentation;
	const focus = ui.mode === 'detail' ? [span(safe`> `, 'key')] : [];
	const isOfJob = ui.tab === 'raw' || ui.tab === 'diff';
	const drill = [span(safe`Enter`, 'key'), span(safe` its jobs`, 'dim')];
	const ruleOf = (...title: readonly Span[]) =>
		rule([...focus, ...title, span(part, 'dim')], ui.mode === 'detail' ? drill : [], width);
	if (content.view === 'organizations' && !isOfJob) {
		const row = content.rows[place.index];
		if (row === undefined) return ruleOf(span(safe`no organization selected`, 'dim'));
		const since = sinceText(row, context);
		const words = joinSafe(
			[row.standing === 'failing' ? safe`FAILING since ${since}` : (row.standing as SafeText)],
			safe``,
		);
		return ruleOf(span(row.name, 'strong'), span(safe`  ${words}`, STATE_OF_STANDING[row.standing]));
	}
	if (content.view === 'errors' && !isOfJob) {
		const row = content.rows[place.index];
		if (row === undefined) return ruleOf(span(safe`no error selected`, 'dim'));
		return ruleOf(span(groupStateText(row, context, knowledge), stateOfGroup(row)));
	}
	return detailRule(presentation, ui, part, width);
}
