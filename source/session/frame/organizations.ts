import { areMixed, GLYPHS, type JobContext, KIND_WORDS } from '../../model/fields.ts';
import { formatShortStart, formatStart } from '../../model/format.ts';
import { noveltyWord, STRIP_GLYPHS, standingText, stripText, troubleText } from '../../model/organization-text.ts';
import type { OrganizationSummary, Standing, StripCell } from '../../model/organizations.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import type { State } from '../../model/summary.ts';
import type { ErrorKnowledge } from '../knowledge.ts';
import { type Span, span } from './line.ts';
import type { TableColumn } from './table.ts';

/** The tone of each place of a strip. */
const TONES: { readonly [cell in StripCell]: Span['tone'] } = {
	ok: 'ok',
	error: 'failed',
	running: 'running',
	none: 'degraded',
	unknown: 'unknown',
	absent: 'dim',
};

/** The state whose colour and glyph a standing has. */
export const STATE_OF_STANDING: { readonly [standing in Standing]: State } = {
	failing: 'failed',
	unknown: 'unknown',
	waiting: 'running',
	ok: 'ok',
};

/** The same with its colours; alike neighbours are one span. */
export function stripSpans(text: SafeText): readonly Span[] {
	const cells = Object.keys(TONES) as StripCell[];
	const tones = new Map<string, Span['tone']>(cells.map(cell => [STRIP_GLYPHS[cell], TONES[cell]]));
	return Array.from(text.matchAll(/(.)\1*/gu), ([run]) =>
		span(run as SafeText, tones.get(Array.from(run)[0] ?? '') ?? 'plain'),
	);
}

/** Since when an organization fails; `≤` where it may be longer. */
export function sinceText({ standing, since, sinceIsCertain }: OrganizationSummary, context: JobContext): SafeText {
	if (standing !== 'failing' || since === null) return safe``;
	return safe`${sinceIsCertain ? safe`` : safe`≤`}${formatStart(since.at, context.now, context.zone)}`;
}

/** `acked` where its trouble is acknowledged, else how it compares with its sync before: `NEW` after a good one or another error. */
export function noveltyText(row: OrganizationSummary, knowledge: ErrorKnowledge): SafeText {
	return knowledge.ofOrganization(row.id) === null ? noveltyWord(row) : safe`acked`;
}

/** Which kind of jobs speaks for an organization. */
const kindColumn: TableColumn<OrganizationSummary> = {
	id: 'kind',
	title: safe`KIND`,
	width: 4,
	align: 'left',
	text: ({ kind }) => KIND_WORDS[kind],
};

/** The columns of the list of organizations. */
export function organizationColumns(
	context: JobContext,
	knowledge: ErrorKnowledge,
): readonly TableColumn<OrganizationSummary>[] {
	const toneOf = (row: OrganizationSummary) => STATE_OF_STANDING[row.standing];
	const troubleTone = (row: OrganizationSummary) => (row.standing === 'ok' ? 'dim' : 'plain');
	return [
		{
			id: 'glyph',
			title: safe`S`,
			width: 1,
			align: 'left',
			isInBar: true,
			text: row => GLYPHS[STATE_OF_STANDING[row.standing]],
			tone: toneOf,
		},
		{
			id: 'name',
			title: safe`ORG`,
			width: 14,
			align: 'left',
			isInBar: true,
			text: row => row.name,
			tone: () => 'strong',
		},
		...(areMixed(context.jobs) ? [kindColumn] : []),
		{ id: 'strip', title: safe`LAST 16 SYNCS`, width: 16, align: 'right', text: stripText, spans: stripSpans },
		{
			id: 'now',
			title: safe`NOW`,
			width: 7,
			align: 'left',
			text: standingText,
			tone: row => (row.overdue !== null && row.standing === 'ok' ? 'stuck' : toneOf(row)),
		},
		{ id: 'since', title: safe`SINCE`, width: 12, align: 'right', text: row => sinceText(row, context) },
		{
			id: 'streak',
			title: safe`STREAK`,
			width: 6,
			align: 'right',
			text: row => (row.streak === 0 ? safe`` : safe`${row.streak}`),
		},
		{
			id: 'last-ok',
			title: safe`LAST OK`,
			width: 7,
			align: 'right',
			text: row => (row.lastOk === null ? safe`—` : formatShortStart(row.lastOk.at, context.now, context.zone)),
		},
		{
			id: 'failures',
			title: safe`FAIL 24h`,
			width: 8,
			align: 'right',
			text: row => safe`${row.recent.failures}/${row.recent.syncs}`,
			tone: row => (row.recent.failures === 0 ? 'dim' : 'plain'),
		},
		{
			id: 'novelty',
			title: safe`NEW`,
			width: 5,
			align: 'left',
			text: row => noveltyText(row, knowledge),
			tone: row => (knowledge.ofOrganization(row.id) === null ? 'alert' : 'dim'),
		},
		{
			id: 'error',
			title: safe`ERROR`,
			width: 16,
			align: 'left',
			grows: true,
			text: troubleText,
			tone: troubleTone,
		},
	];
}

/** What gives way first where there is no room for all. */
export const ORGANIZATIONS_GIVE_WAY: readonly string[] = [
	'failures',
	'last-ok',
	'streak',
	'now',
	'kind',
	'strip',
	'novelty',
];
