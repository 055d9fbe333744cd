import { usageError } from '../command-line/arguments.ts';
import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import { describeFailure, type Failure, FailureError, isFinal } from '../model/failure.ts';
import { formatElapsed } from '../model/format.ts';
import type { Health } from '../model/health.ts';
import { isEnded, type Job } from '../model/job.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { settledAt } from '../model/story.ts';
import { formatEvent } from '../output/event.ts';
import { follow } from './follow.ts';
import { openOutput } from './open-output.ts';

/** What is known of the jobs, by their ids; null for those that the server does not have. */
type Known = ReadonlyMap<string, Job | null>;

/** Failures by which a server says that it will not tell of these jobs, however often it is asked. */
const NOT_TOLD: readonly Failure['kind'][] = ['rejected', 'forbidden', 'not-found'];

const CONTEXT = { organizations: new Map(), idLength: 36, meanwhile: [] };

/** What the ends of jobs come to. */
export function codeOfEnds(healths: readonly Health[]): number {
	if (healths.some(health => health === 'failed' || health === 'degraded')) return EXIT_CODES.unhealthy.code;
	return healths.every(health => health === 'ok') ? EXIT_CODES.done.code : EXIT_CODES.undecided.code;
}

function hasEnded({ status, completedAt }: Job): boolean {
	return isEnded(status) || completedAt !== null;
}

/** Tells a person what is being done, where the lines of jobs that ended do not go. */
function note(text: SafeText): void {
	process.stderr.write(safe`cckm-top: ${text}\n`);
}

function listed(ids: readonly string[]): SafeText {
	return joinSafe(
		ids.map(id => toSafeText(id, 60)),
		safe`, `,
	);
}

/** Waits until jobs have ended, and prints how; meanwhile stderr says what is waited for. */
export async function runWait(options: Options, environment: Environment): Promise<number> {
	const { ids, query, zone, duration } = options;
	if (ids.length === 0) {
		throw usageError(
			safe`No job was named.`,
			safe`Write cckm-top wait and the ids of jobs, as cckm-top list prints them.`,
		);
	}
	const output = openOutput();
	const ends = new Map<string, Health>();
	const open = () => ids.filter(id => !ends.has(id));
	let known: Known = new Map();
	let noted = safe``;
	const noteOnce = (text: SafeText) => {
		if (text !== noted) note(text);
		noted = text;
	};
	noteOnce(safe`waiting for ${listed(ids)}`);

	return follow<Known>(options, environment, options, {
		ask: ({ client }) => ({
			async load(signal) {
				const next = new Map(known);
				for (const id of open()) {
					// A job stays of its kind, which need not be looked for twice.
					const kinds = known.get(id)?.kind;
					const { jobs } = await client.load(
						{ ...query, kinds: kinds === undefined ? query.kinds : [kinds], id },
						signal,
					);
					next.set(id, jobs.find(job => job.id === toSafeText(id)) ?? null);
				}
				return next;
			},
		}),
		async tell({ data, failure }) {
			if (failure !== null && !isFinal(failure)) {
				if (data === null && NOT_TOLD.includes(failure.kind)) throw new FailureError(failure);
				noteOnce(safe`${describeFailure(failure).message} Still trying.`);
			}
			if (data === null || data === known) return null;
			const before = known;
			known = data;
			for (const [id, job] of known) {
				if (job === null) {
					note(describeMissing(id, before.has(id)));
					return EXIT_CODES.failed.code;
				}
				if (ends.has(id) || !hasEnded(job)) continue;
				ends.set(id, job.health);
				const event = { kind: 'ended', at: settledAt(job, job.createdAt?.at ?? Number.NaN), job } as const;
				if (!(await output.write(formatEvent(event, CONTEXT, { zone, ascii: true })))) return EXIT_CODES.done.code;
			}
			if (open().length === 0) return codeOfEnds([...ends.values()]);
			noteOnce(safe`waiting for ${listed(open())}`);
			return null;
		},
		giveUp() {
			note(safe`not ended within ${formatElapsed(duration ?? 0)}: ${listed(open())}`);
			return EXIT_CODES.failed.code;
		},
	});
}

function describeMissing(id: string, wasThere: boolean): SafeText {
	const job = toSafeText(id, 60);
	return wasThere
		? safe`job ${job} is no longer on the server; how it ended is not known.`
		: safe`no job has the id ${job}.\nCheck it against cckm-top list: the server forgets jobs after a while, and tells of those of one domain alone.`;
}
