import type { Redactor } from '../../source/api/credentials.ts';
import type { Http, HttpRequest, Reply } from '../../source/api/http.ts';
import type { FetchResponse } from '../../source/api/response.ts';
import { createTestHttp } from './api-server.ts';
import { pick, type Random } from './chance.ts';
import type { EventfulWorld } from './eventful-world.ts';
import type { FakeClock } from './fake-clock.ts';
import { type FetchedAnswer, fetched, systemError } from './fault-fetch.ts';
import type { Spell } from './weather.ts';

/** A server in simulated time, and what it saw. */
export interface SimulatedServer {
	/** When polls began to ask for the newest jobs, by the monotonic clock, since this was asked last. */
	takePolls(): readonly number[];
	/** The same for requests of any kind. */
	takeRequests(): readonly number[];
	/** How many polls there were in all. */
	polls(): number;
	/** The most requests that were ever under way at once. */
	mostInFlight(): number;
	/** How often a password was refused since it was asked last. */
	takeRefusedPasswords(): number;
	/** How many tokens that had come to their end arrived, not counting those that were made to die. */
	expiredTokens(): number;
	/** How many tokens it gave out. */
	tokens(): number;
	readonly http: Http;
}

/** What a server needs. */
export interface SimulatedServerOptions {
	readonly clock: FakeClock;
	readonly world: EventfulWorld;
	/** The server's time at the beginning, in milliseconds since 1970. */
	readonly origin: number;
	/** The present trouble, null in calm. */
	readonly spell: () => Spell | null;
	readonly random: Random;
	readonly redactor: Redactor;
}

/** A request as the server reads it. */
interface Asked {
	readonly path: string;
	readonly query: Readonly<Record<string, unknown>>;
	readonly token: string | null;
	readonly body: Readonly<Record<string, unknown>>;
}

const JOBS = '/v1/cckm/sfdc/keys/synchronization-jobs';
const SECOND = 1000;
const TOKEN_LIFE = 300 * SECOND;
/** A refresh token that lay unused for so long is dead. */
const REFRESH_LIFE = 3600 * SECOND;
/** The most rows of a page. */
const PAGE = 15;
const FLAP = 3 * SECOND;
/** Of good answers so many come as bytes, as all others do; the rest takes the short way, which is what makes days cheap. */
const AS_BYTES = 0.02;
const HTML = { body: '<html><h1>502 Bad Gateway</h1></html>', headers: { 'Content-Type': 'text/html' } };
const NEVER = Number.MAX_SAFE_INTEGER;
const WISHES = ['0', '5', '120', '3600', '-1', '1e12', '999999999999', 'NaN', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT'];

const json = (body: unknown, status = 200): FetchedAnswer => ({ body: JSON.stringify(body), status });
const refusal = (status: number, message: string) => json({ code: 5, message }, status);

/** Creates the server. It asks for the time whenever it is asked, and nothing runs in it. */
export function createSimulatedServer(options: SimulatedServerOptions): SimulatedServer {
	const { clock, world, spell, random } = options;
	let polls: number[] = [];
	let requests: number[] = [];
	let pollsTaken = 0;
	const tokens = new Map<string, number>();
	const refreshTokens = new Map<string, number>();
	let serial = 0;
	let underWay = 0;
	let most = 0;
	let refused = 0;
	let expired = 0;
	let killed: Spell | null = null;
	let cache: { readonly spell: Spell; readonly rows: ReturnType<EventfulWorld['rows']> } | null = null;

	/** The server has a clock of its own, which nobody sets. */
	const serverTime = () => options.origin + clock.monotonic();

	function rows(): readonly object[] {
		const now = spell();
		if (now?.trouble !== 'cached') return world.rows();
		if (cache?.spell !== now) cache = { spell: now, rows: world.rows() };
		return cache.rows;
	}

	function list({ path, query }: Asked): object {
		if (path !== JOBS) return { skip: 0, limit: 200, total: 0, resources: [] };
		const { skip = 0, limit = 10, overall_status: status, id } = query;
		if (status === undefined && id === undefined && Number(skip) === 0) polls.push(clock.monotonic());
		world.moveTo(serverTime());
		const matching = rows().filter(
			row =>
				(status === undefined || ('overall_status' in row && row.overall_status === status)) &&
				(id === undefined || ('id' in row && row.id === id)),
		);
		const from = Number(skip);
		const size = Math.min(Number(limit), PAGE);
		return { skip: from, limit: size, total: matching.length, resources: matching.slice(from, from + size) };
	}

	/** Whether a token is good; each spell that kills them does so once. */
	function isGood(token: string | null): boolean {
		const now = spell();
		if ((now?.trouble === 'token dead' || now?.trouble === 'password refused') && killed !== now) {
			killed = now;
			tokens.clear();
			refreshTokens.clear();
		}
		const until = tokens.get(token ?? '');
		if (until !== undefined && until <= clock.monotonic()) expired += 1;
		return until !== undefined && until > clock.monotonic();
	}

	function signIn({ body }: Asked): FetchedAnswer {
		isGood(null);
		const now = clock.monotonic();
		if (body.grant_type === 'password') {
			if (spell()?.trouble === 'password refused') {
				refused += 1;
				return refusal(401, 'Wrong username or password.');
			}
		} else {
			const refresh = String(body.refresh_token);
			if ((refreshTokens.get(refresh) ?? 0) <= now) return refusal(401, 'Refresh token is expired');
			refreshTokens.set(refresh, now + REFRESH_LIFE);
		}
		serial += 1;
		tokens.clear();
		tokens.set(`token-${serial}`, now + TOKEN_LIFE);
		const issued = { jwt: `token-${serial}`, duration: TOKEN_LIFE / SECOND, token_type: 'Bearer' };
		if (body.grant_type !== 'password') return json(issued);
		refreshTokens.clear();
		refreshTokens.set(`refresh-${serial}`, now + REFRESH_LIFE);
		return json({ ...issued, refresh_token: `refresh-${serial}`, client_id: 'client' });
	}

	function answer(asked: Asked): FetchedAnswer {
		if (asked.path === '/v1/auth/tokens') return signIn(asked);
		return isGood(asked.token) ? json(list(asked)) : refusal(401, 'Token is expired');
	}

	/** How a request fares in the present weather. */
	async function fare(asked: Asked, signal: AbortSignal): Promise<FetchedAnswer> {
		const now = spell();
		switch (now?.trouble) {
			case 'refused':
				throw systemError(pick(random, ['ECONNREFUSED', 'EHOSTUNREACH', 'ENOTFOUND', 'EMFILE']));
			case 'reset':
				throw systemError('ECONNRESET');
			case 'silent':
				await clock.sleep(NEVER, signal);
				break;
			case 'slow':
				await clock.sleep(random() * 9 * SECOND, signal);
				break;
			case 'flapping':
				if (Math.floor((clock.monotonic() - now.from) / FLAP) % 2 === 0) throw systemError('ECONNRESET');
				break;
			case 'unavailable':
				return refusal(pick(random, [500, 502, 503, 504]), 'no');
			case 'busy':
				return { ...refusal(pick(random, [429, 503]), 'no'), headers: { 'Retry-After': pick(random, WISHES) } };
			case 'html':
				return { ...HTML, status: pick(random, [200, 502]) };
			case 'garbage':
				return { body: pick(random, ['', '{', '[]', '{"resources":7}', 'null', '"']) };
			case 'forbidden':
				return refusal(403, 'not permitted');
			default:
		}
		return answer(asked);
	}

	/** Counts what is under way at the same time. */
	async function during<Result>(work: () => Promise<Result>): Promise<Result> {
		requests.push(clock.monotonic());
		underWay += 1;
		most = Math.max(most, underWay);
		try {
			return await work();
		} finally {
			underWay -= 1;
		}
	}

	async function fetch(
		url: string,
		{ headers, body, signal }: { headers: Record<string, string>; body?: string; signal: AbortSignal },
	): Promise<FetchResponse> {
		const { pathname, searchParams } = new URL(url);
		const token = headers.Authorization?.replace('Bearer ', '') ?? null;
		const query = Object.fromEntries(searchParams);
		const asked = { path: pathname.replace('/api', ''), query, token, body: JSON.parse(body ?? '{}') };
		return during(async () => {
			const told = await fare(asked, signal);
			signal.throwIfAborted();
			return fetched({ ...told, headers: { Date: new Date(serverTime()).toUTCString(), ...told.headers } });
		});
	}

	const bytes = createTestHttp(fetch, clock, options.redactor);

	/** The short way of a good answer, past its bytes. */
	function quickly({ path, query = {}, token, method = 'GET' }: HttpRequest): Promise<Reply> | null {
		if (method !== 'GET' || spell() !== null || random() < AS_BYTES) return null;
		const bare = token?.reveal() ?? null;
		if ((tokens.get(bare ?? '') ?? 0) <= clock.monotonic()) return null;
		const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
		const clockOffset = serverTime() - clock.now();
		return during(async () => ({ body: list({ path, query: given, token: bare, body: {} }), clockOffset }));
	}

	return {
		takePolls() {
			const taken = polls;
			pollsTaken += taken.length;
			polls = [];
			return taken;
		},
		takeRequests() {
			const taken = requests;
			requests = [];
			return taken;
		},
		polls: () => pollsTaken + polls.length,
		mostInFlight: () => most,
		takeRefusedPasswords() {
			const count = refused;
			refused = 0;
			return count;
		},
		expiredTokens: () => expired,
		tokens: () => serial,
		http: { ...bytes, request: request => quickly(request) ?? bytes.request(request) },
	};
}
