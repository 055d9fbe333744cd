import * as v from 'valibot';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import type { JobQuery } from '../model/job-query.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import { type Auth, requestAs } from './auth.ts';
import type { Http } from './http.ts';
import { createJobList, type Send } from './job-list.ts';
import { createLoad, type Load } from './load.ts';
import { createOrganizationList } from './organization-list.ts';
import { readPage } from './page.ts';
import { createScheduleList } from './schedule-list.ts';
import { createWatch, type Watch } from './watch.ts';

const ORGANIZATIONS = '/v1/cckm/sfdc/organizations';
const SCHEDULES = '/v1/scheduler/job-configs';
const SYSTEM = '/v1/system/info';

/** What the server says of itself. */
export interface SystemInfo {
	readonly name: SafeText | null;
	readonly version: SafeText | null;
	readonly model: SafeText | null;
}

/** Asks one server about its synchronization jobs. */
export interface Client {
	/**
	 * The jobs that a query asks for, page by page. Rows, lists and organizations that did not change since the load before
	 * are the same objects. Throws a {@link FailureError}, or what `signal` was aborted with.
	 */
	readonly load: Load;
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
	const lists = {
		keys: createJobList('keys', request => requestAs(auth, http, request)),
		certificates: createJobList('certificates', request => requestAs(auth, http, request)),
	};

	/** For what is only nice to have: a 401 here does not make anybody sign in again. */
	const sendOnce: Send = async request => http.request({ ...request, token: await auth.token(request.signal) });

	const organizations = createOrganizationList(async (skip, limit, signal) => {
		const { body } = await sendOnce({ path: ORGANIZATIONS, query: { skip, limit }, signal });
		return readPage(body, ORGANIZATIONS);
	}, clock);

	const schedules = createScheduleList(async (skip, limit, signal) => {
		const { body } = await sendOnce({ path: SCHEDULES, query: { skip, limit }, signal });
		return readPage(body, SCHEDULES);
	}, clock);

	return {
		load: createLoad({ listOf: kind => lists[kind], organizations, clock }),
		watch(query) {
			const [main = 'keys', second] = query.kinds;
			const side = second === undefined ? null : createJobList(second, sendOnce);
			return createWatch({ list: lists[main], side, organizations, schedules, clock, query });
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
