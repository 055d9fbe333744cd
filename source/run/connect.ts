import { fetch } from 'cross-fetch';
import { type Auth, createAuth } from '../api/auth.ts';
import { type Client, createClient } from '../api/client.ts';
import { type Credentials, createRedactor, Secret } from '../api/credentials.ts';
import { createHttp, type Fetch, type Http } from '../api/http.ts';
import { createAgent, createLoopbackAgent, type Trust } from '../api/trust.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import type { Clock } from '../live/clock.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';
import type { Origin } from '../output/json.ts';
import { type AskPassword, type Remote, readSignIn } from './credentials.ts';
import { type Acquaintance, readAcquaintance } from './read-trust.ts';

/** A way to a server, real or simulated. */
export interface Connection {
	readonly client: Client;
	readonly auth: Auth;
	readonly http: Http;
	readonly origin: Omit<Origin, 'fetchedAt'>;
	/** Host and port. */
	readonly server: SafeText;
	readonly user: SafeText;
	readonly trust: Trust;
	/** Signs out, and ends the simulator where there is one. */
	close(): Promise<void>;
}

interface Target extends Acquaintance {
	readonly url: URL;
	readonly credentials: Credentials;
	readonly user: SafeText;
	readonly simulated: boolean;
	stop(): Promise<void>;
}

type Demo = Extract<ServerOptions, { kind: 'demo' }>;

async function startDemo({ scenario, seed }: Demo, clock: Clock): Promise<Target> {
	const [{ startSimulator }, { DEFAULT_SCENARIO, isScenarioName }] = await Promise.all([
		import('../demo/simulator.ts'),
		import('../demo/scenarios.ts'),
	]);
	const simulator = await startSimulator({
		clock,
		seed,
		scenario: isScenarioName(scenario) ? scenario : DEFAULT_SCENARIO,
	});
	return {
		url: new URL(simulator.url),
		credentials: { kind: 'password', username: simulator.user, password: new Secret(simulator.password) },
		trust: { ca: simulator.certificate, pins: null, insecure: false, serverName: null, identity: null },
		agent: null,
		user: toSafeText(simulator.user),
		simulated: true,
		stop: () => simulator.close(),
	};
}

async function readRemote(server: Remote, environment: Environment, ask: AskPassword | null): Promise<Target> {
	const acquaintance = await readAcquaintance(server, environment);
	const { credentials, user } = await readSignIn(server, environment, ask);
	return { url: server.url, credentials, ...acquaintance, user, simulated: false, stop: () => Promise.resolve() };
}

/** Gets everything ready to ask a server; nothing is sent yet. `ask` is for a password that is given nowhere. */
export async function connect(
	options: Pick<Options, 'server' | 'timeout'>,
	environment: Environment,
	clock: Clock,
	ask: AskPassword | null = null,
): Promise<Connection> {
	const { server, timeout } = options;
	const target = await (server.kind === 'demo' ? startDemo(server, clock) : readRemote(server, environment, ask));
	const { url, credentials, trust, simulated } = target;
	const agent = url.protocol === 'http:' ? createLoopbackAgent() : (target.agent ?? createAgent(trust));
	const redactor = createRedactor();
	const http = createHttp({ baseUrl: url.origin, fetch: fetch as unknown as Fetch, agent, clock, timeout, redactor });
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
		server: toSafeText(url.host),
		user: target.user,
		trust,
		async close() {
			await client.close();
			agent.destroy();
			await target.stop();
		},
	};
}
