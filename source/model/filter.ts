import { type MeasureName, readTerms, type Subject, type Term } from './filter-terms.ts';
import { compilePattern } from './pattern.ts';
import { PatternError } from './pattern-syntax.ts';
import { type SafeText, safe, toSafeText } from './safe-text.ts';
import { STATES } from './summary.ts';

/** What a filter may ask of the rows of one list. */
export interface Vocabulary<Row> {
	/** The texts that stand for a word before a colon. */
	readonly subjects: { readonly [subject in Subject]: (row: Row) => readonly string[] };
	/** What a word alone is looked for in. */
	readonly everything: (row: Row) => readonly string[];
	/** What stands for a word before `<` or `>`, in milliseconds; null where nobody knows. */
	readonly measures: { readonly [name in MeasureName]: (row: Row) => number | null };
}

/** What is wrong with a filter: where, counted in UTF-16 units from zero, and what to do about it. */
export interface FilterProblem {
	readonly at: number;
	readonly message: SafeText;
}

/** A filter line that was read. */
export interface Filter {
	/** Makes the test whether a row passes every term that could be read. */
	readonly over: <Row>(vocabulary: Vocabulary<Row>) => (row: Row) => boolean;
	/** The first term that could not be read, null where all could. */
	readonly problem: FilterProblem | null;
	/** Whether the answer changes by the mere passing of time. */
	readonly dependsOnTime: boolean;
}

/** What may stand after `health:`: the states of jobs, and what organizations and errors are instead. */
const HEALTH_WORDS: readonly string[] = [...STATES, 'failing', 'waiting', 'overdue', 'active', 'cleared'];

/** Whether a row passes one term. */
type Passes = <Row>(row: Row, vocabulary: Vocabulary<Row>) => boolean;

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
		const { subject } = term;
		return (row, { measures }) => {
			const measured = measures[subject](row);
			return measured !== null && (term.sign === '<' ? measured < limit : measured > limit);
		};
	}
	const { subject } = term;
	const look: <Row>(row: Row, vocabulary: Vocabulary<Row>) => readonly string[] = (row, { subjects, everything }) =>
		subject === null ? everything(row) : subjects[subject](row);
	if (term.value === '') return subject === 'new' ? (row, words) => look(row, words).length > 0 : null;
	if (
		term.subject === 'health' &&
		term.kind === 'words' &&
		!HEALTH_WORDS.some(word => word.includes(term.value.toLowerCase()))
	)
		throw new TermError({ at: term.valueAt, message: safe`a health is ${toSafeText(STATES.join(', '))}` });
	const matches = readMatcher(term);
	return (row, words) => look(row, words).some(matches);
}

function negate(passes: Passes): Passes {
	return (row, words) => !passes(row, words);
}

/**
 * Reads the filter line: words that must all be found, anywhere or after `job:`, `kind:`, `org:`, `err:`, `status:`, `health:` or
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
	const over: Filter['over'] = vocabulary => row => parts.every(passes => passes(row, vocabulary));
	return { over, problem, dependsOnTime };
}
