import type { Redactor } from '../../source/api/credentials.ts';
import { createHttp, type Fetch, type Http } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import type { Clock } from '../../source/live/clock.ts';

/** A request as the server sees it. */
export interface SeenRequest {
	readonly method: string;
	/** Below `/api`. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly token: string | null;
	readonly body: Readonly<Record<string, unknown>>;
}

/** What it answers: a status, JSON, and headers. */
export interface ScriptedAnswer {
	readonly status?: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** The way to a server without a socket. */
export function createTestHttp(fetch: Fetch, clock: Clock, redactor: Redactor): Http {
	const agent = createLoopbackAgent();
	return createHttp({ baseUrl: 'http://127.0.0.1', fetch, agent, clock, timeout: 10_000, redactor });
}

/** A server without a socket: a `fetch` that a script answers, and that remembers what it was asked. */
export function createApiServer(answer: (request: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>): {
	readonly fetch: Fetch;
	readonly seen: SeenRequest[];
} {
	const seen: SeenRequest[] = [];
	const fetch: Fetch = async (url, { method, headers, body, signal }) => {
		const { pathname, searchParams } = new URL(url);
		const request = {
			method,
			path: pathname.replace('/api', ''),
			query: Object.fromEntries(searchParams),
			token: headers.Authorization?.replace('Bearer ', '') ?? null,
			body: body === undefined ? {} : JSON.parse(body),
		};
		seen.push(request);
		const reply = await answer(request);
		signal.throwIfAborted();
		return new Response(JSON.stringify(reply.body === undefined ? {} : reply.body), {
			status: reply.status ?? 200,
			headers: { 'Content-Type': 'application/json', ...reply.headers },
		});
	};
	return { fetch, seen };
}
