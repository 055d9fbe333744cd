import { X509Certificate } from 'node:crypto';
import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { type Failure, FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import {
	type Endpoint,
	explainRefusal,
	fetchCertificate,
	handshakeName,
	isRefusal,
	readPeerCertificate,
} from './certificate.ts';

/** By what a server proves that it is the right one. */
export interface Trust {
	/** Certificates to trust in addition to the system's, in PEM; null for none. */
	readonly ca: string | null;
	/** The SHA-256 of the one certificate to trust, as {@link parsePin} gives it; it replaces every other check. */
	readonly pinSha256: string | null;
	/** Trust anybody. */
	readonly insecure: boolean;
	/** The name to ask for and to expect in the certificate; null for the address's host. */
	readonly serverName: string | null;
}

/** The error code of a connection that was given up because {@link refusalOf} its agent tells why. */
export const REFUSED_CERTIFICATE = 'ERR_CERTIFICATE_NOT_TRUSTED';

/** The longest that a connection and its handshake may take, in milliseconds. */
const HANDSHAKE_TIMEOUT = 10_000;

/** Reads a SHA-256 fingerprint as people copy it, with or without colons; a mistake is a failure of usage. */
export function parsePin(text: string): string {
	const digits = text
		.trim()
		.replace(/^sha-?256[:=]/i, '')
		.replaceAll(':', '')
		.toLowerCase();
	if (/^[0-9a-f]{64}$/.test(digits)) return digits;
	throw new FailureError({
		kind: 'usage',
		message: safe`The pinned fingerprint is not a SHA-256 in hexadecimal.`,
		advice: safe`Give the 64 hexadecimal digits of the server's certificate; colons between them do no harm.`,
	});
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** What lies behind Node's own option `ca`, which replaces the system's certificates rather than adding to them. */
interface CertificateStore {
	addCACert(pem: string): void;
	setAllowPartialTrustChain(): void;
}

/**
 * The certificates to trust: the system's, and those given. Naming the system's again as `ca` would have Node read all of
 * them for each context, which takes longer than everything else that a short command does.
 */
function createContext(ca: string | null): SecureContext {
	const secureContext = createSecureContext({ minVersion: 'TLSv1.2' });
	if (ca === null) return secureContext;
	try {
		const certificates = ca.match(PEM_CERTIFICATE)?.map(pem => new X509Certificate(pem).toString()) ?? [];
		if (certificates.length === 0) throw new TypeError('No certificate.');
		const store: CertificateStore = secureContext.context;
		for (const certificate of certificates) store.addCACert(certificate);
		// After that, because adding is what gives the context a store of its own.
		store.setAllowPartialTrustChain();
		return secureContext;
	} catch {
		throw new FailureError({
			kind: 'usage',
			message: safe`The CA file holds no certificate that can be read.`,
			advice: safe`Give certificates in PEM, which begins with -----BEGIN CERTIFICATE-----.`,
		});
	}
}

type TlsFailure = Extract<Failure, { kind: 'tls' }>;

const refusals = new WeakMap<PlainAgent, TlsFailure>();

/** Why the agent's last connection was given up, null where that was for another reason than the certificate. */
export function refusalOf(agent: PlainAgent): TlsFailure | null {
	return refusals.get(agent) ?? null;
}

/** Why the certificate that was shown may not be trusted although the handshake is done; null where it may. */
function judgePin(socket: TLSSocket, pin: string): TlsFailure | null {
	const fingerprint: SafeText | null = readPeerCertificate(socket)?.fingerprint ?? null;
	if (fingerprint === pin) return null;
	return { kind: 'tls', reason: safe`its fingerprint is not the pinned one`, fingerprint };
}

async function explainError(code: string, endpoint: Endpoint): Promise<TlsFailure> {
	const certificate = await fetchCertificate(endpoint);
	const reason = explainRefusal(code, certificate, endpoint);
	return { kind: 'tls', reason, fingerprint: certificate?.fingerprint ?? null };
}

function errorWithCode(code: string): Error {
	return Object.assign(new Error(code), { code });
}

/**
 * Creates the agent that connects to one server, one connection at a time. A connection is handed out for HTTP only after
 * its handshake was judged, so a server that is not trusted receives no byte of a request. Sessions are never resumed:
 * each handshake shows its certificate, and none is vouched for by an earlier one under other rules. The environment
 * (`NODE_TLS_REJECT_UNAUTHORIZED`) has no say.
 */
export function createAgent(trust: Trust): Agent {
	const { pinSha256: pin, serverName } = trust;
	const secureContext = createContext(trust.ca);
	const verifies = pin === null && !trust.insecure;
	const agent = new Agent({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0, rejectUnauthorized: verifies });
	const underWay = new Set<TLSSocket>();

	function open(endpoint: Endpoint, done: (error: Error | null, socket?: Duplex) => void): void {
		refusals.delete(agent);
		const { host, port } = endpoint;
		const servername = handshakeName(endpoint);
		const socket = connect({ host, port, servername, secureContext, rejectUnauthorized: verifies });
		socket.setNoDelay(true).disableRenegotiation();
		underWay.add(socket);
		const settle = () => {
			underWay.delete(socket);
			socket
				.setTimeout(0)
				.removeAllListeners('timeout')
				.off('error', fail)
				.off('close', close)
				.off('secureConnect', judge);
		};
		const refuse = (refusal: TlsFailure) => {
			refusals.set(agent, refusal);
			done(errorWithCode(REFUSED_CERTIFICATE));
		};
		const fail = (error: NodeJS.ErrnoException) => {
			settle();
			const code = error.code ?? '';
			if (!verifies || !isRefusal(code)) done(error);
			else void explainError(code, endpoint).then(refuse);
		};
		const close = () => fail(errorWithCode('ECONNRESET'));
		const judge = () => {
			settle();
			const refusal = pin === null ? null : judgePin(socket, pin);
			if (refusal === null) return done(null, socket);
			socket.destroy();
			refuse(refusal);
		};
		socket.setTimeout(HANDSHAKE_TIMEOUT, () => socket.destroy(errorWithCode('ETIMEDOUT')));
		socket.on('error', fail).on('close', close).on('secureConnect', judge);
	}

	agent.createConnection = ({ host, port }, done) => {
		const endpoint = { host: host ?? 'localhost', port: Number(port ?? 443), serverName };
		open(endpoint, done as (error: Error | null, socket?: Duplex) => void);
		return undefined;
	};
	const destroy = agent.destroy.bind(agent);
	agent.destroy = () => {
		for (const socket of underWay) socket.destroy();
		destroy();
	};
	return agent;
}

/** Creates the agent for plain HTTP, which is only ever spoken to this machine itself. */
export function createLoopbackAgent(): PlainAgent {
	return new PlainAgent({ keepAlive: true, maxSockets: 1 });
}
