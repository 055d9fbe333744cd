import type { Answer, Organizations } from '../model/answer.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { type Job, readVerbatim } from '../model/job.ts';
import { type SafeText, safe, toSafeJson } from '../model/safe-text.ts';
import { findOrganization } from '../model/summary.ts';

/** Where an answer came from and how, as JSON tells it. */
export interface Origin {
	/** The server's address. */
	readonly server: string;
	readonly simulated: boolean;
	/** Whether the server's certificate was checked; `none` is plain http to this machine itself. */
	readonly tls: 'verified' | 'unverified' | 'none';
	/** When it was asked, in milliseconds since 1970. */
	readonly fetchedAt: number;
}

function flagsOf(job: Job, stuck: ReadonlySet<SafeText>): string[] {
	const cancelling = job.health === 'running' && job.abort;
	return [
		...(cancelling ? ['cancelling'] : []),
		...(stuck.has(job.id) ? ['stuck'] : []),
		...(job.broken === null ? [] : ['broken']),
	];
}

/** A job as a value for JSON: what the server said to the letter, and what we make of it. Unknown is null. */
export function jobValue(job: Job, organizations: Organizations, stuck: ReadonlySet<SafeText>): unknown {
	const said = readVerbatim(job);
	return {
		id: said?.id ?? null,
		cloud: said?.cloud ?? null,
		kind: job.kind,
		status: said?.status ?? null,
		health: job.health,
		flags: flagsOf(job, stuck),
		abort: said?.abort ?? null,
		createdAt: said?.createdAt ?? null,
		updatedAt: said?.updatedAt ?? null,
		completedAt: said?.completedAt ?? null,
		durationMs: job.duration,
		organizations: job.results.map(({ id, outcome, rule }, index) => ({
			id: said?.organizations[index]?.id ?? null,
			name: findOrganization(id, organizations)?.verbatim.name ?? null,
			outcome,
			text: said?.organizations[index]?.text ?? null,
			rule,
		})),
	};
}

/** What `list -o json` prints: one object on one line. */
export function formatJson(
	answer: Answer,
	jobs: readonly Job[],
	stuck: ReadonlySet<SafeText>,
	origin: Origin,
): SafeText {
	const value = {
		server: origin.server,
		simulated: origin.simulated,
		tls: origin.tls,
		fetchedAt: new Date(origin.fetchedAt).toISOString(),
		complete: answer.complete,
		total: answer.total,
		jobs: jobs.map(job => jobValue(job, answer.organizations, stuck)),
	};
	return safe`${toSafeJson(value)}\n`;
}

/** What a command prints instead, under `-o json`, when it could not do its work. */
export function formatJsonFailure(failure: Failure): SafeText {
	return safe`${toSafeJson({ error: { kind: failure.kind, ...describeFailure(failure) } })}\n`;
}
