import { aboutOrganizations } from '../api/matching.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { groupErrors } from '../model/error-groups.ts';
import { parseFilter } from '../model/filter.ts';
import { errorWords } from '../model/vocabularies.ts';
import { ERRORS } from '../output/error-columns.ts';
import { printRows } from './print-rows.ts';

/** Prints the kinds of errors once. */
export function runErrors(options: Options, environment: Environment): Promise<number> {
	return printRows(ERRORS, options, environment, ({ jobs, context }) => {
		const wanted = aboutOrganizations(jobs, options.query.organizations, context.organizations);
		const passes = parseFilter(options.filter).over(errorWords(context));
		const rows = groupErrors(wanted).filter(passes);
		// A text that no rule knows is never good, and no error either.
		return { rows, isUnhealthy: rows.some(({ active, outcome }) => active.size > 0 && outcome !== 'unknown') };
	});
}
