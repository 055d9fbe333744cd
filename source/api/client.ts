import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { FailureError } from '../model/failure.ts';
import type { Job } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import { rowKey, shareById, shareList } from '../model/share.ts';
import { type Auth, requestAs } from './auth.ts';
import type { Http, HttpRequest, Reply } from './http.ts';
import { isWanted, newestFirst, organizationParameter } from './matching.ts';
import { createOrganizationList } from './organization-list.ts';
import { readPage } from './page.ts';
import { walkPages } from './paging.ts';

const JOBS = '/v1/cckm/sfdc/keys/synchronization-jobs';
const ORGANIZATIONS = '/v1/cckm/sfdc/organizations';
const SYSTEM = '/v1/system/info';

/** The one order that this side can make by itself, where the server does not. */
const NEWEST_FIRST = '-createdAt';

/** A difference of clocks below this, in milliseconds, may be the way of the answer or the second that `Date` is cut to. */
const SAME_TIME = 2000;

/** What the server says of itself. */
export interface SystemInfo {
	readonly name: SafeText | null;
	readonly version: SafeText | null;
	readonly model: SafeText | null;
}

/** Told after each page: how many jobs are loaded, and of how many where the server says so. */
export type Progress = (loaded: number, total: number | null) => void;

/** Asks one server about its synchronization jobs. */
export interface Client {
	/**
	 * The jobs that a query asks for. Rows, lists and organizations that did not change since the load before are the same
	 * objects. Throws a {@link FailureError}, or what `signal` was aborted with.
	 */
	load(query: JobQuery, signal: AbortSignal, onProgress?: Progress): Promise<Answer>;
	/** Null where the server does not tell. */
	describe(signal: AbortSignal): Promise<SystemInfo | null>;
	/** The reader asks to sign in again after a refusal. */
	retry(): void;
	/** Gives back the sign-in; never fails. */
	close(): Promise<void>;
}

/** What a client needs. */
export interface ClientOptions {
	readonly http: Http;
	readonly auth: Auth;
	readonly clock: Clock;
}

const optionalText = v.fallback(v.nullish(v.pipe(v.string(), v.nonEmpty()), null), null);

const systemSchema = v.object({ name: optionalText, version: optionalText, model: optionalText });

function safely(text: string | null): SafeText | null {
	return text === null ? null : toSafeText(text, 200);
}

/** Whether a refusal may be about the parameter `sort`: which properties the server sorts by is nowhere written. */
function mayRefuseSort(error: unknown): boolean {
	if (!(error instanceof FailureError) || error.failure.kind !== 'rejected') return false;
	return error.failure.status === 400 || error.failure.status === 422;
}

function readOffset({ clockOffset }: Reply): number | null {
	return clockOffset !== null && Math.abs(clockOffset) < SAME_TIME ? 0 : clockOffset;
}

/** Creates a client. It asks for one thing after the other, and only reads. */
export function createClient({ http, auth, clock }: ClientOptions): Client {
	let sorts = true;
	let rows: readonly Job[] = [];
	let shown: readonly Job[] = [];
	let clockOffset: number | null = null;

	/** A list that is only nice to have: a 401 here does not make anybody sign in again. */
	const organizations = createOrganizationList(async (skip, limit, signal) => {
		const token = await auth.token(signal);
		const { body } = await http.request({ path: ORGANIZATIONS, query: { skip, limit }, token, signal });
		return readPage(body, ORGANIZATIONS);
	}, clock);

	async function requestJobs(request: HttpRequest, sort: string): Promise<Reply> {
		const unsorted = () => requestAs(auth, http, request);
		if (!sorts || sort === '') return unsorted();
		try {
			return await requestAs(auth, http, { ...request, query: { sort, ...request.query } });
		} catch (error) {
			if (!mayRefuseSort(error)) throw error;
			const reply = await unsorted();
			sorts = false;
			return reply;
		}
	}

	async function walk(query: JobQuery, signal: AbortSignal, onProgress?: Progress) {
		const filters = {
			id: query.id,
			overall_status: query.status,
			organizations: organizationParameter(query.organizations, organizations.known()),
		};
		return walkPages({
			keyOf: rowKey,
			skip: query.skip,
			limit: query.limit,
			...(onProgress === undefined ? {} : { onProgress }),
			async fetchPage(skip, limit) {
				const reply = await requestJobs({ path: JOBS, query: { skip, limit, ...filters }, signal }, query.sort);
				clockOffset = readOffset(reply);
				return readPage(reply.body, JOBS);
			},
		});
	}

	return {
		async load(query, signal, onProgress) {
			if (query.organizations.length === 1) await organizations.update(signal);
			const found = await walk(query, signal, onProgress);
			rows = shareById(rows, found.rows);
			await organizations.updateFor(new Set(rows.flatMap(job => job.results.map(({ id }) => id))), signal);
			const known = organizations.known();
			const wanted = rows.filter(job => isWanted(job, query, known));
			const sorted = query.sort === NEWEST_FIRST ? newestFirst(wanted) : wanted;
			const jobs = sorted.slice(0, query.limit ?? undefined);
			const complete = found.complete && jobs.length === wanted.length;
			shown = shareList(shown, jobs);
			const total = wanted.length === rows.length ? found.total : complete ? jobs.length : null;
			return { jobs: shown, total, complete, organizations: known, clockOffset };
		},
		async describe(signal) {
			try {
				const { body } = await http.request({ path: SYSTEM, token: await auth.token(signal), signal });
				const { success, output } = v.safeParse(systemSchema, body);
				if (!success || Object.values(output).every(text => text === null)) return null;
				return { name: safely(output.name), version: safely(output.version), model: safely(output.model) };
			} catch (error) {
				if (error instanceof FailureError) return null;
				throw error;
			}
		},
		retry: () => auth.retry(),
		close: () => auth.revoke(),
	};
}
