import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/** What Node calls on an agent for each request; every agent has it, the type does not say so. */
interface RequestTaker {
	addRequest(request: ClientRequest, options: unknown): void;
}

/** An agent for one request, and the news that its connection ended before the whole answer was there. */
export interface WatchedAgent {
	readonly agent: Agent;
	/** Rejects with ECONNRESET in that case, and is otherwise never settled. */
	readonly broken: Promise<never>;
}

/**
 * Lends an agent to one request and watches the connection for it. Needed because node-fetch does not notice when a
 * connection ends before the promised length of the body, nor when a server changes to another protocol and Node hangs
 * up, and would leave the request hanging until its deadline.
 */
export function watchAgent(agent: Agent & Partial<RequestTaker>): WatchedAgent {
	let tell: (error: Error) => void = () => undefined;
	const broken = new Promise<never>((_resolve, reject) => {
		tell = reject;
	});
	broken.catch(() => undefined); // nobody may be waiting for the body yet, or any more
	const watched = Object.assign(Object.create(agent) as Agent, {
		addRequest(request: ClientRequest, options: unknown) {
			let response: IncomingMessage | null = null;
			request.once('response', (begun: IncomingMessage) => {
				response = begun;
			});
			request.once('close', () => {
				if (!response?.complete) tell(Object.assign(new Error('The answer is not complete.'), { code: 'ECONNRESET' }));
			});
			agent.addRequest?.(request, options);
		},
	} satisfies RequestTaker);
	return { agent: watched, broken };
}
