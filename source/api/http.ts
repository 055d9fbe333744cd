import type { Agent } from 'node:http';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';
import { rememberBodies } from './body-memory.ts';
import { watchAgent } from './broken-body.ts';
import type { Redactor, Secret } from './credentials.ts';
import { type Ending, within } from './deadline.ts';
import { parseJson } from './json.ts';
import { createCleaner, type FetchResponse, readResponse, readServerTime } from './response.ts';
import { isStaleConnection, readTransportError } from './transport-error.ts';

/** What a request is given, in the terms of node-fetch, which knows more than the web's standard. */
export interface FetchOptions {
	readonly method: 'GET' | 'POST';
	readonly headers: Record<string, string>;
	readonly body?: string;
	readonly agent: Agent;
	readonly redirect: 'manual';
	/** The most bytes of a body, counted after decompression. */
	readonly size: number;
	readonly signal: AbortSignal;
}

/** Sends one request; node-fetch's `fetch` is one. */
export type Fetch = (url: string, options: FetchOptions) => Promise<FetchResponse>;

/** One request to the server. */
export interface HttpRequest {
	readonly method?: 'GET' | 'POST';
	/** Below the API's address, such as `/v1/system/info`. */
	readonly path: string;
	/** Parameters; null leaves one out. */
	readonly query?: Readonly<Record<string, string | number | null>>;
	readonly token?: Secret;
	/** Sent as JSON. */
	readonly body?: unknown;
	/** Ends the request when nobody wants its answer any more. */
	readonly signal: AbortSignal;
	/** A deadline of its own, in milliseconds. */
	readonly timeout?: number;
}

/** A good answer. */
export interface Reply {
	readonly body: unknown;
	/** The server's clock minus ours in milliseconds, exact to a second; null where it does not tell its time. */
	readonly clockOffset: number | null;
}

/** What went over the wire so far. */
export interface Traffic {
	readonly requests: number;
	/** Of bodies, after decompression. */
	readonly bytesReceived: number;
}

/** Sends requests to one server. */
export interface Http {
	/** Throws a {@link FailureError} for all that goes wrong, and the signal's reason where that aborted. */
	request(request: HttpRequest): Promise<Reply>;
	traffic(): Traffic;
}

/** What requests need. */
export interface HttpOptions {
	/** The server's address, with or without the `/api` that its paths begin with. */
	readonly baseUrl: string;
	readonly fetch: Fetch;
	readonly agent: Agent;
	readonly clock: Clock;
	/** A request's deadline, its body included, in milliseconds. */
	readonly timeout: number;
	/** Takes secrets out of what the server says. */
	readonly redactor: Redactor;
}

/** The most bytes of an answer after decompression. */
export const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * The longest that a connection may be idle and be used again, in milliseconds. After the sleep of a machine nobody at
 * the other end may know of it any more, and a request on it would wait for its deadline.
 */
const LONGEST_IDLE = 60_000;

function closeIdle({ freeSockets }: Agent): void {
	for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
}

function apiAddress(baseUrl: string): string {
	const bare = baseUrl.replace(/\/+$/, '');
	return bare.endsWith('/api') ? bare : `${bare}/api`;
}

function queryText(query: HttpRequest['query'] = {}): string {
	const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== null);
	const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
	return text === '' ? '' : `?${text}`;
}

/** The header's value; checked here because the library's own complaint about it would quote the token. */
function bearer(token: Secret): string {
	const value = token.reveal();
	if (/^[\x21-\x7e]+$/.test(value)) return `Bearer ${value}`;
	throw new FailureError({
		kind: 'usage',
		message: safe`The token is empty or holds characters that no token has.`,
		advice: safe`Give the bare token, without quotes, spaces or the word Bearer.`,
	});
}

function headersOf({ token, body }: HttpRequest): Record<string, string> {
	return {
		Accept: 'application/json',
		'Cache-Control': 'no-cache',
		...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		...(token === undefined ? {} : { Authorization: bearer(token) }),
	};
}

/** Creates the way to one server: no redirects, bounded in time and size, every failure one of the family. */
export function createHttp({ baseUrl, fetch, agent, clock, timeout, redactor }: HttpOptions): Http {
	const address = apiAddress(baseUrl);
	const clean = createCleaner(redactor.redact);
	const readAgain = rememberBodies(parseJson);
	const counted = { requests: 0, bytesReceived: 0 };
	let connected = false;
	let lastUse = clock.monotonic();

	/** The response whose body is counted, and given up when its connection breaks. */
	function wrap(response: FetchResponse, broken: Promise<never>): FetchResponse {
		return {
			status: response.status,
			headers: response.headers,
			async arrayBuffer() {
				const bytes = await Promise.race([response.arrayBuffer(), broken]);
				counted.bytesReceived += bytes.byteLength;
				return bytes;
			},
		};
	}

	async function send(request: HttpRequest, signal: AbortSignal): Promise<FetchResponse> {
		const { method = 'GET', path, query, body } = request;
		const { agent: watched, broken } = watchAgent(agent);
		counted.requests += 1;
		const answered = fetch(`${address}${path}${queryText(query)}`, {
			method,
			headers: headersOf(request),
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			agent: watched,
			redirect: 'manual',
			size: BODY_LIMIT,
			signal,
		});
		const response = await Promise.race([answered, broken]);
		connected = true;
		return wrap(response, broken);
	}

	/** Only reading is done twice, and only where the connection was an old one that may have died while idle. */
	async function sendAgainIfStale(request: HttpRequest, signal: AbortSignal): Promise<FetchResponse> {
		if (clock.monotonic() - lastUse > LONGEST_IDLE) closeIdle(agent);
		const mayBeStale = connected && (request.method ?? 'GET') === 'GET';
		try {
			return await send(request, signal);
		} catch (error) {
			connected = false;
			if (signal.aborted || !mayBeStale || !isStaleConnection(error)) throw error;
			return send(request, signal);
		}
	}

	async function exchange(request: HttpRequest, signal: AbortSignal): Promise<Reply> {
		const response = await sendAgainIfStale(request, signal);
		const now = clock.now();
		const serverTime = readServerTime(response);
		// What is sent is answered with tokens, which are not to be kept.
		const read = (request.method ?? 'GET') === 'GET' ? readAgain : parseJson;
		const body = await readResponse(response, clean, now, read);
		return { body, clockOffset: serverTime === null ? null : serverTime + 500 - now };
	}

	function unwrap(ending: Ending<Reply>, milliseconds: number, lifetime: AbortSignal): Reply {
		if (ending.kind === 'done') return ending.value;
		if (ending.kind === 'aborted') throw lifetime.reason;
		if (ending.kind === 'late') throw new FailureError({ kind: 'timeout', seconds: milliseconds / 1000 });
		const failure = readTransportError(ending.error, agent, BODY_LIMIT);
		throw failure === null ? ending.error : new FailureError(failure);
	}

	return {
		async request(request) {
			const milliseconds = request.timeout ?? timeout;
			const ending = await within(milliseconds, clock, request.signal, signal => exchange(request, signal));
			lastUse = clock.monotonic();
			return unwrap(ending, milliseconds, request.signal);
		},
		traffic: () => ({ ...counted }),
	};
}
