import type { Organizations } from '../model/answer.ts';
import { backgroundOf, historyOf, isFailure, kindOf, type Sync } from '../model/history.ts';
import type { Job } from '../model/job.ts';
import { troubleKey } from '../model/journal-entry.ts';
import type { Memory } from '../model/memory.ts';
import { findNews, type Sight } from '../model/news.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { eventKeys, type Turn } from '../model/story.ts';
import { causeOf, nameOf } from '../model/summary.ts';
import type { StuckEvent } from '../model/timeline.ts';

/** Somebody whom an alert is about. */
export interface AlertedOrganization {
	readonly id: SafeText;
	readonly name: SafeText;
	/** What tells that it happened to this organization from all else that happened: told once is told. */
	readonly key: SafeText;
}

/** A change that somebody who looks elsewhere is told of; times in milliseconds since 1970, by the server's clock. */
export interface Alert {
	readonly kind: Turn['kind'] | 'stuck' | 'link-lost' | 'link-restored' | 'sign-in-needed';
	readonly at: number;
	/** Since when it has been so, or of what is over, when it began; null where nobody knows. */
	readonly since: number | null;
	/** The job that it came with, null where it is about the link. */
	readonly job: SafeText | null;
	/** Empty where it is not about organizations. */
	readonly organizations: readonly AlertedOrganization[];
	/** What went wrong, or what is over; null where there are no words for it. */
	readonly error: SafeText | null;
	/** Whether an error of this kind was met before; null where there is none. */
	readonly novelty: 'new' | 'known' | null;
	/** Where it is not about organizations, the keys that nobody may have told it by. */
	readonly keys: readonly SafeText[];
}

/** Whether an alert asks for somebody; what got better is told to programs only. */
export function isLoud({ kind }: Alert): boolean {
	return kind !== 'recovered' && kind !== 'link-restored';
}

/** What judging needs to know beside the jobs. */
export interface AlertContext {
	readonly organizations: Organizations;
	readonly memory: Pick<Memory, 'errors' | 'acknowledgements'>;
	/** The server's time. */
	readonly now: number;
}

/** What is to be told of what happened between two sights, by the rules of {@link findNews}. */
export function findAlerts(before: Sight, after: Sight, context: AlertContext): Alert[] {
	return findNews(before, after, context.now).flatMap(event => {
		if (event.kind === 'stuck') return [alertOfStuck(event)];
		return 'organizations' in event ? alertOfTurn(event, after.jobs, context) : [];
	});
}

/** The alert of what befell organizations in a job, of those who were not acknowledged. */
function alertOfTurn(turn: Turn, jobs: readonly Job[], context: AlertContext): Alert[] {
	const { kind, at, job, from, to } = turn;
	const keys = eventKeys(turn);
	const told = turn.organizations.flatMap((id, index) => {
		const isAcknowledged =
			to !== null && context.memory.acknowledgements.has(troubleKey({ fingerprint: to, organization: id }));
		if (isAcknowledged) return [];
		return [{ id, name: nameOf(id, context.organizations), key: toSafeText(keys[index] ?? '') }];
	});
	const [first] = told;
	if (first === undefined) return [];
	const sync = syncOf(first.id, job, jobs);
	return [
		{
			kind,
			at,
			since: beginOf(first.id, turn, jobs),
			job: job.id,
			organizations: told,
			error: to === null || sync === undefined ? from : causeOf(sync.result),
			novelty: noveltyOf(turn, jobs, context.memory),
			keys: [],
		},
	];
}

function syncOf(id: SafeText, job: Job, jobs: readonly Job[]): Sync | undefined {
	return historyOf(id, job.kind, jobs)?.syncs.find(sync => sync.job.id === job.id);
}

/** When the failures in a row began that a turn is about. */
function beginOf(id: SafeText, { job, kind }: Turn, jobs: readonly Job[]): number | null {
	if (kind !== 'recovered') return backgroundOf(id, job, jobs)?.since.at ?? null;
	const syncs = historyOf(id, job.kind, jobs)?.syncs ?? [];
	const previous = syncs[syncs.findIndex(sync => sync.job.id === job.id) + 1];
	return previous === undefined ? null : (backgroundOf(id, previous.job, jobs)?.since.at ?? null);
}

function noveltyOf(
	{ job, from, to }: Turn,
	jobs: readonly Job[],
	{ errors }: AlertContext['memory'],
): Alert['novelty'] {
	if (to === null) return from === null ? null : 'known';
	const began = job.createdAt?.at ?? 0;
	const first = errors.first(to);
	if (first !== null && first < began) return 'known';
	const isMet = jobs.some(
		other =>
			(other.createdAt?.at ?? began) < began &&
			other.results.some(result => {
				const sync = { job: other, result, at: 0 };
				return isFailure(sync) && kindOf(sync) === to;
			}),
	);
	return isMet ? 'known' : 'new';
}

function alertOfStuck({ job, at }: StuckEvent): Alert {
	return {
		kind: 'stuck',
		at,
		since: job.createdAt?.at ?? null,
		job: job.id,
		organizations: [],
		error: null,
		novelty: null,
		keys: [safe`stuck ${job.id}`],
	};
}
