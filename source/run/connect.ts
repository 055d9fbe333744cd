import { fetch } from 'cross-fetch';
import { type Auth, createAuth } from '../api/auth.ts';
import { type Client, createClient } from '../api/client.ts';
import { createRedactor, type Redactor, Secret } from '../api/credentials.ts';
import { createHttp, type Fetch, type Http } from '../api/http.ts';
import { createAgent, createLoopbackAgent, type Trust } from '../api/trust.ts';
import type { Clock } from '../live/clock.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Origin } from '../output/json.ts';
import { isDebugging } from './debug.ts';
import { traceAgent, tracedFetch } from './debug-connection.ts';
import type { DemoTarget, RemoteTarget, Target, TargetIdentity } from './target.ts';

/** A way to a server, real or simulated. */
export interface Connection {
	readonly client: Client;
	readonly auth: Auth;
	readonly http: Http;
	readonly origin: Omit<Origin, 'fetchedAt'>;
	readonly identity: TargetIdentity;
	/** What signs in, in words. */
	readonly signInFrom: SafeText;
	readonly trust: Trust;
	/** The proxy on the way, as host and port; null without one. */
	readonly proxy: SafeText | null;
	/** Takes secrets out of what this server says. */
	readonly redactor: Redactor;
	/** Signs out, and ends the simulator where there is one. */
	close(): Promise<void>;
}

/** A server that can be asked, and what ends it where it is ours. */
interface Host extends RemoteTarget {
	stop(): Promise<void>;
}

async function startDemo({ scenario, seed, identity }: DemoTarget, clock: Clock): Promise<Host> {
	const [{ startSimulator }, { DEFAULT_SCENARIO, isScenarioName }] = await Promise.all([
		import('../demo/simulator.ts'),
		import('../demo/scenarios.ts'),
	]);
	const simulator = await startSimulator({
		clock,
		seed,
		scenario: isScenarioName(scenario) ? scenario : DEFAULT_SCENARIO,
	});
	const url = new URL(simulator.url);
	return {
		kind: 'remote',
		url,
		credentials: { kind: 'password', username: simulator.user, password: new Secret(simulator.password) },
		trust: { ca: simulator.certificate, pins: null, insecure: false, serverName: null, identity: null },
		tunnel: null,
		agent: null,
		signInFrom: safe`the simulator`,
		identity: { ...identity, server: toSafeText(url.host), user: toSafeText(simulator.user) },
		stop: () => simulator.close(),
	};
}

/** Gets everything ready to ask a server, `timeout` milliseconds a request; nothing is sent yet. */
export async function connect(target: Target, timeout: number, clock: Clock): Promise<Connection> {
	const simulated = target.kind === 'demo';
	const host = simulated ? await startDemo(target, clock) : { ...target, stop: () => Promise.resolve() };
	const { url, credentials, trust, tunnel } = host;
	const agent = url.protocol === 'http:' ? createLoopbackAgent() : (host.agent ?? createAgent(trust, tunnel));
	const redactor = createRedactor();
	for (const secret of tunnel?.secrets ?? []) redactor.add(secret);
	const plain = fetch as unknown as Fetch;
	if (isDebugging()) traceAgent(agent);
	const sender = isDebugging() ? tracedFetch(plain, redactor) : plain;
	const http = createHttp({ baseUrl: url.origin, fetch: sender, agent, clock, timeout, redactor });
	const auth = createAuth({ http, credentials, clock, redactor });
	const client = createClient({ http, auth, clock });
	return {
		client,
		auth,
		http,
		origin: {
			server: url.origin,
			simulated,
			tls: url.protocol === 'http:' ? 'none' : trust.insecure ? 'unverified' : 'verified',
		},
		identity: host.identity,
		signInFrom: host.signInFrom,
		redactor,
		trust,
		proxy: tunnel?.proxy ?? null,
		async close() {
			await client.close();
			agent.destroy();
			await host.stop();
		},
	};
}
