import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { fetch } from 'cross-fetch';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp, type Http, type HttpRequest } from '../../source/api/http.ts';
import { createLoopbackAgent } from '../../source/api/trust.ts';
import { type Clock, systemClock } from '../../source/live/clock.ts';
import { type Peer, startPeer } from './peer.ts';

/** A server on a real socket, and the way to it. */
export interface HttpRig {
	readonly peer: Peer;
	readonly http: Http;
	readonly ask: (request?: Partial<HttpRequest>) => Promise<unknown>;
}

/** A secret that the rig takes out of what the server says. */
export const password = new Secret('p"ss wörd');

/** Starts both for one test; `answer` is called for each request that arrives. */
export async function startHttp(
	context: TestContext,
	answer: (socket: Socket, request: number) => void,
	clock: Clock = systemClock,
): Promise<HttpRig> {
	const peer = await startPeer(answer);
	const agent = createLoopbackAgent();
	const redactor = createRedactor();
	redactor.add(password);
	const baseUrl = `http://127.0.0.1:${peer.port}/`;
	const http = createHttp({ baseUrl, fetch, agent, clock, timeout: 5000, redactor });
	context.after(async () => {
		agent.destroy();
		await peer.close();
	});
	const ask = async (request: Partial<HttpRequest> = {}) =>
		(await http.request({ path: '/v1/jobs', signal: new AbortController().signal, ...request })).body;
	return { peer, http, ask };
}
