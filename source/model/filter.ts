import type { Organizations } from './answer.ts';
import { type MeasureName, readTerms, type Subject, type Term } from './filter-terms.ts';
import { newlyTroubled } from './history.ts';
import type { Job } from './job.ts';
import { compilePattern } from './pattern.ts';
import { PatternError } from './pattern-syntax.ts';
import { type SafeText, safe, toSafeText } from './safe-text.ts';
import { causeOf, nameOf, STATES, stateOf } from './summary.ts';

/** What a filter compares its words with. */
export interface FilterContext {
	/** All jobs held: they tell what is new. */
	readonly jobs: readonly Job[];
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
	/** The server's time, in milliseconds since 1970. */
	readonly now: number;
}

/** What is wrong with a filter: where, counted in UTF-16 units from zero, and what to do about it. */
export interface FilterProblem {
	readonly at: number;
	readonly message: SafeText;
}

/** A filter line that was read. */
export interface Filter {
	/** Whether a job passes every term that could be read. */
	readonly passes: (job: Job, context: FilterContext) => boolean;
	/** The first term that could not be read, null where all could. */
	readonly problem: FilterProblem | null;
	/** Whether the answer changes by the mere passing of time. */
	readonly dependsOnTime: boolean;
}

type Passes = Filter['passes'];
type Texts = (job: Job, context: FilterContext) => readonly string[];

function namesOf(ids: readonly SafeText[], { organizations }: FilterContext): readonly string[] {
	return ids.flatMap(id => [nameOf(id, organizations), id]);
}

const organizationTexts: Texts = (job, context) =>
	namesOf(
		job.results.map(({ id }) => id),
		context,
	);

const errorTexts: Texts = job =>
	job.results.filter(result => result.outcome !== 'ok' && result.outcome !== 'running').map(causeOf);

const everything: Texts = (job, context) => [
	job.id,
	job.status,
	stateOf(job, context.stuck),
	...(job.broken === null ? [] : [job.broken]),
	...organizationTexts(job, context),
	...job.results.map(causeOf),
];

/** What each word before a colon looks at. */
const SUBJECTS: Readonly<Record<Subject, Texts>> = {
	job: job => [job.id],
	org: organizationTexts,
	err: errorTexts,
	status: job => [job.status],
	health: (job, { stuck }) => [job.health, stateOf(job, stuck)],
	new: (job, context) => namesOf(newlyTroubled(job, context.jobs), context),
};

/** What each word before `<` or `>` measures, in milliseconds; null where nobody knows. */
const MEASURES: Readonly<Record<MeasureName, (job: Job, context: FilterContext) => number | null>> = {
	age: (job, { now }) => (job.createdAt === null ? null : now - job.createdAt.at),
	dur: (job, { now }) =>
		job.duration ?? (job.health === 'running' && job.createdAt !== null ? now - job.createdAt.at : null),
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

class TermError extends Error {
	override readonly name = 'TermError';
	readonly problem: FilterProblem;
	constructor(problem: FilterProblem) {
		super(problem.message);
		this.problem = problem;
	}
}

function readDuration({ value, valueAt }: Term): number {
	const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|[smhdw])$/i.exec(value) ?? [];
	const factor = UNITS[unit.toLowerCase()];
	if (factor === undefined)
		throw new TermError({ at: valueAt, message: safe`a time such as 90s, 15m, 2h or 3d stands here` });
	return Number(amount) * factor;
}

function readMatcher({ value, kind, valueAt }: Term): (text: string) => boolean {
	if (kind !== 'pattern') {
		const wanted = value.toLowerCase();
		return text => text.toLowerCase().includes(wanted);
	}
	try {
		return compilePattern(value);
	} catch (error) {
		if (!(error instanceof PatternError)) throw error;
		const message = safe`in the pattern: ${toSafeText(error.message)}`;
		throw new TermError({ at: valueAt + error.at, message });
	}
}

/** What a term asks for; null where it does not say yet what it looks for, as while it is typed. */
function readTerm(term: Term): Passes | null {
	if (term.kind === 'measure') {
		if (term.value === '') return null;
		const limit = readDuration(term);
		const measure = MEASURES[term.subject];
		return (job, context) => {
			const measured = measure(job, context);
			return measured !== null && (term.sign === '<' ? measured < limit : measured > limit);
		};
	}
	const look = term.subject === null ? everything : SUBJECTS[term.subject];
	if (term.value === '') return term.subject === 'new' ? (job, context) => look(job, context).length > 0 : null;
	if (
		term.subject === 'health' &&
		term.kind === 'words' &&
		!STATES.some(state => state.includes(term.value.toLowerCase()))
	)
		throw new TermError({ at: term.valueAt, message: safe`a health is ${toSafeText(STATES.join(', '))}` });
	const matches = readMatcher(term);
	return (job, context) => look(job, context).some(matches);
}

function negate(passes: Passes): Passes {
	return (job, context) => !passes(job, context);
}

/**
 * Reads the filter line: words that must all be found, anywhere or after `job:`, `org:`, `err:`, `status:`, `health:` or
 * `new:`, and times after `age` or `dur` with `<` or `>`; `!` before a term turns it round, quotes hold words together,
 * slashes hold a pattern. What cannot be read is told and left out, and so is what has not been finished yet.
 */
export function parseFilter(text: string): Filter {
	const parts: Passes[] = [];
	let problem: FilterProblem | null = null;
	let dependsOnTime = false;
	for (const term of readTerms(text)) {
		try {
			const passes = readTerm(term);
			if (passes !== null) parts.push(term.isNegated ? negate(passes) : passes);
			dependsOnTime ||= term.kind === 'measure';
		} catch (error) {
			if (!(error instanceof TermError)) throw error;
			problem ??= error.problem;
		}
	}
	return { passes: (job, context) => parts.every(passes => passes(job, context)), problem, dependsOnTime };
}
