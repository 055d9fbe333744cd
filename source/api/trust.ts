import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { type Failure, FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { type Certificate, type Endpoint, explainRefusal, readPeerCertificate } from './certificate.ts';
import { shakeHands, type Tunnel, type Way } from './handshake.ts';
import type { Pins } from './pin.ts';
import { type ClientIdentity, createContext } from './secure-context.ts';

/** By what a server proves that it is the right one, and what this program shows of itself. */
export interface Trust {
	/** Certificates to trust in addition to the system's, in PEM; null for none. */
	readonly ca: string | null;
	/** The only certificates to trust, whatever else may be said against them; null where any that verifies will do. */
	readonly pins: Pins | null;
	/** Trust anybody, unless there are pins. */
	readonly insecure: boolean;
	/** The name to ask for and to expect in the certificate; null for the address's host. */
	readonly serverName: string | null;
	/** What to show a server that asks who we are; null for nothing. */
	readonly identity: ClientIdentity | null;
}

/** The error code of a connection that was given up; {@link failureOfAgent} tells why. */
export const GIVEN_UP = 'ERR_CONNECTION_GIVEN_UP';

/** A server that is not trusted, and what it showed of itself. */
export interface Stranger {
	readonly kind: 'stranger';
	readonly failure: Extract<Failure, { kind: 'tls' }>;
	readonly certificate: Certificate | null;
}

/** The agent for one server. */
export interface ServerAgent extends Agent {
	/**
	 * Makes the first connection before there is a request, which then takes it over, or fails as it did. Tells whether the
	 * server is a stranger; null for one that is trusted, and for one that cannot be reached.
	 */
	meet(host: string, port: number): Promise<Stranger | null>;
}

type Meeting = Stranger | { readonly kind: 'trusted'; readonly socket: TLSSocket };

const failures = new WeakMap<PlainAgent, Failure>();

/** Why the agent's last connection was given up, null where nothing more is known than the error says. */
export function failureOfAgent(agent: PlainAgent): Failure | null {
	return failures.get(agent) ?? null;
}

/** Why the certificate that was shown is not trusted, null where it is. */
function findFault(
	certificate: Certificate | null,
	socket: TLSSocket,
	trust: Trust,
	endpoint: Endpoint,
): Pick<Stranger['failure'], 'reason' | 'pinned'> | null {
	const { pins, insecure } = trust;
	if (pins !== null) {
		if (certificate !== null && pins.fingerprints.includes(certificate.fingerprint)) return null;
		const fingerprints = pins.fingerprints.map(each => toSafeText(each));
		return { reason: safe`its fingerprint is not the pinned one`, pinned: { fingerprints, file: pins.file } };
	}
	if (insecure || socket.authorized) return null;
	return { reason: explainRefusal(String(socket.authorizationError), certificate, endpoint) };
}

function judge(
	socket: TLSSocket,
	trust: Trust,
	endpoint: Endpoint,
	proxy: SafeText | null,
	certificate = readPeerCertificate(socket),
): Stranger | null {
	const fault = findFault(certificate, socket, trust, endpoint);
	if (fault === null) return null;
	const fingerprint = certificate?.fingerprint ?? null;
	return {
		kind: 'stranger',
		certificate,
		failure: { kind: 'tls', ...fault, fingerprint, ...(proxy === null ? {} : { proxy }) },
	};
}

/** What a server shows of itself in a handshake, to one who is to be convinced. */
export interface Appearance {
	readonly certificate: Certificate | null;
	/** The version of TLS that was agreed upon. */
	readonly protocol: SafeText;
	/** Why it is not trusted; null where it is. */
	readonly failure: Stranger['failure'] | null;
}

/** Looks at a server without a request, and hangs up. Rejects as {@link shakeHands} does. */
export async function lookAtServer(way: Way, trust: Trust): Promise<Appearance> {
	const verifies = trust.pins === null && !trust.insecure;
	const socket = await shakeHands(way, createContext(verifies ? trust.ca : undefined, trust.identity));
	// Node gives it out once.
	const certificate = readPeerCertificate(socket);
	const stranger = judge(socket, trust, way.endpoint, way.tunnel?.proxy ?? null, certificate);
	const protocol = toSafeText(socket.getProtocol() ?? 'unknown');
	socket.destroy();
	return { certificate, protocol, failure: stranger?.failure ?? null };
}

/**
 * Creates the agent that connects to one server, one connection at a time. A connection is handed out for HTTP only after
 * its handshake was judged, so a server that is not trusted receives no byte of a request. The environment
 * (`NODE_TLS_REJECT_UNAUTHORIZED`) has no say.
 */
export function createAgent(trust: Trust, tunnel: Tunnel | null = null): ServerAgent {
	const verifies = trust.pins === null && !trust.insecure;
	const secureContext = createContext(verifies ? trust.ca : undefined, trust.identity);
	const agent = new Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0 });
	const lifetime = new AbortController();
	let ahead: Promise<Meeting> | null = null;

	async function open(host: string, port: number): Promise<Meeting> {
		const endpoint = { host, port, serverName: trust.serverName };
		const socket = await shakeHands({ endpoint, tunnel, signal: lifetime.signal }, secureContext);
		const stranger = judge(socket, trust, endpoint, tunnel?.proxy ?? null);
		if (stranger === null) return { kind: 'trusted', socket };
		socket.destroy();
		return stranger;
	}

	/** What came of the connection that was made ahead, unless it is gone by now. */
	async function take(host: string, port: number): Promise<TLSSocket> {
		const made = await ahead;
		ahead = null;
		const isUsable = made !== null && (made.kind === 'stranger' || !made.socket.destroyed);
		const meeting = isUsable ? made : await open(host, port);
		if (meeting.kind === 'stranger') throw new FailureError(meeting.failure);
		return meeting.socket;
	}

	function giveUp(error: Error): Error {
		if (!(error instanceof FailureError)) return error;
		failures.set(agent, error.failure);
		return Object.assign(new Error(GIVEN_UP), { code: GIVEN_UP });
	}

	agent.createConnection = ({ host, port }, callback) => {
		const done = callback as (error: Error | null, socket?: Duplex) => void;
		failures.delete(agent);
		take(host ?? 'localhost', Number(port ?? 443)).then(
			socket => done(null, socket),
			(error: Error) => done(giveUp(error)),
		);
		return undefined;
	};
	const destroy = agent.destroy.bind(agent);
	agent.destroy = () => {
		lifetime.abort();
		void ahead?.then(
			meeting => meeting.kind === 'trusted' && meeting.socket.destroy(),
			() => undefined,
		);
		destroy();
	};
	return Object.assign(agent, {
		async meet(host: string, port: number) {
			ahead = open(host, port);
			const meeting = await ahead.catch(() => null);
			return meeting?.kind === 'stranger' ? meeting : null;
		},
	});
}

/** Creates the agent for plain HTTP, which is only ever spoken to this machine itself. */
export function createLoopbackAgent(): PlainAgent {
	return new PlainAgent({ keepAlive: true, maxSockets: 1 });
}
