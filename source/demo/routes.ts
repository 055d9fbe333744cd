import type { Clock } from '../live/clock.ts';
import type { Collection } from './collections.ts';
import type { FaultOrders } from './fault-orders.ts';
import { createJobRoutes, fixedList } from './job-routes.ts';
import type { JobSource } from './job-source.ts';
import { listReply, valuesOf } from './list.ts';
import { type DemoOrganization, organizationRow } from './organizations.ts';
import { badRequest, jsonReply, notFound, type Purpose, type Reply } from './reply.ts';
import type { Role } from './roles.ts';
import type { Route } from './route.ts';
import { fieldOf, selectRows } from './selection.ts';
import { CLUSTER, NODE_ROWS, runRows, SERVICES, scheduleRows, selfUser, systemInfo } from './system.ts';
import { ROOT, type Tokens } from './tokens.ts';

/** One request, as far as an answer depends on it. */
export interface SimulatorRequest {
	readonly method: string;
	readonly route: Route;
	readonly query: URLSearchParams;
	readonly authorization: string | undefined;
	readonly accept: string | undefined;
	readonly body: string;
	/** Which request this is, from 0: every other one goes to the node that lags behind. */
	readonly turn: number;
}

/** An answer, and what the question turned out to be for. */
export interface RoutedReply {
	readonly purpose: Purpose;
	readonly reply: Reply;
}

/** What the server knows. */
export interface RouteSettings {
	readonly clock: Clock;
	readonly origin: number;
	readonly seed: number;
	/** The name that the server bears. */
	readonly name: string;
	readonly user: string;
	readonly role: Role;
	readonly tokens: Tokens;
	/** The jobs of one list in one domain. */
	readonly jobsOf: (collection: Collection, domain: string) => JobSource;
	readonly organizations: readonly DemoOrganization[];
	/** The most rows that a page holds; null for no bound. */
	readonly maxLimit: number | null;
	readonly faults: FaultOrders;
	/** How many milliseconds the second node is behind the first; 0 where there is only one. */
	readonly lag: number;
	/** Whether a request that does not accept JSON is refused. */
	readonly strict: boolean;
	readonly refusal: 400 | 409;
}

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
	const { clock, origin, seed, name, user, role, tokens, jobsOf, organizations, maxLimit, faults, lag, refusal } =
		settings;
	const world = { origin, seed };
	const visible = role.organizations === null ? organizations : organizations.slice(0, role.organizations);
	const organizationRows = visible.map(organizationRow).reverse();

	function listOrganizations(query: URLSearchParams): Reply {
		const rows = organizationRows.filter(row =>
			Object.entries(ORGANIZATION_FILTERS).every(([parameter, field]) => {
				const values = valuesOf(query, parameter);
				return values === null || values.includes(String(fieldOf(row, field)));
			}),
		);
		return listReply(query, selectRows(rows), { sortable: SORTABLE_ORGANIZATION, maxLimit, newestFirst: true });
	}

	/** What is told of the server and its surroundings, by path. */
	const others: Readonly<Record<string, (query: URLSearchParams) => Reply>> = {
		'auth/self/domains': query => fixedList(query, [{ id: ROOT, name: 'root' }], maxLimit),
		'system/services/status': () => jsonReply(200, SERVICES),
		cluster: () => jsonReply(200, CLUSTER),
		nodes: query => fixedList(query, NODE_ROWS, maxLimit),
		'scheduler/job-configs': query => fixedList(query, scheduleRows(origin), maxLimit),
		'scheduler/jobs': query => fixedList(query, runRows(origin), maxLimit),
	};

	function answer({ method, route, query, body, turn }: SimulatorRequest, domain: string): Reply {
		const { collection, captured, purpose } = route;
		const jobs = jobsOf(collection, domain);
		const desk = createJobRoutes({ collection, jobs, role, organizations, world, maxLimit, refusal });
		const now = clock.now();
		const replicated = turn % 2 === 0 ? now : now - lag;
		switch (purpose) {
			case 'jobs':
				return desk.list(query, replicated);
			case 'job':
				return desk.get(captured, replicated);
			case 'start':
				return desk.start(body, now);
			case 'cancel':
				return desk.cancel(captured, now);
			case 'organizations':
				return listOrganizations(query);
			case 'system':
				return jsonReply(200, systemInfo(name, origin, now));
			case 'user':
				return jsonReply(200, selfUser(user, role.groups, now));
			case 'tokens':
				return method === 'GET' ? fixedList(query, tokens.list(), maxLimit) : tokens.remove(captured);
			default:
				return others[captured]?.(query) ?? notFound(`${captured} is not served`);
		}
	}

	return request => {
		const { purpose } = request.route;
		if (purpose === 'simulator') return { purpose, reply: faults.take(request.body) };
		if (settings.strict && !/json|\*\/\*/.test(request.accept ?? '')) {
			return { purpose, reply: badRequest('Accept header is invalid.') };
		}
		if (purpose === 'sign-in') return tokens.grant(request.body);
		if (purpose === 'revoke') return { purpose, reply: tokens.revoke(request.body) };
		if (purpose === 'unknown') return { purpose, reply: notFound(`${request.route.captured} is not served`) };
		const caller = tokens.identify(request.authorization);
		return { purpose, reply: caller.kind === 'refused' ? caller.reply : answer(request, caller.domain) };
	};
}
