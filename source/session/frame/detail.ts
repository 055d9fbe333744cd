import { usualDuration } from '../../model/durations.ts';
import { FIELDS, GLYPHS } from '../../model/fields.ts';
import { formatDateTime, formatDuration, formatElapsed, formatPlural, formatSecond } from '../../model/format.ts';
import { backgroundOf } from '../../model/history.ts';
import type { Job, OrganizationResult } from '../../model/job.ts';
import { joinSafe, type SafeText, safe, showJson, toSafeText } from '../../model/safe-text.ts';
import { causeOf, countOutcome, findOrganization, nameOf, stateOf, troubledResults } from '../../model/summary.ts';
import { fit } from '../../model/text-width.ts';
import type { Presentation } from '../present.ts';
import { DETAIL_TABS, type DetailTab, type UiState } from '../ui-state.ts';
import { backgroundText } from './background.ts';
import { breakText, STATE_OF_OUTCOME } from './detail-text.ts';
import { diffLines } from './diff.ts';
import { clip, type Line, rule, type Span, span, widthOfSpans } from './line.ts';

const NAME_WIDTH = 18;
/** The dashes and blanks of the rule around its title and the tabs. */
const AROUND_TABS = 10;
const ALL_TABS_FROM = 56;
const INDENT = safe`    `;

/** What the lines of the detail pane depend on. */
export interface DetailInput {
	readonly presentation: Presentation;
	readonly tab: DetailTab;
	readonly wrap: boolean;
	readonly columns: number;
}

/** The tabs of the detail pane, the present one in brackets; the others only where there is room for them. */
function tabSpans(selected: Job | null, ui: UiState, width: number): Span[] {
	const shown = DETAIL_TABS.filter(tab => width >= ALL_TABS_FROM || tab === ui.tab);
	return shown.flatMap((tab, index) => {
		const count = tab === 'errors' ? selected && troubledResults(selected).length : selected?.results.length;
		const title = toSafeText(tab.charAt(0).toUpperCase() + tab.slice(1));
		const name = tab === 'raw' || tab === 'diff' ? title : safe`${title} ${count ?? 0}`;
		const focused = ui.mode === 'detail' ? 'key' : 'strong';
		const tabSpan = tab === ui.tab ? span(safe`[${name}]`, focused) : span(name, 'dim');
		return index === 0 ? [tabSpan] : [span(safe` `), tabSpan];
	});
}

/** How many of a job's organizations are in trouble, or how far it is. */
function shareOf(job: Job): SafeText {
	const all = job.results.length;
	const troubled = troubledResults(job).length;
	if (all === 0) return safe`no org named`;
	if (troubled > 0) return safe`${troubled} of ${formatPlural(all, safe`org`)} in trouble`;
	if (job.health === 'running')
		return safe`${all - countOutcome(job, 'running')} of ${formatPlural(all, safe`org`)} done`;
	return job.health === 'ok' ? safe`${formatPlural(all, safe`org`)} ok` : formatPlural(all, safe`org`);
}

/** The rule above the detail pane: which job, how well, and the tabs. A mark tells that the keys are in this pane. */
export function detailRule(
	{ selected, context, known }: Presentation,
	ui: UiState,
	part: SafeText,
	width: number,
): Line {
	const tabs = tabSpans(selected, ui, width);
	if (selected === null) return rule([span(known ? safe`no job selected` : safe`no answer yet`, 'dim')], tabs, width);
	const state = stateOf(selected, context.stuck);
	const focus = ui.mode === 'detail' ? [span(safe`> `, 'key')] : [];
	const title = (id: SafeText, share: SafeText) => [
		...focus,
		span(id, 'strong'),
		span(safe`  ${toSafeText(state.toUpperCase())}`, state),
		span(share),
		span(part, 'dim'),
	];
	const share = safe`  ${shareOf(selected)}`;
	const short = FIELDS.job.text(selected, context);
	const titles = [title(selected.id, share), title(short, share), title(short, safe``)];
	const room = width - widthOfSpans(tabs) - AROUND_TABS;
	return rule(titles.find(spans => widthOfSpans(spans) <= room) ?? title(short, safe``), tabs, width);
}

/** All lines of the detail pane; the pane shows as many as it has room for. */
export function detailLines({ presentation, tab, wrap, columns }: DetailInput): Line[] {
	const { selected } = presentation;
	if (selected === null) return [];
	if (tab === 'raw') return breakText(showJson(selected.source), safe``, columns, wrap, 'plain');
	if (tab === 'diff') return diffLines(selected, presentation, columns);
	const facts = factLines(selected, presentation, columns);
	if (selected.broken !== null)
		return [
			...facts,
			...breakText(
				safe`This row could not be read: ${selected.broken}. Raw shows it as it came.`,
				safe``,
				columns,
				wrap,
				'alert',
			),
		];
	const shown = tab === 'errors' ? troubledResults(selected) : selected.results;
	const blocks = shown.flatMap(result => resultLines(selected, result, presentation, columns, wrap));
	return [...facts, ...blocks, ...(tab === 'errors' ? restLines(selected, presentation, columns, wrap) : [])];
}

/** What the server calls it, how long it took, and when. */
function factLines(job: Job, { context, jobs }: Presentation, columns: number): Line[] {
	const { createdAt, completedAt, duration, status, abort } = job;
	const { zone } = context;
	const usual = usualDuration(job, jobs);
	const started = createdAt === null ? safe`` : formatDateTime(createdAt.at, zone);
	const ended = completedAt === null ? safe`` : formatDateTime(completedAt.at, zone);
	const sameDay = started.slice(0, 10) === ended.slice(0, 10);
	const facts = [
		...(job.kind === 'keys' ? [] : [safe`certificates`]),
		safe`status ${status === '' ? safe`(none)` : status}`,
		...(abort ? [safe`cancel asked for`] : []),
		...(duration === null ? [] : [formatDuration(duration)]),
		...(usual === null ? [] : [safe`usually ${formatDuration(usual)}`]),
		...(createdAt === null ? [] : [safe`started ${started}`]),
		...(completedAt === null ? [] : [safe`ended ${sameDay ? formatSecond(completedAt.at, zone) : ended}`]),
	];
	return [{ spans: clip([span(joinSafe(facts, safe`  `), 'dim')], columns) }];
}

/** One organization: who, by which rule it was judged, and what the server says of it. */
function resultLines(
	job: Job,
	result: OrganizationResult,
	{ context, jobs, knowledge }: Presentation,
	columns: number,
	wrap: boolean,
): Line[] {
	const state = STATE_OF_OUTCOME[result.outcome];
	const organization = findOrganization(result.id, context.organizations);
	const name = fit(nameOf(result.id, context.organizations), NAME_WIDTH);
	const id = organization === undefined ? [] : [span(safe`  ${result.id}`, 'dim')];
	const connection = organization?.connection ? [span(safe`  ${organization.connection}`, 'dim')] : [];
	const head: Span[] = [
		span(safe`${GLYPHS[state]} `, state),
		span(name, 'strong'),
		...id,
		...(columns >= 90 ? connection : []),
		span(safe`  ${toSafeText(result.outcome)}`, state),
		span(safe` by ${result.rule}`, 'dim'),
	];
	const background = backgroundOf(result.id, job, jobs, knowledge.errors);
	return [
		{ spans: clip(head, columns) },
		...breakText(causeOf(result), INDENT, columns, wrap, result.outcome === 'error' ? 'plain' : 'dim'),
		...(background === null ? [] : breakText(backgroundText(background, context), INDENT, columns, wrap, 'dim')),
	];
}

/** The organizations that need no looking at, by name. */
function restLines(job: Job, { context }: Presentation, columns: number, wrap: boolean): Line[] {
	return (['ok', 'running'] as const).flatMap(outcome => {
		if (outcome === 'running' && job.health !== 'running') return [];
		const names = job.results
			.filter(result => result.outcome === outcome)
			.map(result => nameOf(result.id, context.organizations));
		if (names.length === 0) return [];
		const state = STATE_OF_OUTCOME[outcome];
		const idle =
			outcome === 'running' && context.stuck.has(job.id) && job.updatedAt !== null
				? safe`, no change for ${formatElapsed(context.now - job.updatedAt.at)}`
				: safe``;
		const count = safe`${names.length} ${toSafeText(outcome)}${idle}`;
		return [
			{ spans: [span(safe`${GLYPHS[state]} `, state), span(count, state)] },
			...breakText(joinSafe(names, safe`, `), INDENT, columns, wrap, 'dim'),
		];
	});
}
