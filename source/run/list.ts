import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { parseFilter } from '../model/filter.ts';
import { jobWords } from '../model/vocabularies.ts';
import { JOBS } from '../output/job-columns.ts';
import { printRows } from './print-rows.ts';

/** Prints the jobs once. */
export function runList(options: Options, environment: Environment): Promise<number> {
	return printRows(JOBS, options, environment, ({ jobs, context }) => {
		const passes = parseFilter(options.filter).over(jobWords(context));
		const rows = jobs.filter(job => (options.healths?.has(job.health) ?? true) && passes(job));
		return { rows, isUnhealthy: rows.some(({ health }) => health === 'failed' || health === 'degraded') };
	});
}
