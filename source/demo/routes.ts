import type { Clock } from '../live/clock.ts';
import type { JobSource } from './job-source.ts';
import { listReply, valuesOf } from './list.ts';
import { type DemoOrganization, organizationRow } from './organizations.ts';
import { jsonReply, notFound, type Purpose, type Reply } from './reply.ts';
import { fieldOf, selectRows } from './selection.ts';
import { selfUser, systemInfo } from './system.ts';
import type { Tokens } from './tokens.ts';

/** A path of the API, and what a request for it wants. */
export interface Route {
	readonly purpose: Purpose;
	/** What stands in the place of the path that varies, such as a job's id. */
	readonly captured: string;
}

/** One request, as far as an answer depends on it. */
export interface SimulatorRequest {
	readonly route: Route;
	readonly query: URLSearchParams;
	readonly authorization: string | undefined;
	readonly body: string;
}

/** An answer, and what the question turned out to be for. */
export interface RoutedReply {
	readonly purpose: Purpose;
	readonly reply: Reply;
}

const ROUTES: readonly { readonly method: string; readonly path: RegExp; readonly purpose: Purpose }[] = [
	{ method: 'POST', path: /^\/api\/v1\/auth\/tokens\/?$/, purpose: 'sign-in' },
	{ method: 'POST', path: /^\/api\/v1\/auth\/revoke$/, purpose: 'revoke' },
	{ method: 'GET', path: /^\/api\/v1\/auth\/self\/user$/, purpose: 'user' },
	{ method: 'GET', path: /^\/api\/v1\/system\/info$/, purpose: 'system' },
	{ method: 'GET', path: /^\/api\/v1\/cckm\/sfdc\/organizations$/, purpose: 'organizations' },
	{ method: 'GET', path: /^\/api\/v1\/cckm\/sfdc\/keys\/synchronization-jobs$/, purpose: 'jobs' },
	{ method: 'GET', path: /^\/api\/v1\/cckm\/sfdc\/keys\/synchronization-jobs\/([^/]+)$/, purpose: 'job' },
];

/** What a request wants, told from its first line; `unknown` for all that the simulator does not serve. */
export function findRoute(method: string, path: string): Route {
	for (const route of ROUTES) {
		const match = route.method === method ? route.path.exec(path) : null;
		if (match !== null) return { purpose: route.purpose, captured: match[1] ?? '' };
	}
	return { purpose: 'unknown', captured: path };
}

/** What the server knows. */
export interface RouteSettings {
	readonly clock: Clock;
	readonly origin: number;
	/** The name that the server bears. */
	readonly name: string;
	readonly user: string;
	readonly tokens: Tokens;
	readonly jobs: JobSource;
	readonly organizations: readonly DemoOrganization[];
	/** The most rows that a page holds; null for no bound. */
	readonly maxLimit: number | null;
}

const SORTABLE_JOB = ['id', 'createdAt', 'updatedAt', 'completed_at', 'overall_status', 'cloud', 'abort'];
const SORTABLE_ORGANIZATION = ['id', 'createdAt', 'updatedAt', 'name', 'organization_id', 'connection', 'type'];

/** The organizations' query parameters and the fields that they filter by. */
const ORGANIZATION_FILTERS = {
	id: 'id',
	sfdc_org_id: 'organization_id',
	organization_type: 'type',
	name: 'name',
	connection: 'connection',
	cloud_name: 'cloud_name',
} as const;

/** Answers every request whose route is known; what needs a token is refused without one. */
export function createRoutes(settings: RouteSettings): (request: SimulatorRequest) => RoutedReply {
	const { clock, origin, name, user, tokens, jobs, organizations, maxLimit } = settings;
	const organizationRows = organizations.map(organizationRow).reverse();

	function listJobs(query: URLSearchParams): Reply {
		const resources = valuesOf(query, 'organizations');
		const wanted = organizations.filter(({ resourceId }) => resources?.includes(resourceId));
		const filter = {
			ids: valuesOf(query, 'id'),
			statuses: valuesOf(query, 'overall_status'),
			organizations: resources === null ? null : wanted.map(({ organizationId }) => organizationId),
		};
		const rules = { sortable: SORTABLE_JOB, maxLimit, newestFirst: jobs.newestFirst };
		return listReply(query, jobs.select(filter, clock.now()), rules);
	}

	function getJob(id: string): Reply {
		const found = jobs.select({ ids: [id], statuses: null, organizations: null }, clock.now());
		return found.total === 0 ? notFound('no synchronization job has this id') : jsonReply(200, found.at(0));
	}

	function listOrganizations(query: URLSearchParams): Reply {
		const rows = organizationRows.filter(row =>
			Object.entries(ORGANIZATION_FILTERS).every(([parameter, field]) => {
				const values = valuesOf(query, parameter);
				return values === null || values.includes(String(fieldOf(row, field)));
			}),
		);
		return listReply(query, selectRows(rows), { sortable: SORTABLE_ORGANIZATION, maxLimit, newestFirst: true });
	}

	function answer({ route, query }: SimulatorRequest): Reply {
		switch (route.purpose) {
			case 'jobs':
				return listJobs(query);
			case 'job':
				return getJob(route.captured);
			case 'organizations':
				return listOrganizations(query);
			case 'system':
				return jsonReply(200, systemInfo(name, origin, clock.now()));
			case 'user':
				return jsonReply(200, selfUser(user, clock.now()));
			default:
				return notFound(`${route.captured} is not served`);
		}
	}

	return request => {
		const { purpose } = request.route;
		if (purpose === 'sign-in') return tokens.grant(request.body);
		if (purpose === 'revoke') return { purpose, reply: tokens.revoke(request.body) };
		const refusal = purpose === 'unknown' ? null : tokens.refuse(request.authorization);
		return { purpose, reply: refusal ?? answer(request) };
	};
}
