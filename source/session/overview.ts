import type { ErrorGroup } from '../model/error-groups.ts';
import type { Job } from '../model/job.ts';
import type { OrganizationSummary } from '../model/organizations.ts';
import type { TimelineEntry } from '../model/timeline.ts';
import { INITIAL_QUERY } from '../model/view.ts';
import { createChooser } from './choose.ts';
import type { Material } from './content.ts';

/** All rows of the other views, whatever the filter of the jobs: what they are shown beside. */
export interface OverviewRows {
	readonly organizations: readonly OrganizationSummary[];
	readonly errors: readonly ErrorGroup[];
	/** The newest. */
	readonly timeline: readonly TimelineEntry[];
}

/** What the few newest lines of a timeline are told of; the story of ten thousand jobs takes too long for these. */
const NEWEST_JOBS = 500;

/** Makes a function that has the rows of an overview ready; they are made anew when what they are made from has changed. */
export function createOverview(): (material: Material) => OverviewRows {
	const organizations = createChooser();
	const errors = createChooser();
	const timeline = createChooser();
	let newest: { readonly of: readonly Job[]; readonly jobs: readonly Job[] } | null = null;

	const newestOf = (jobs: readonly Job[]): readonly Job[] => {
		if (jobs.length <= NEWEST_JOBS) return jobs;
		if (newest === null || newest.of !== jobs) newest = { of: jobs, jobs: jobs.slice(0, NEWEST_JOBS) };
		return newest.jobs;
	};

	return material => {
		const rows = {
			organizations: organizations('organizations', INITIAL_QUERY, material).content,
			errors: errors('errors', INITIAL_QUERY, material).content,
			timeline: timeline('timeline', INITIAL_QUERY, { ...material, jobs: newestOf(material.jobs) }).content,
		};
		return {
			organizations: rows.organizations.view === 'organizations' ? rows.organizations.rows : [],
			errors: rows.errors.view === 'errors' ? rows.errors.rows : [],
			timeline: rows.timeline.view === 'timeline' ? rows.timeline.rows : [],
		};
	};
}
