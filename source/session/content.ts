import { type ErrorGroup, groupErrors } from '../model/error-groups.ts';
import { type FilterProblem, parseFilter, type Vocabulary } from '../model/filter.ts';
import type { Job } from '../model/job.ts';
import type { ErrorMemory } from '../model/memory.ts';
import { type OrganizationSummary, summarizeOrganizations } from '../model/organizations.ts';
import type { SafeText } from '../model/safe-text.ts';
import { storyOf } from '../model/story.ts';
import { isProblem, stateOf } from '../model/summary.ts';
import {
	type LinkEvent,
	type LookEvent,
	type NamingContext,
	type TimelineEntry,
	timelineOf,
} from '../model/timeline.ts';
import { type Query, selectView } from '../model/view.ts';
import { errorWords, type FilterContext, organizationWords, timelineWords } from '../model/vocabularies.ts';
import type { ViewName } from './ui-state.ts';

/** The rows of the view that the reader looks at. */
export type Content =
	| { readonly view: 'jobs'; readonly rows: readonly Job[] }
	| { readonly view: 'organizations'; readonly rows: readonly OrganizationSummary[] }
	| { readonly view: 'errors'; readonly rows: readonly ErrorGroup[] }
	| { readonly view: 'timeline'; readonly rows: readonly TimelineEntry[] };

/** What was chosen to be shown. */
export interface Choice {
	readonly content: Content;
	/** What tells the rows apart, in their order. */
	readonly ids: readonly SafeText[];
	/** How many rows there are without filter and toggles. */
	readonly held: number;
	/** What is wrong with the filter line, null where nothing is. */
	readonly problem: FilterProblem | null;
	/** Whether the choice changes by the mere passing of time. */
	readonly dependsOnTime: boolean;
}

/** What views are made from. */
export type Material = FilterContext &
	NamingContext & {
		readonly seen: readonly (LinkEvent | LookEvent)[];
		/** What earlier runs have met. */
		readonly errors: ErrorMemory;
	};

/** Chooses the rows of a view: what passes the filter line, and with `f` what somebody should look at. */
export function chooseContent(view: ViewName, query: Query, material: Material): Choice {
	switch (view) {
		case 'jobs': {
			const { shown, problem, dependsOnTime } = selectView(query, material);
			const ids = shown.map(({ id }) => id);
			return { content: { view, rows: shown }, ids, held: material.jobs.length, problem, dependsOnTime };
		}
		case 'organizations': {
			const all = summarizeOrganizations(material.jobs, material.organizations, material.now, material.errors);
			const { rows, ...choice } = choose(all, query, organizationWords(material), isTroubledOrganization);
			// Whether an organization is overdue is a matter of time.
			return { ...choice, content: { view, rows }, ids: rows.map(({ id }) => id), dependsOnTime: true };
		}
		case 'errors': {
			const all = groupErrors(material.jobs, material.errors);
			const { rows, ...choice } = choose(all, query, errorWords(material), ({ active }) => active.size > 0);
			return { ...choice, content: { view, rows }, ids: rows.map(({ fingerprint }) => fingerprint) };
		}
		case 'timeline': {
			const all = timelineOf(storyOf(material.jobs), material.seen);
			const { rows, ...choice } = choose(all, query, timelineWords(material), isTrouble);
			return { ...choice, content: { view, rows }, ids: rows.map(({ id }) => id) };
		}
	}
}

function choose<Row>(
	all: readonly Row[],
	{ filter, problemsOnly }: Query,
	words: Vocabulary<Row>,
	isProblemRow: (row: Row) => boolean,
): { rows: readonly Row[]; held: number } & Pick<Choice, 'problem' | 'dependsOnTime'> {
	const { over, problem, dependsOnTime } = parseFilter(filter);
	const passes = over(words);
	const rows = all.filter(row => (!problemsOnly || isProblemRow(row)) && passes(row));
	return { rows, held: all.length, problem, dependsOnTime };
}

function isTroubledOrganization({ standing, overdue }: OrganizationSummary): boolean {
	return standing !== 'ok' || overdue !== null;
}

function isTrouble({ event }: TimelineEntry): boolean {
	return event.kind === 'failed' || event.kind === 'changed' || event.kind === 'lost';
}

/** Whether a row is one that somebody should look at. */
export function isProblemRow(content: Content, index: number, stuck: ReadonlySet<SafeText>): boolean {
	switch (content.view) {
		case 'jobs': {
			const job = content.rows[index];
			return job !== undefined && isProblem(stateOf(job, stuck));
		}
		case 'organizations': {
			const row = content.rows[index];
			return row !== undefined && isTroubledOrganization(row);
		}
		case 'errors':
			return (content.rows[index]?.active.size ?? 0) > 0;
		case 'timeline': {
			const row = content.rows[index];
			return row !== undefined && isTrouble(row);
		}
	}
}

/** The job that a row is about: itself, the newest sync of an organization, the last job with an error, that of an event. */
export function jobOfRow(content: Content, index: number): Job | null {
	switch (content.view) {
		case 'jobs':
			return content.rows[index] ?? null;
		case 'organizations': {
			const row = content.rows[index];
			return row?.current?.job ?? row?.running ?? null;
		}
		case 'errors':
			return content.rows[index]?.last.job ?? null;
		case 'timeline': {
			const event = content.rows[index]?.event;
			return event !== undefined && 'job' in event ? event.job : null;
		}
	}
}

/** The filter that shows the jobs of a row; null where there is none, as in the list of jobs itself. */
export function filterOfRow(content: Content, index: number): string | null {
	switch (content.view) {
		case 'jobs':
			return null;
		case 'organizations': {
			const row = content.rows[index];
			return row === undefined ? null : `org:${row.id}`;
		}
		case 'errors': {
			const row = content.rows[index];
			return row === undefined ? null : `err:/^${patternOf(row.fingerprint)}/`;
		}
		case 'timeline': {
			const job = jobOfRow(content, index);
			return job === null ? null : `job:${job.id}`;
		}
	}
}

/** A pattern for the texts of one kind, as far as it fits into a filter line. */
function patternOf(fingerprint: SafeText): string {
	const pattern = Array.from(fingerprint.replace(/[\\/^$.*+?()[\]{}|]/g, '\\$&').replace(/<\w+>/g, '.*'));
	return pattern.slice(0, LONGEST_PATTERN).join('').replace(/\\+$/, '');
}

const LONGEST_PATTERN = 160;
