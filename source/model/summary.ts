import type { Organization, Organizations } from './answer.ts';
import { HEALTHS, type Health, isKnownStatus } from './health.ts';
import { isEnded, type Job, type OrganizationResult } from './job.ts';
import { type SafeText, safe, sliceSafe } from './safe-text.ts';

/** What a job's row says of it: its health, or that it is stuck. */
export type State = Health | 'stuck';

/** Every state, worst first: the order of a sort by health. What nobody can judge comes last. */
export const STATES: readonly State[] = HEALTHS.flatMap((health): State[] =>
	health === 'running' ? ['stuck', health] : [health],
);

/** The state of a job, given which jobs are stuck. */
export function stateOf(job: Job, stuck: ReadonlySet<SafeText>): State {
	return stuck.has(job.id) ? 'stuck' : job.health;
}

/** Whether a state is one that somebody should look at. */
export function isProblem(state: State): boolean {
	return state === 'failed' || state === 'degraded' || state === 'stuck';
}

/** An organization by its id; ids of 15 characters, which lack their checksum, match as well. */
export function findOrganization(id: SafeText, organizations: Organizations): Organization | undefined {
	const known = organizations.get(id);
	if (known !== undefined || id.length !== 15) return known;
	for (const [whole, organization] of organizations) if (whole.startsWith(id)) return organization;
	return undefined;
}

/** Whether an organization was deleted on the server, as far as its list is known: nobody synchronizes it any more. */
export function isDeleted(id: SafeText, organizations: Organizations): boolean {
	return organizations.size > 0 && findOrganization(id, organizations) === undefined;
}

/** An organization by its name, or by its id where nobody knows the name any more. */
export function nameOf(id: SafeText, organizations: Organizations): SafeText {
	return findOrganization(id, organizations)?.name ?? id;
}

/** What an organization's text says, an empty cause spelt out. */
export function causeOf(result: OrganizationResult): SafeText {
	if (result.text === null) return result.outcome === 'running' ? safe`not reported yet` : safe`never reported`;
	const text = result.text.trimEnd();
	if (text === '') return safe`(no text given)`;
	const said = sliceSafe(result.text, 0, text.length);
	return result.outcome === 'error' && text.endsWith(':') ? safe`${said} (no cause given)` : said;
}

/** How many organizations of a job fared this way. */
export function countOutcome(job: Job, outcome: OrganizationResult['outcome']): number {
	return job.results.reduce((count, result) => count + (result.outcome === outcome ? 1 : 0), 0);
}

const WORST_FIRST: readonly OrganizationResult['outcome'][] = ['error', 'unknown', 'running', 'none'];

/**
 * The results of a job that need looking at, worst first: errors, then texts nobody knows, then what still runs in a job
 * that ended, then those never reported.
 */
export function troubledResults(job: Job): readonly OrganizationResult[] {
	const order = isEnded(job.status) ? WORST_FIRST : WORST_FIRST.filter(outcome => outcome !== 'running');
	return job.results
		.filter(result => order.includes(result.outcome))
		.sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
}

/** How far a running job is, and what is odd about it. */
function summarizeRunning(job: Job, isStuck: boolean): SafeText {
	const all = job.results.length;
	const done = all - countOutcome(job, 'running');
	const word = job.abort ? safe`cancelling` : safe`running`;
	const progress = all === 0 ? word : safe`${word} ${done}/${all}`;
	return isStuck ? safe`${progress} · STUCK, no change` : progress;
}

/** The sentence that tells a job's trouble in a row: the worst organization and its error, or how far it is. */
export function summarize(job: Job, stuck: ReadonlySet<SafeText>, organizations: Organizations): SafeText {
	if (job.broken !== null) return safe`unreadable row: ${job.broken}`;
	if (!isKnownStatus(job.status))
		return job.status === '' ? safe`the server gives no status` : safe`a status that is not known: ${job.status}`;
	const all = job.results.length;
	const errors = countOutcome(job, 'error');
	if (job.health === 'running' && errors === 0) return summarizeRunning(job, stuck.has(job.id));
	if (job.health === 'cancelled') return safe`cancelled after ${countOutcome(job, 'ok')} of ${all}`;
	const troubled = troubledResults(job);
	const worst = troubled[0];
	if (worst === undefined) return all === 0 ? safe`no organization named` : safe``;
	const alike = troubled.filter(result => result.text === worst.text && result.outcome === worst.outcome).length;
	const others = troubled.length - 1;
	const name = nameOf(worst.id, organizations);
	const who = all > 1 && alike === all ? safe`ALL` : others === 0 ? name : safe`${name} +${others}`;
	return safe`${stuck.has(job.id) ? safe`STUCK · ` : safe``}${who} · ${causeOf(worst)}`;
}
