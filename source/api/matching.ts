import type { Organization, Organizations } from '../model/answer.ts';
import type { Job } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import type { SafeText } from '../model/safe-text.ts';
import { joinKinds } from '../model/share.ts';
import type { JobParameters } from './job-list.ts';

/** The one order that this side can make by itself, where the server does not. */
const NEWEST_FIRST = '-createdAt';

/** The length of a Salesforce id without its checksum, as some tools show it. */
const BARE_ID = 15;

function isCalled({ id, name, resourceId }: Pick<Organization, 'id' | 'name' | 'resourceId'>, wanted: string): boolean {
	const sameId = id === wanted || (wanted.length === BARE_ID && id.slice(0, BARE_ID) === wanted);
	return sameId || resourceId === wanted || name.toLowerCase() === wanted.toLowerCase();
}

/**
 * The server's own id of the organization that is asked for, where exactly one is and it is known: only then can the
 * server do the filtering. Null otherwise.
 */
export function organizationParameter(wanted: readonly string[], organizations: Organizations): string | null {
	const [only] = wanted;
	if (only === undefined || wanted.length > 1) return null;
	const called = [...organizations.values()].filter(organization => isCalled(organization, only));
	return called.length === 1 ? (called[0]?.resourceId ?? null) : null;
}

/** The parameters by which the server does the filtering, as far as it can. */
export function filtersOf(query: JobQuery, organizations: Organizations): JobParameters {
	return {
		id: query.id,
		overall_status: query.status,
		organizations: organizationParameter(query.organizations, organizations),
	};
}

/** Whether a job is one that was asked for, in case the server filters less than it was told. Broken rows always are. */
function isWanted(job: Job, query: JobQuery, organizations: Organizations): boolean {
	if (job.broken !== null) return true;
	if (query.id !== null && job.id !== query.id) return false;
	if (query.status !== null && job.status !== query.status) return false;
	if (query.organizations.length === 0) return true;
	return job.results.some(({ id }) => isAsked(id, query.organizations, organizations));
}

/** Whether an organization is one of those that were asked for by name, Salesforce id or resource id. */
function isAsked(id: SafeText, wanted: readonly string[], organizations: Organizations): boolean {
	const organization = organizations.get(id) ?? { id, name: id, resourceId: id };
	return wanted.some(name => isCalled(organization, name));
}

/** What jobs tell of the organizations that were asked for, and of no other; all of it where none was. */
export function aboutOrganizations(
	jobs: readonly Job[],
	wanted: readonly string[],
	organizations: Organizations,
): readonly Job[] {
	if (wanted.length === 0) return jobs;
	return jobs.map(job => ({ ...job, results: job.results.filter(({ id }) => isAsked(id, wanted, organizations)) }));
}

/**
 * The jobs that were asked for, in the order of the server; newest first where that is what was asked. Those of a second
 * kind stand among the others then, and behind them in any other order, which only the server can make.
 */
export function selectWanted(
	jobs: readonly Job[],
	query: JobQuery,
	organizations: Organizations,
	second: readonly Job[] = [],
): readonly Job[] {
	const select = (some: readonly Job[]) => some.filter(job => isWanted(job, query, organizations));
	const wanted = joinKinds(select(jobs), select(second));
	return query.sort === NEWEST_FIRST ? newestFirst(wanted) : wanted;
}

/** Newest first; jobs that do not say when they began come last, in the order of the server. */
function newestFirst(jobs: readonly Job[]): readonly Job[] {
	const at = (job: Job) => job.createdAt?.at ?? Number.NEGATIVE_INFINITY;
	return [...jobs].sort((one, other) => (at(one) === at(other) ? 0 : at(other) - at(one)));
}
