import type { Fetch } from '../../source/api/http.ts';
import type { FetchResponse } from '../../source/api/response.ts';

/** What comes back without a socket: bytes with JSON's content type unless told otherwise. */
export interface FetchedAnswer {
	readonly body: string | Uint8Array;
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
}

/** An answer as the fetch library hands it over. */
export function fetched({ body, status = 200, headers = {} }: FetchedAnswer): FetchResponse {
	const bytes = new Uint8Array(Buffer.from(body));
	return {
		status,
		headers: new Headers({ 'Content-Type': 'application/json', ...headers }),
		arrayBuffer: async () => bytes.buffer,
	};
}

const NO_ORGANIZATIONS = fetched({ body: '{"skip":0,"limit":200,"total":0,"resources":[]}' });

/** A `fetch` without sockets: `answer` is asked for each request for jobs, and told when nobody waits any more; what it throws is thrown. */
export function createFaultFetch(
	answer: (signal: AbortSignal, query: URLSearchParams) => FetchedAnswer | Promise<FetchedAnswer>,
): Fetch {
	return async (address, { signal }) => {
		const { pathname, searchParams } = new URL(address);
		if (!pathname.endsWith('/synchronization-jobs')) return NO_ORGANIZATIONS;
		const told = await answer(signal, searchParams);
		signal.throwIfAborted();
		return fetched(told);
	};
}

/** An error as the fetch library throws it for trouble of the system. */
export function systemError(code: string): Error {
	return Object.assign(new Error(`request failed, reason: ${code}`), { type: 'system', code });
}
