import { aboutOrganizations } from '../api/matching.ts';
import { CHECK_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import { summarizeOrganizations } from '../model/organizations.ts';
import { judge } from '../model/verdict.ts';
import { formatCheck, formatCheckJson } from '../output/check.ts';
import { originValue } from '../output/json.ts';
import { askOnce } from './ask-once.ts';
import { print } from './print.ts';

/** Judges the latest sync of each organization as a plug-in of Nagios does, and ends with its exit code. */
export function runCheck(options: Options, environment: Environment): Promise<number> {
	const began = systemClock.monotonic();
	return askOnce(options, environment, async ({ answer, jobs, complete, context, origin }) => {
		const { organizations, stuck, now } = context;
		const wanted = aboutOrganizations(jobs, options.query.organizations, organizations);
		const rows = summarizeOrganizations(wanted, organizations, now);
		const verdict = judge({ jobs, rows, organizations, stuck, now, mayBeOld: options.warnAge });
		const facts = {
			verdict,
			since: options.since ?? 0,
			mayBeOld: options.warnAge,
			took: systemClock.monotonic() - began,
			partial: complete ? null : { seen: answer.jobs.length, total: answer.total },
		};
		const { code } = CHECK_CODES[verdict.level];
		const told = originValue({ complete, total: answer.total }, origin);
		await print(options.output === 'json' ? formatCheckJson(facts, code, told) : formatCheck(facts));
		return code;
	});
}
