import { GLYPHS } from './fields.ts';
import { type FilterProblem, parseFilter } from './filter.ts';
import type { Health } from './health.ts';
import type { Job } from './job.ts';
import { type SafeText, safe } from './safe-text.ts';
import { type Sort, sortJobs } from './sort.ts';
import { isProblem, type State, stateOf } from './summary.ts';
import { type FilterContext, jobWords } from './vocabularies.ts';

/** A group of healths that one number key shows and hides. */
export interface HealthGroup {
	readonly digit: SafeText;
	readonly healths: readonly Health[];
	readonly glyph: SafeText;
	readonly word: SafeText;
	/** Whose colour the group has. */
	readonly state: State;
}

/** The groups of the number keys 1 to 5. */
export const HEALTH_GROUPS: readonly HealthGroup[] = [
	{ digit: safe`1`, healths: ['failed'], glyph: GLYPHS.failed, word: safe`fail`, state: 'failed' },
	{ digit: safe`2`, healths: ['degraded'], glyph: GLYPHS.degraded, word: safe`degraded`, state: 'degraded' },
	{ digit: safe`3`, healths: ['running'], glyph: GLYPHS.running, word: safe`run`, state: 'running' },
	{ digit: safe`4`, healths: ['ok'], glyph: GLYPHS.ok, word: safe`ok`, state: 'ok' },
	{ digit: safe`5`, healths: ['unknown', 'cancelled'], glyph: GLYPHS.unknown, word: safe`unk`, state: 'unknown' },
];

/** Which jobs are shown, and in which order. */
export interface Query {
	readonly hidden: ReadonlySet<Health>;
	/** Only failed, degraded and stuck jobs, whatever is hidden. */
	readonly problemsOnly: boolean;
	/** The filter line as it was typed. */
	readonly filter: string;
	readonly sort: Sort;
}

/** Everything, newest first. */
export const INITIAL_QUERY: Query = {
	hidden: new Set(),
	problemsOnly: false,
	filter: '',
	sort: { key: 'started', descending: true },
};

/** How many of these jobs are in each of {@link HEALTH_GROUPS}, in their order. */
export function countGroups(jobs: readonly Job[]): readonly number[] {
	return HEALTH_GROUPS.map(({ healths }) => jobs.reduce((sum, job) => sum + (healths.includes(job.health) ? 1 : 0), 0));
}

/** The jobs that a query shows. */
export interface View {
	readonly shown: readonly Job[];
	/** What is wrong with the filter line, null where nothing is. */
	readonly problem: FilterProblem | null;
	/** Whether the choice changes by the mere passing of time. */
	readonly dependsOnTime: boolean;
}

/** Chooses and sorts the jobs that a query shows. */
export function selectView(query: Query, context: FilterContext): View {
	const { jobs } = context;
	const { over, problem, dependsOnTime } = parseFilter(query.filter);
	const passes = over(jobWords(context));
	const shown = jobs.filter(job => {
		const visible = query.problemsOnly ? isProblem(stateOf(job, context.stuck)) : !query.hidden.has(job.health);
		return visible && passes(job);
	});
	return {
		shown: sortJobs(shown, query.sort, context.stuck),
		problem,
		dependsOnTime,
	};
}
