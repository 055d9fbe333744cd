import { createAuth } from '../../source/api/auth.ts';
import { type Client, createClient } from '../../source/api/client.ts';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import type { JobQuery } from '../../source/model/job-query.ts';
import { createApiServer, createTestHttp, type ScriptedAnswer, type SeenRequest } from './api-server.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

/** A lifetime that does not end. */
export const { signal } = new AbortController();

/** The newest jobs, whatever their state. */
export const everything: JobQuery = {
	kinds: ['keys'],
	status: null,
	organizations: [],
	id: null,
	sort: '-createdAt',
	skip: 0,
	limit: 200,
};

/** The paths that a client asks for. */
export const JOBS = '/v1/cckm/sfdc/keys/synchronization-jobs';

export const CERTIFICATES = '/v1/cckm/sfdc/certificates/synchronization-jobs';

export const SCHEDULES = '/v1/scheduler/job-configs';

export const ORGANIZATIONS = '/v1/cckm/sfdc/organizations';

/** Two organizations as the server lists them. */
export const thales = {
	id: 'r-1',
	organization_id: '00DB000000040bIMAQ',
	name: 'Thales',
	connection: 'sfdc-connection',
};

export const other = { id: 'r-2', organization_id: '00DB000000040bJMAQ', name: 'Other' };

/** A job as the server lists it, `minute` minutes into the year 2026. */
export function job(
	id: string,
	minute: number,
	kms: readonly string[] = [thales.organization_id],
	status = 'completed',
) {
	return { id, createdAt: `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`, overall_status: status, kms };
}

/** What the server has. */
export interface World {
	/** The list, newest first, as the server has it. */
	jobs: unknown[];
	certificates: unknown[];
	schedules: unknown[];
	organizations: unknown[];
	/** Answers that come first; null leaves a request to the list. */
	intercept: (request: SeenRequest) => ScriptedAnswer | null;
}

/** A client, its server and its clock. */
export interface ClientRig {
	readonly client: Client;
	readonly clock: FakeClock;
	readonly world: World;
	/** The parameters of the requests for a path so far. */
	readonly asked: (path: string) => Readonly<Record<string, string>>[];
	readonly load: (query?: Partial<JobQuery>) => ReturnType<Client['load']>;
}

/** Starts a client of a server that pages through its world; nothing touches a socket. */
export function startClient(given: Partial<World> = {}): ClientRig {
	const world: World = {
		jobs: [job('b', 2), job('a', 1)],
		certificates: [],
		schedules: [],
		organizations: [thales, other],
		intercept: () => null,
		...given,
	};
	const clock = createFakeClock();
	const listPage = (list: readonly unknown[], query: Readonly<Record<string, string>>) => {
		const [skip, limit] = [Number(query.skip ?? 0), Math.min(Number(query.limit ?? 10), 200)];
		return { body: { skip, limit, total: list.length, resources: list.slice(skip, skip + limit) } };
	};
	const withStatus = (rows: readonly unknown[], status: string | undefined) =>
		status === undefined
			? rows
			: rows.filter(row => [undefined, status].includes((row as { overall_status?: string }).overall_status));
	const { fetch, seen } = createApiServer(request => {
		const first = world.intercept(request);
		if (first !== null) return first;
		if (request.path === JOBS) return listPage(withStatus(world.jobs, request.query.overall_status), request.query);
		if (request.path === SCHEDULES) return listPage(world.schedules, request.query);
		if (request.path === CERTIFICATES) return listPage(world.certificates, request.query);
		if (request.path === ORGANIZATIONS) return listPage(world.organizations, request.query);
		return { body: { jwt: 'token', duration: 300, refresh_token: 'refresh' } };
	});
	const redactor = createRedactor();
	const http = createTestHttp(fetch, clock, redactor);
	const credentials = { kind: 'password', username: 'admin', password: new Secret('secret') } as const;
	const client = createClient({ http, auth: createAuth({ http, credentials, clock, redactor }), clock });
	return {
		client,
		clock,
		world,
		asked: path => seen.filter(request => request.path === path).map(({ query }) => query),
		load: query => client.load({ ...everything, ...query }, signal),
	};
}
