import { aboutOrganizations } from '../api/matching.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import { systemClock } from '../live/clock.ts';
import { groupErrors } from '../model/error-groups.ts';
import { FailureError } from '../model/failure.ts';
import { summarizeOrganizations } from '../model/organizations.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { formatMetrics, type Labels } from '../output/metrics.ts';
import { askOnce, type Found } from './ask-once.ts';
import { print } from './print.ts';
import { checkPlace, writeWhole } from './whole-file.ts';

/** Prints what there is to be measured, or puts it into a file; where the server cannot be asked, that is measured too. */
export async function runMetrics(options: Options, environment: Environment): Promise<number> {
	const { textfile, query } = options;
	if (textfile !== null) await checkPlace(textfile);
	const write = async (found: Found | null) => {
		const measured = found === null ? null : measure(found, query.organizations, began);
		const text = formatMetrics(measured, labelsOf(options.server));
		await (textfile === null ? print(text) : writeWhole(textfile, text));
		return EXIT_CODES.done.code;
	};
	const began = systemClock.monotonic();
	let isAnswered = false;
	try {
		return await askOnce(options, environment, found => {
			isAnswered = true;
			return write(found);
		});
	} catch (error) {
		// What was measured before must not stand there as if it were so now.
		if (error instanceof FailureError && !isAnswered) await write(null);
		throw error;
	}
}

function labelsOf(server: ServerOptions): Labels {
	if (server.kind === 'demo') return { server: safe`simulator` };
	const domain = server.domain === null ? {} : { domain: toSafeText(server.domain) };
	return { server: toSafeText(server.url.host), ...domain };
}

function measure({ jobs, complete, context, origin }: Found, names: readonly string[], began: number) {
	const { organizations, stuck, now } = context;
	const wanted = aboutOrganizations(jobs, names, organizations);
	return {
		jobs: wanted,
		stuck,
		rows: summarizeOrganizations(wanted, organizations, now),
		errors: groupErrors(wanted),
		complete,
		at: origin.fetchedAt,
		took: systemClock.monotonic() - began,
	};
}
