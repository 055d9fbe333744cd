import { aboutOrganizations } from '../api/matching.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { parseFilter } from '../model/filter.ts';
import { summarizeOrganizations } from '../model/organizations.ts';
import { organizationWords } from '../model/vocabularies.ts';
import { ORGANIZATIONS } from '../output/organization-columns.ts';
import { printRows } from './print-rows.ts';

/** Prints the organizations once. */
export function runOrgs(options: Options, environment: Environment): Promise<number> {
	return printRows(ORGANIZATIONS, options, environment, ({ jobs, context }) => {
		const { organizations, now } = context;
		const wanted = aboutOrganizations(jobs, options.query.organizations, organizations);
		const passes = parseFilter(options.filter).over(organizationWords(context));
		const rows = summarizeOrganizations(wanted, organizations, now).filter(passes);
		return { rows, isUnhealthy: rows.some(({ standing }) => standing === 'failing') };
	});
}
