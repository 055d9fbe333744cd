import { formatCount } from '../../model/format.ts';
import { joinSafe, type SafeText, safe } from '../../model/safe-text.ts';
import { summarize } from '../../model/summary.ts';
import { truncate } from '../../model/text-width.ts';
import type { Area } from '../layout.ts';
import type { Identity, Presentation } from '../present.ts';
import { filterText } from './header.ts';
import { clip, fill, type Line, rule, span, widthOfSpans } from './line.ts';
import type { Table } from './table.ts';
import { viewSpans } from './tabs.ts';
import { createViewTables } from './view-tables.ts';

const COLUMNS_FROM = 80;
/** The dashes and blanks of the rule around what stands on both its sides. */
const AROUND_TITLES = 12;

const tables = createViewTables();

/** The list of the present view: its head, and its rows from one index to another, the last left out. */
interface List {
	readonly head: Line;
	readonly rows: (from: number, to: number) => readonly Line[];
}

function layList(presentation: Presentation, { columns: width }: Area, hasFocus: boolean): List {
	const { content, context, knowledge, layout, place, ids, marked } = presentation;
	const list = <Row>(rows: readonly Row[], { head, lines }: Table<Row>): List => ({
		head,
		rows: (from, to) =>
			lines(
				rows.slice(from, to),
				line => (from + line !== place.index ? 'none' : hasFocus ? 'bar' : 'mark'),
				line => marked.has(ids[from + line] ?? safe``),
			),
	});
	switch (content.view) {
		case 'jobs': {
			const compact = (layout.kind === 'compact' || layout.kind === 'tiny') && width < COLUMNS_FROM;
			return list(content.rows, tables.jobs(width, context, compact));
		}
		case 'organizations':
			return list(content.rows, tables.organizations(width, context, knowledge));
		case 'errors':
			return list(content.rows, tables.errors(width, context, knowledge));
		case 'timeline':
			return list(content.rows, tables.timeline(width, context));
	}
}

/** The head of the list. */
export function headLine(presentation: Presentation, area: Area): Line {
	return layList(presentation, area, false).head;
}

/** The lines of the list: a window on its rows, or the sentence that says why there is none. */
export function listLines(presentation: Presentation, area: Area, identity: Identity, hasFocus: boolean): Line[] {
	const { content, place } = presentation;
	if (content.rows.length === 0) return fill([emptyLine(presentation, area, identity)], area.rows);
	return fill(layList(presentation, area, hasFocus).rows(place.top, place.top + area.rows), area.rows);
}

/** Empty is not always the same: nothing known yet, nothing there, nothing of what was asked for, nothing that matches. */
function emptyLine(presentation: Presentation, { columns }: Area, { server, asked }: Identity): Line {
	const { jobs, content, held, query, status, known, partial } = presentation;
	const say = (sentence: SafeText) => ({ spans: [span(safe`  `), span(truncate(sentence, columns - 2), 'dim')] });
	if (!known) return say(joinSafe(status.notes, safe`  `));
	const polled = status.link === 'LIVE' ? safe`polled ${status.notes[0] ?? safe``} ago` : status.word;
	if (jobs.length === 0 && asked !== '')
		return say(safe`no job on ${server} is what was asked for: ${asked} (${polled})`);
	if (jobs.length === 0) return say(safe`no sync jobs on ${server} (${polled})`);
	const more = partial ? safe`, L loads all` : safe``;
	if (content.view !== 'jobs' && held === 0) return say(safe`${NOTHING[content.view]}${more}`);
	const count = safe`${formatCount(held)}${partial ? safe` loaded` : safe``}`;
	if (query.filter !== '') return say(safe`0 of ${count} match \`${filterText(query.filter)}\` — Esc clears${more}`);
	if (query.problemsOnly)
		return say(
			safe`no problem among ${count} ${ROWS[content.view]} — ${content.view === 'jobs' ? safe`0` : safe`f`} shows all${more}`,
		);
	return say(safe`0 of ${count} shown: every health among them is hidden — 0 shows all${more}`);
}

const ROWS = {
	jobs: safe`jobs`,
	organizations: safe`organizations`,
	errors: safe`kinds of errors`,
	timeline: safe`events`,
} as const;

const NOTHING = {
	organizations: safe`no job held names an organization`,
	errors: safe`no organization of any job held has met an error`,
	timeline: safe`nothing has happened yet`,
} as const;

/** How many jobs there are, or that the server does not say. */
function writeTotal(total: number | null): SafeText {
	return total === null ? safe`unknown` : formatCount(total);
}

/** The rule above the list: the views, how many rows are shown, which of them, what was asked for, and the filter. */
export function listRule(presentation: Presentation, width: number, rows: number, { asked }: Identity): Line {
	const { jobs, content, held, place, query, known, partial, total, marked } = presentation;
	const shown = content.rows.length;
	const window = shown > rows ? safe`  ${place.top + 1}–${Math.min(place.top + rows, shown)}` : safe``;
	const numbers = known ? safe`  shown ${formatCount(shown)}${window}` : safe``;
	const ofAll = partial ? safe`${formatCount(jobs.length)} of ${writeTotal(total)}` : formatCount(jobs.length);
	const count = !known ? safe`–` : content.view === 'jobs' ? ofAll : formatCount(held);
	const narrowed = asked === '' ? [] : [span(safe`  asked: ${asked}`, 'waiting')];
	const marks = marked.size === 0 ? [] : [span(safe`  ${formatCount(marked.size)} marked`, 'key')];
	const filter = [span(safe`filter: ${filterText(query.filter)}`, query.filter === '' ? 'dim' : 'waiting')];
	const scope = partial && query.filter !== '' ? [span(safe` of the loaded, L searches all`, 'waiting')] : [];
	const left = (all: boolean) => [...viewSpans(content.view, count, all), span(numbers), ...marks, ...narrowed];
	const fits = (all: boolean, ...right: typeof filter) =>
		widthOfSpans([...left(all), ...right]) + AROUND_TITLES <= width;
	const title = left(fits(true, ...filter));
	return rule(
		title,
		widthOfSpans([...title, ...filter, ...scope]) + AROUND_TITLES <= width ? [...filter, ...scope] : filter,
		width,
	);
}

/** The selected row's trouble in one line, for a screen without a detail pane. */
export function noteLine({ selected, context }: Presentation, width: number): Line {
	if (selected === null) return { spans: [] };
	return { spans: clip([span(summarize(selected, context.stuck, context.organizations))], width) };
}
