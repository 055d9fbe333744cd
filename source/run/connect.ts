import { fetch } from 'cross-fetch';
import { type Auth, createAuth } from '../api/auth.ts';
import { type Client, createClient } from '../api/client.ts';
import { type Credentials, createRedactor, Secret } from '../api/credentials.ts';
import { createHttp, type Fetch, type Http } from '../api/http.ts';
import { createAgent, createLoopbackAgent, parsePin, type Trust } from '../api/trust.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Options } from '../command-line/options.ts';
import type { SecretSource, ServerOptions } from '../command-line/server-options.ts';
import type { Clock } from '../live/clock.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Origin } from '../output/json.ts';
import { readCertificates, readSecretFile } from './files.ts';

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

interface Target {
	readonly url: URL;
	readonly credentials: Credentials;
	readonly trust: Trust;
	readonly user: SafeText;
	readonly simulated: boolean;
	stop(): Promise<void>;
}

type Demo = Extract<ServerOptions, { kind: 'demo' }>;
type Remote = Extract<ServerOptions, { kind: 'remote' }>;

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
		trust: { ca: simulator.certificate, pinSha256: null, insecure: false, serverName: null },
		user: toSafeText(simulator.user),
		simulated: true,
		stop: () => simulator.close(),
	};
}

function readSecret(source: SecretSource, what: SafeText, environment: Environment): Promise<Secret> {
	if (source.from === 'file') return readSecretFile(what, source.path);
	return Promise.resolve(new Secret(environment[source.name] ?? ''));
}

async function readCredentials(server: Remote, environment: Environment): Promise<Credentials> {
	const { token, password, user } = server;
	if (token !== null) {
		const present = await readSecret(token, safe`token file`, environment);
		if (token.from === 'environment') return { kind: 'token', renewable: false, read: () => Promise.resolve(present) };
		return { kind: 'token', renewable: true, read: () => readSecretFile(safe`token file`, token.path) };
	}
	const optional = {
		domain: server.domain,
		authDomain: server.authDomain,
		tenant: server.tenant,
		connection: server.connection,
	};
	const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null));
	const source = password ?? { from: 'environment', name: '' };
	return {
		kind: 'password',
		username: user ?? '',
		password: await readSecret(source, safe`password file`, environment),
		...given,
	};
}

async function readRemote(server: Remote, environment: Environment): Promise<Target> {
	const trust: Trust = {
		ca: server.ca === null ? null : await readCertificates(server.ca),
		pinSha256: server.pinSha256 === null ? null : parsePin(server.pinSha256),
		insecure: server.insecure,
		serverName: server.serverName,
	};
	const credentials = await readCredentials(server, environment);
	const user = server.user === null ? safe`(token)` : toSafeText(server.user, 60);
	return { url: server.url, credentials, trust, user, simulated: false, stop: () => Promise.resolve() };
}

/** Gets everything ready to ask a server; nothing is sent yet. */
export async function connect(options: Options, environment: Environment, clock: Clock): Promise<Connection> {
	const { server, timeout } = options;
	const target = await (server.kind === 'demo' ? startDemo(server, clock) : readRemote(server, environment));
	const { url, credentials, trust, simulated } = target;
	const agent = url.protocol === 'http:' ? createLoopbackAgent() : createAgent(trust);
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
