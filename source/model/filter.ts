import type { Organizations } from './answer.ts';
import type { Job } from './job.ts';
import type { SafeText } from './safe-text.ts';
import { causeOf, nameOf, stateOf } from './summary.ts';

/** What a filter compares its words with. */
export interface FilterContext {
	readonly organizations: Organizations;
	readonly stuck: ReadonlySet<SafeText>;
}

/** Whether a job passes. */
export type Filter = (job: Job, context: FilterContext) => boolean;

type Texts = (job: Job, context: FilterContext) => readonly string[];

const organizationTexts: Texts = (job, { organizations }) =>
	job.results.flatMap(result => [nameOf(result.id, organizations), result.id]);

const errorTexts: Texts = job =>
	job.results.filter(result => result.outcome !== 'ok' && result.outcome !== 'running').map(causeOf);

/** The words that may stand before a colon, and what each looks at. */
const SUBJECTS: Readonly<Record<string, Texts>> = {
	job: job => [job.id],
	org: organizationTexts,
	err: errorTexts,
	status: job => [job.status],
	health: (job, { stuck }) => [job.health, stateOf(job, stuck)],
};

const everything: Texts = (job, context) => [
	job.id,
	job.status,
	stateOf(job, context.stuck),
	...(job.broken === null ? [] : [job.broken]),
	...organizationTexts(job, context),
	...job.results.map(causeOf),
];

/** `!`, a subject and a colon, then quoted words or a word; at least one of these. */
const TERM = new RegExp(`(?=\\S)(!?)(?:(${Object.keys(SUBJECTS).join('|')}):)?(?:"([^"]*)"?|(\\S*))`, 'gi');

/** A term that does not say yet what it looks for lets everything pass: null. */
function readTerm([, not = '', subject = '', quoted, word = '']: RegExpMatchArray): Filter | null {
	const wanted = (quoted ?? word).toLowerCase();
	if (wanted === '') return null;
	const look = SUBJECTS[subject.toLowerCase()] ?? everything;
	return (job, context) => look(job, context).some(text => text.toLowerCase().includes(wanted)) === (not === '');
}

/**
 * Reads the filter line: words that must all be found, anywhere or after `org:`, `err:`, `status:` or `health:`; `!` before
 * a word turns it round, quotes hold words together. Every text is a filter; what has not been finished yet is left out.
 */
export function parseFilter(text: string): Filter {
	const terms = [...text.matchAll(TERM)].map(readTerm).filter(term => term !== null);
	return (job, context) => terms.every(term => term(job, context));
}
