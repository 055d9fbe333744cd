import { FIELDS, type Field, type FieldId } from '../../model/fields.ts';
import { formatCount } from '../../model/format.ts';
import type { Job } from '../../model/job.ts';
import { joinSafe, type SafeText, safe } from '../../model/safe-text.ts';
import { stateOf, summarize } from '../../model/summary.ts';
import { fit, truncate } from '../../model/text-width.ts';
import type { Area } from '../layout.ts';
import type { Identity, Presentation } from '../present.ts';
import { filterText } from './header.ts';
import { clip, fill, type Line, rule, type Span, span, widthOfSpans } from './line.ts';

/** The columns of the list, left to right. */
const COLUMNS: readonly FieldId[] = [
	'glyph',
	'job',
	'health',
	'status',
	'started',
	'age',
	'duration',
	'organizations',
	'errors',
	'error',
];
/** What gives way first where there is no room for all; glyph, job and errors never do, and an age only late. */
const GIVING_WAY: readonly FieldId[] = [
	'start',
	'share',
	'age',
	'status',
	'health',
	'organizations',
	'duration',
	'started',
	'error',
];
/** The columns of the list on a small screen, which has no heads. */
const COMPACT_COLUMNS: readonly FieldId[] = ['glyph', 'job', 'start', 'share', 'age'];
const WORDS_FROM = 100;
const COLUMNS_FROM = 80;
const GAP = 2;
/** The dashes and blanks of a rule around what stands at its ends. */
const AROUND_TITLES = 10;
const CURSOR = 2;
/** The columns under the cursor's bar: no more, so that a step of it is a few bytes on a screen of any width. */
const BAR: readonly FieldId[] = ['glyph', 'job'];

/** A column and the width that it got. */
export interface Column {
	readonly field: Field;
	readonly width: number;
}

function widthOfColumns(columns: readonly Column[]): number {
	return CURSOR + columns.reduce((sum, { field, width }) => sum + width + (field.id === 'glyph' ? 1 : GAP), -GAP);
}

/** Chooses the columns that fit, and gives the last of them what is left. `idLength` widens the column of the ids. */
export function fitColumns(width: number, idLength: number, compact = false): Column[] {
	const wanted = compact ? COMPACT_COLUMNS : COLUMNS;
	let columns = wanted
		.filter(id => width >= WORDS_FROM || (id !== 'health' && id !== 'status'))
		.map(id => ({ field: FIELDS[id], width: id === 'job' ? Math.max(idLength, FIELDS.job.width) : FIELDS[id].width }));
	for (const id of GIVING_WAY) {
		if (widthOfColumns(columns) <= width) break;
		columns = columns.filter(column => column.field.id !== id);
	}
	const room = width - widthOfColumns(columns);
	return columns.map(column => (column.field.id === 'error' ? { ...column, width: column.width + room } : column));
}

/** A cell and the gap to the next one; the last has none. */
function cell(text: SafeText, { field, width }: Column, columns: readonly Column[]): SafeText {
	const gap = field.id === columns.at(-1)?.field.id ? safe`` : field.id === 'glyph' ? safe` ` : safe`  `;
	return safe`${fit(text, width, field.align)}${gap}`;
}

/** The head of the list. */
export function headLine(columns: readonly Column[], width: number): Line {
	const spans = columns.map(column => span(cell(column.field.title, column, columns), 'dim'));
	return { spans: clip([span(safe`  `), ...spans], width) };
}

function toneOf(field: Field, job: Job, presentation: Presentation): Span['tone'] {
	const state = stateOf(job, presentation.context.stuck);
	if (field.id === 'glyph' || field.id === 'health' || field.id === 'errors') return state;
	if (field.id === 'error') return state === 'failed' || state === 'degraded' ? 'plain' : state;
	return field.id === 'job' ? 'strong' : 'plain';
}

/** The cursor on a row: a bar in the pane that has the keys, a mark in one that has not. */
type Cursor = 'bar' | 'mark' | 'none';

function rowLine(
	job: Job,
	columns: readonly Column[],
	presentation: Presentation,
	cursor: Cursor,
	width: number,
): Line {
	const spans = columns.map(column => {
		const isInBar = cursor === 'bar' && BAR.includes(column.field.id);
		const text = cell(column.field.text(job, presentation.context), column, columns);
		return span(text, isInBar ? 'cursor' : toneOf(column.field, job, presentation));
	});
	const mark = span(cursor === 'none' ? safe`  ` : safe`> `, cursor === 'bar' ? 'cursor' : 'plain');
	return { spans: clip([mark, ...spans], width), faded: !presentation.context.agesAreTrue };
}

/** The lines of the list: a window on the jobs, or the sentence that says why there is none. */
export function listLines(presentation: Presentation, area: Area, identity: Identity, hasFocus: boolean): Line[] {
	const { view, place, layout, context } = presentation;
	if (view.shown.length === 0) return fill([emptyLine(presentation, area, identity)], area.rows);
	const small = (layout.kind === 'compact' || layout.kind === 'tiny') && area.columns < COLUMNS_FROM;
	const columns = fitColumns(area.columns, context.idLength, small);
	const cursor = hasFocus ? 'bar' : 'mark';
	const lines = view.shown
		.slice(place.top, place.top + area.rows)
		.map((job, line) =>
			rowLine(job, columns, presentation, place.top + line === place.index ? cursor : 'none', area.columns),
		);
	return fill(lines, area.rows);
}

/** Empty is not always the same: nothing known yet, nothing there, nothing of what was asked for, nothing that matches. */
function emptyLine(
	{ jobs, query, status, known, partial }: Presentation,
	{ columns }: Area,
	{ server, asked }: Identity,
): Line {
	const say = (sentence: SafeText) => ({ spans: [span(safe`  `), span(truncate(sentence, columns - 2), 'dim')] });
	if (!known) return say(joinSafe(status.notes, safe`  `));
	const polled = status.link === 'LIVE' ? safe`polled ${status.notes[0] ?? safe``} ago` : status.word;
	if (jobs.length === 0 && asked !== '')
		return say(safe`no job on ${server} is what was asked for: ${asked} (${polled})`);
	if (jobs.length === 0) return say(safe`no sync jobs on ${server} (${polled})`);
	const count = safe`${formatCount(jobs.length)}${partial ? safe` loaded` : safe``}`;
	const more = partial ? safe`, L loads all` : safe``;
	if (query.filter !== '') return say(safe`0 of ${count} match \`${filterText(query.filter)}\` — Esc clears${more}`);
	if (query.problemsOnly) return say(safe`no problem among ${count} jobs — 0 shows all${more}`);
	return say(safe`0 of ${count} shown: every health among them is hidden — 0 shows all${more}`);
}

/** How many jobs there are, or that the server does not say. */
function writeTotal(total: number | null): SafeText {
	return total === null ? safe`unknown` : formatCount(total);
}

/** The rule above the list: how many there are, how many are shown, which rows, what was asked for, and the filter. */
export function listRule(presentation: Presentation, width: number, rows: number, { asked }: Identity): Line {
	const { jobs, view, place, query, known, partial, total } = presentation;
	const shown = view.shown.length;
	const window = shown > rows ? safe`  ${place.top + 1}–${Math.min(place.top + rows, shown)}` : safe``;
	const numbers = known ? safe`  shown ${formatCount(shown)}${window}` : safe``;
	const held = partial ? safe`${formatCount(jobs.length)} of ${writeTotal(total)}` : formatCount(jobs.length);
	const title = [span(safe`jobs ${known ? held : safe`–`}`, 'strong'), span(numbers)];
	const narrowed = asked === '' ? [] : [span(safe`  asked: ${asked}`, 'waiting')];
	const filter = [span(safe`filter: ${filterText(query.filter)}`, query.filter === '' ? 'dim' : 'waiting')];
	const scope = partial && query.filter !== '' ? [span(safe` of the loaded, L searches all`, 'waiting')] : [];
	const left = [...title, ...narrowed];
	const fits = widthOfSpans([...left, ...filter, ...scope]) + AROUND_TITLES <= width;
	return rule(left, fits ? [...filter, ...scope] : filter, width);
}

/** The selected job's trouble in one line, for a screen without a detail pane. */
export function noteLine({ selected, context }: Presentation, width: number): Line {
	if (selected === null) return { spans: [] };
	return { spans: clip([span(summarize(selected, context.stuck, context.organizations))], width) };
}
