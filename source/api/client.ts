import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import type { Answer } from '../model/answer.ts';
import { FailureError } from '../model/failure.ts';
import type { Job } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import { rowKey, shareById, shareList } from '../model/share.ts';
import type { Auth } from './auth.ts';
import type { Http } from './http.ts';
import { createJobList } from './job-list.ts';
import { filtersOf, selectWanted } from './matching.ts';
import { createOrganizationList } from './organization-list.ts';
import { readPage } from './page.ts';
import { walkPages } from './paging.ts';
import { createWatch, type Watch } from './watch.ts';

const ORGANIZATIONS = '/v1/cckm/sfdc/organizations';
const SYSTEM = '/v1/system/info';

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
	 * The jobs that a query asks for, page by page. Rows, lists and organizations that did not change since the load before
	 * are the same objects. Throws a {@link FailureError}, or what `signal` was aborted with.
	 */
	load(query: JobQuery, signal: AbortSignal, onProgress?: Progress): Promise<Answer>;
	/** Begins to follow the jobs that a query asks for; nothing is sent yet. */
	watch(query: JobQuery): Watch;
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

/** Creates a client. It asks for one thing after the other, and only reads. */
export function createClient({ http, auth, clock }: ClientOptions): Client {
	const list = createJobList(http, auth);
	let rows: readonly Job[] = [];
	let shown: readonly Job[] = [];

	/** A list that is only nice to have: a 401 here does not make anybody sign in again. */
	const organizations = createOrganizationList(async (skip, limit, signal) => {
		const token = await auth.token(signal);
		const { body } = await http.request({ path: ORGANIZATIONS, query: { skip, limit }, token, signal });
		return readPage(body, ORGANIZATIONS);
	}, clock);

	return {
		async load(query, signal, onProgress) {
			if (query.organizations.length === 1) await organizations.update(signal);
			const filters = filtersOf(query, organizations.known());
			const found = await walkPages({
				keyOf: rowKey,
				skip: query.skip,
				limit: query.limit,
				...(onProgress === undefined ? {} : { onProgress }),
				fetchPage: (skip, limit) => list.ask({ skip, limit, ...filters }, query.sort, signal),
			});
			rows = shareById(rows, found.rows);
			await organizations.updateFor(new Set(rows.flatMap(job => job.results.map(({ id }) => id))), signal);
			const known = organizations.known();
			const wanted = selectWanted(rows, query, known);
			const jobs = wanted.slice(0, query.limit ?? undefined);
			const complete = found.complete && jobs.length === wanted.length;
			shown = shareList(shown, jobs);
			return {
				jobs: shown,
				total: wanted.length === rows.length ? found.total : complete ? jobs.length : null,
				complete,
				seesRunning: complete,
				loading: 'nothing',
				organizations: known,
				clockOffset: list.clockOffset(),
			};
		},
		watch: query => createWatch({ list, organizations, clock, query }),
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
