import type { Purpose } from './reply.ts';

/** The newest requests that are remembered. */
const REMEMBERED = 1000;

/** One request that was answered, or was not. */
export interface LoggedRequest {
	readonly purpose: Purpose;
	readonly method: string;
	readonly path: string;
	/** As it was sent, without the question mark. */
	readonly query: string;
	/** The status of the answer; null where the fault was to give none. */
	readonly status: number | null;
}

/** What was asked of the simulator, for tests to look at. */
export interface RequestLog {
	/** The newest thousand, oldest first. */
	readonly requests: readonly LoggedRequest[];
	/** The most requests that were ever under way at once. */
	mostInFlight(): number;
	/** Counts a request as under way until the function that comes back is called. */
	begin(): () => void;
	add(request: LoggedRequest): void;
}

/** An empty log. */
export function createRequestLog(): RequestLog {
	const requests: LoggedRequest[] = [];
	let inFlight = 0;
	let most = 0;
	return {
		requests,
		mostInFlight: () => most,
		begin() {
			inFlight += 1;
			most = Math.max(most, inFlight);
			return () => {
				inFlight -= 1;
			};
		},
		add(request) {
			requests.push(request);
			if (requests.length > REMEMBERED) requests.shift();
		},
	};
}
