import { randomBytes } from 'node:crypto';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { createCertificate, type ServerCertificate } from './certificate.ts';
import type { FaultRule } from './faults.ts';
import { createSavedSource, createWorldSource } from './job-source.ts';
import { THALES } from './organizations.ts';
import { createRequestLog, type LoggedRequest } from './request-log.ts';
import { createRoutes } from './routes.ts';
import { DEFAULT_SCENARIO, SCENARIOS, type Scenario, type ScenarioName } from './scenarios.ts';
import { createListener } from './server.ts';
import { createTokens } from './tokens.ts';

/** How to start a simulator; only the clock has to be given. */
export interface SimulatorOptions {
	readonly clock: Clock;
	readonly scenario?: ScenarioName;
	/** Makes the same jobs and faults each time; 1 unless given. */
	readonly seed?: number;
	/** A free one unless given. */
	readonly port?: number;
	readonly user?: string;
	/** A random one unless given. */
	readonly password?: string;
	/** How long a bearer token lives, in seconds; the scenario's unless given. */
	readonly tokenSeconds?: number;
	/** Whether each renewal gives a new refresh token and ends the old one; not unless given. */
	readonly rotates?: boolean;
	/** The rows of a saved answer, served word for word instead of the scenario's jobs. */
	readonly rows?: readonly unknown[];
	/** The most rows that a page holds, whatever was asked for. */
	readonly maxLimit?: number;
	/** What goes wrong, instead of what the scenario says. */
	readonly fault?: FaultRule;
}

/** A simulator that speaks TLS; its certificate is a new one unless given. */
export interface SecureSimulatorOptions extends SimulatorOptions {
	readonly certificate?: ServerCertificate;
}

/** A running simulator. */
export interface Simulator {
	/** Scheme, host and port, such as https://127.0.0.1:40123. */
	readonly url: string;
	readonly port: number;
	readonly scenario: ScenarioName;
	readonly seed: number;
	readonly user: string;
	readonly password: string;
	/** The newest thousand requests, oldest first. */
	readonly requests: readonly LoggedRequest[];
	/** The most requests that were ever under way at once. */
	mostInFlight(): number;
	/** Stops listening and ends every connection, idle or not. */
	close(): Promise<void>;
}

/** A running simulator that speaks TLS. */
export interface SecureSimulator extends Simulator {
	/** Its certificate as PEM, which serves as a CA file. */
	readonly certificate: string;
	/** SHA-256 of its certificate, in hexadecimal without colons. */
	readonly fingerprint: string;
}

const HOST = '127.0.0.1';

/** Longer than the usual time from one poll to the next, so that a connection is not closed just as it is used again. */
const KEEP_ALIVE = 75_000;

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(
				new FailureError({
					kind: 'usage',
					message: safe`The simulator cannot listen on port ${port}: ${toSafeText(error.code ?? error.message)}.`,
					advice: safe`Choose another port, or none for a free one.`,
				}),
			);
		});
		server.listen(port, HOST, () => {
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

async function start(
	options: SimulatorOptions,
	scheme: 'http' | 'https',
	createServer: (listener: RequestListener) => Server,
): Promise<Simulator> {
	const { clock, scenario: name = DEFAULT_SCENARIO, seed = 1, user = 'demo', rows } = options;
	const scenario: Scenario = SCENARIOS[name];
	const password = options.password ?? randomBytes(18).toString('base64url');
	const origin = clock.now();
	const log = createRequestLog();
	const lifetime = new AbortController();
	const { tokenSeconds = scenario.tokenSeconds, rotates = false } = options;
	const tokens = createTokens({ clock, user, password, tokenSeconds, rotates });
	const answer = createRoutes({
		clock,
		origin,
		name: scenario.serverName,
		user,
		tokens,
		jobs: rows === undefined ? createWorldSource(scenario.createWorld({ origin, seed })) : createSavedSource(rows),
		organizations: rows === undefined ? scenario.organizations : [THALES],
		maxLimit: options.maxLimit ?? null,
	});
	const fault = options.fault ?? scenario.fault;
	const server = createServer(createListener({ clock, seed, answer, fault, log, signal: lifetime.signal }));
	server.keepAliveTimeout = KEEP_ALIVE;
	const port = await listen(server, options.port ?? 0);
	return {
		url: `${scheme}://${HOST}:${port}`,
		port,
		scenario: name,
		seed,
		user,
		password,
		requests: log.requests,
		mostInFlight: log.mostInFlight,
		close: () =>
			new Promise(resolve => {
				lifetime.abort();
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** Starts a server on the loopback that answers as CipherTrust Manager does, over TLS with a certificate of its own. */
export async function startSimulator(options: SecureSimulatorOptions): Promise<SecureSimulator> {
	const certificate = options.certificate ?? (await createCertificate({ now: options.clock.now() }));
	const tls = { cert: certificate.certificate, key: certificate.key, minVersion: 'TLSv1.2' } as const;
	const simulator = await start(options, 'https', listener => createTlsServer(tls, listener));
	return { ...simulator, certificate: certificate.certificate, fingerprint: certificate.fingerprint };
}

/** Starts the same server without TLS, for tests that are about something else. */
export function startPlainSimulator(options: SimulatorOptions): Promise<Simulator> {
	return start(options, 'http', createPlainServer);
}
