import { randomBytes } from 'node:crypto';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { createCertificate, type ServerCertificate } from './certificate.ts';
import { type Collection, SALESFORCE_CERTIFICATES, SALESFORCE_KEYS } from './collections.ts';
import { word } from './dice.ts';
import { createFaultOrders } from './fault-orders.ts';
import type { FaultRule } from './faults.ts';
import { createSavedSource, createWorldSource, type JobSource } from './job-source.ts';
import { THALES } from './organizations.ts';
import { createRequestLog, type LoggedRequest } from './request-log.ts';
import { ROLES, type Role, type RoleName } from './roles.ts';
import { createRoutes } from './routes.ts';
import { DEFAULT_SCENARIO, SCENARIOS, type Scenario, type ScenarioName } from './scenarios.ts';
import { createListener } from './server.ts';
import { createTokens, ROOT } from './tokens.ts';
import type { WorldSettings } from './world.ts';

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
	/** What the one user may do; start and cancel jobs unless told otherwise. */
	readonly role?: RoleName;
	/** How many milliseconds the story has gone on already; 0 unless given. */
	readonly elapsed?: number;
	/** How many milliseconds the server's clock is ahead. */
	readonly skew?: number;
	/** How many milliseconds a second node is behind, which answers every other request. */
	readonly lag?: number;
	/** Refuses requests that do not say that they accept JSON. */
	readonly strict?: boolean;
	/** The status that refuses to cancel a job that has ended; 409 unless given. */
	readonly refusal?: 400 | 409;
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

/** A source for each list of each domain, made when it is first asked for: what is in one is not in any other. */
function createJobSources(scenario: Scenario, world: WorldSettings, rows: readonly unknown[] | null) {
	const sources = new Map<string, JobSource>();
	return ({ path }: Collection, domain: string): JobSource => {
		const isFirst = path === SALESFORCE_KEYS.path && domain === ROOT;
		const key = `${path} ${domain}`;
		const seed = isFirst ? world.seed : word(world.seed, 0, key);
		const create = path === SALESFORCE_CERTIFICATES.path ? scenario.createCertificates : scenario.createWorld;
		const source =
			sources.get(key) ??
			(rows === null ? createWorldSource(create({ ...world, seed }), seed) : createSavedSource(isFirst ? rows : []));
		sources.set(key, source);
		return source;
	};
}

async function start(
	options: SimulatorOptions,
	scheme: 'http' | 'https',
	createServer: (listener: RequestListener) => Server,
): Promise<Simulator> {
	const { scenario: name = DEFAULT_SCENARIO, seed = 1, user = 'demo', rows, skew = 0, elapsed = 0 } = options;
	const scenario: Scenario = SCENARIOS[name];
	const role: Role = ROLES[options.role ?? 'CCKM Admins'];
	const clock: Clock = { ...options.clock, now: () => options.clock.now() + skew };
	const password = options.password ?? randomBytes(18).toString('base64url');
	const origin = clock.now() - elapsed;
	const log = createRequestLog();
	const lifetime = new AbortController();
	const { tokenSeconds = scenario.tokenSeconds, rotates = false } = options;
	const tokens = createTokens({ clock, user, password, tokenSeconds, rotates, groups: role.groups });
	const faults = createFaultOrders(options.fault ?? scenario.fault);
	const answer = createRoutes({
		clock,
		origin,
		seed,
		name: scenario.serverName,
		user,
		role,
		tokens,
		jobsOf: createJobSources(scenario, { origin, seed }, rows ?? null),
		organizations: rows === undefined ? scenario.organizations : [THALES],
		maxLimit: options.maxLimit ?? null,
		faults,
		lag: options.lag ?? 0,
		strict: options.strict ?? false,
		refusal: options.refusal ?? 409,
	});
	const server = createServer(
		createListener({ clock, seed, answer, fault: faults.rule, log, signal: lifetime.signal }),
	);
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
