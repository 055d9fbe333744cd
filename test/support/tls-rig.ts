import type { TestContext } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { fetch } from 'cross-fetch';
import { createRedactor, Secret } from '../../source/api/credentials.ts';
import { createHttp } from '../../source/api/http.ts';
import { createAgent, type Trust } from '../../source/api/trust.ts';
import { systemClock } from '../../source/live/clock.ts';
import { jsonAnswer, type Peer, startPeer } from './peer.ts';

/** Trust in those alone whom the system trusts. */
export const nobody: Trust = { ca: null, pins: null, insecure: false, serverName: null, identity: null };

/** What a server that is not trusted must never see. */
export const TOKEN = 'canary-token';

/** One request with the token to `https://host:port`; the agent ends with the test. */
export function createAsker(
	context: TestContext,
	trust: Trust,
	port: number,
	host = '127.0.0.1',
): () => Promise<unknown> {
	const agent = createAgent(trust);
	context.after(() => agent.destroy());
	const options = { fetch, agent, clock: systemClock, timeout: 30_000, redactor: createRedactor() };
	const http = createHttp({ baseUrl: `https://${host}:${port}`, ...options });
	const request = { path: '/v1/x', token: new Secret(TOKEN), signal: new AbortController().signal };
	return async () => (await http.request(request)).body;
}

/** A server of TLS on a real socket, and the way to it by the trust that is tried. */
export interface TlsRig {
	readonly peer: Peer;
	readonly ask: () => Promise<unknown>;
}

/** Starts both for one test; the server answers every request with `{"ok":true}`. */
export async function startTls(
	context: TestContext,
	shown: TlsOptions,
	trust: Trust,
	host = '127.0.0.1',
): Promise<TlsRig> {
	const peer = await startPeer(socket => socket.write(jsonAnswer({ ok: true })), shown);
	context.after(() => peer.close());
	return { peer, ask: createAsker(context, trust, peer.port, host) };
}
