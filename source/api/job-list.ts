import { FailureError } from '../model/failure.ts';
import type { JobKind } from '../model/job.ts';
import { JOB_PATHS } from '../model/job-path.ts';
import type { HttpRequest, Reply } from './http.ts';
import { readPage } from './page.ts';
import type { Page } from './paging.ts';

/** A difference of clocks below this, in milliseconds, may be the way of the answer or the second that `Date` is cut to. */
const SAME_TIME = 2000;

/** What the list of jobs is asked: its parameters by name; those that are null are left out. */
export type JobParameters = NonNullable<HttpRequest['query']>;

/** One of the server's lists of jobs, as it comes. */
export interface JobList {
	readonly kind: JobKind;
	/** One page in the server's order by `sort`, or in its own where it does not sort by that. */
	ask(parameters: JobParameters, sort: string, signal: AbortSignal): Promise<Page<unknown>>;
	/** The server's clock minus ours in milliseconds by the last answer, null where it does not tell its time. */
	clockOffset(): number | null;
}

/** Whether a refusal may be about a parameter: which of them the server takes is not written everywhere. */
export function mayRefuseParameter(error: unknown): boolean {
	if (!(error instanceof FailureError) || error.failure.kind !== 'rejected') return false;
	return error.failure.status === 400 || error.failure.status === 422;
}

function readOffset({ clockOffset }: Reply): number | null {
	return clockOffset !== null && Math.abs(clockOffset) < SAME_TIME ? 0 : clockOffset;
}

/** Sends a request with a token. */
export type Send = (request: Omit<HttpRequest, 'token'>) => Promise<Reply>;

/** Creates the list of a kind; it remembers whether the server sorts. */
export function createJobList(kind: JobKind, send: Send): JobList {
	const path = JOB_PATHS[kind];
	let sorts = true;
	let clockOffset: number | null = null;

	async function request(parameters: JobParameters, sort: string, signal: AbortSignal): Promise<Reply> {
		const unsorted = () => send({ path, query: parameters, signal });
		if (!sorts || sort === '') return unsorted();
		try {
			return await send({ path, query: { sort, ...parameters }, signal });
		} catch (error) {
			if (!mayRefuseParameter(error)) throw error;
			const reply = await unsorted();
			sorts = false;
			return reply;
		}
	}

	return {
		kind,
		async ask(parameters, sort, signal) {
			const reply = await request(parameters, sort, signal);
			clockOffset = readOffset(reply);
			return readPage(reply.body, path);
		},
		clockOffset: () => clockOffset,
	};
}
