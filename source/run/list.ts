import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { systemClock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { toAscii } from '../model/ascii.ts';
import { findStuck } from '../model/durations.ts';
import { parseFilter } from '../model/filter.ts';
import { formatCount } from '../model/format.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { jobWords } from '../model/vocabularies.ts';
import { formatJson, type Origin } from '../output/json.ts';
import { formatTable } from '../output/table.ts';
import { connect } from './connect.ts';
import { readSignIn } from './credentials.ts';
import { print } from './print.ts';
import { interruptible } from './signals.ts';
import { readTarget } from './target.ts';

/** Prints the jobs once. */
export async function runList(options: Options, environment: Environment): Promise<number> {
	const interruption = interruptible();
	const target = await readTarget(options.server, environment, server =>
		readSignIn(server, { environment, clock: systemClock, ask: null }),
	);
	const connection = await connect(target, options.timeout, systemClock);
	let closed: Promise<void> | null = null;
	const close = () => {
		closed ??= connection.close();
		return closed;
	};
	try {
		const onProgress = process.stderr.isTTY && options.query.limit === null ? showProgress : undefined;
		const answer = await connection.client.load(options.query, interruption.signal, onProgress);
		// Signing out takes a request: what was found is printed meanwhile.
		void close();
		if (onProgress !== undefined) process.stderr.write('\n');
		const now = systemClock.now() + (answer.clockOffset ?? 0);
		const stuck = findStuck(answer.jobs, now);
		const passes = parseFilter(options.filter).over(jobWords({ ...answer, stuck, now }));
		const jobs = answer.jobs.filter(job => (options.healths?.has(job.health) ?? true) && passes(job));
		const origin: Origin = { ...connection.origin, fetchedAt: systemClock.now() };
		const context = {
			jobs: answer.jobs,
			organizations: answer.organizations,
			stuck,
			now,
			zone: options.zone,
			timeStyle: 'absolute' as const,
			idLength: 36,
			agesAreTrue: true,
		};
		const width = process.stdout.isTTY ? process.stdout.columns : null;
		const isJson = options.output === 'json';
		await print(
			isJson
				? formatJson(answer, jobs, stuck, origin)
				: formatTable(jobs, context, width, options.ascii ? toAscii : undefined),
		);
		if (!isJson) process.stderr.write(noteOnWhatIsMissing(answer, jobs.length));
		const unhealthy = jobs.some(({ health }) => health === 'failed' || health === 'degraded');
		return options.exitStatus && unhealthy ? EXIT_CODES.unhealthy.code : EXIT_CODES.done.code;
	} catch (error) {
		const code = interruption.code();
		if (code === null) throw error;
		return code;
	} finally {
		await close();
	}
}

/** What a table cannot say of itself: that nothing is in it, or that not everything was looked at. */
function noteOnWhatIsMissing({ complete, jobs, total, absent }: Answer, shown: number): SafeText {
	const lists = joinSafe(
		absent.map(kind => safe`the server shows no list of jobs for ${toSafeText(kind)}\n`),
		safe``,
	);
	const none = shown === 0 ? safe`${lists}no job is what was asked for\n` : lists;
	if (complete || total === null || total <= jobs.length) return none;
	return safe`${none}${formatCount(jobs.length)} of ${formatCount(total)} jobs were looked at; --limit all looks at the rest\n`;
}

function showProgress(loaded: number, total: number | null): void {
	process.stderr.write(safe`\r${formatCount(loaded)} of ${total === null ? safe`?` : formatCount(total)} jobs`);
}
