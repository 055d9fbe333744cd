import { connect as connectPlain, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { SafeText } from '../model/safe-text.ts';
import { type Endpoint, handshakeName } from './certificate.ts';
import type { Secret } from './credentials.ts';
import { CUT_OFF, explainGreeting, explainTlsError, isNoTls, STALLED, throughProxy } from './handshake-error.ts';

/** A way around walls: plain connections that somebody else makes. */
export interface Tunnel {
	/** Who makes them, as host and port. */
	readonly proxy: SafeText;
	/** What was shown to them and shall not be seen by others. */
	readonly secrets: readonly Secret[];
	/** Throws a {@link FailureError} that tells what the other side of the tunnel had against it. */
	open(endpoint: Endpoint, signal: AbortSignal): Promise<Socket>;
}

/** How to get to a server: the tunnel that leads there, null for straight on. */
export interface Way {
	readonly endpoint: Endpoint;
	readonly tunnel: Tunnel | null;
	/** Ends everything that is under way. */
	readonly signal: AbortSignal;
}

/** The longest that the other side may be silent in a handshake, in milliseconds. */
const HANDSHAKE_PATIENCE = 5000;

/** How long a server that does not speak TLS may take to show what it does speak, in milliseconds. */
const GREETING_PATIENCE = 1000;

/** The beginning of a handshake, which makes a server of another protocol complain in its own words. */
const KNOCK = '\x16\x03\x01\0\0';

function errorWithCode(code: string): Error {
	return Object.assign(new Error(code), { code });
}

/** Waits for the end of the handshake; rejects with an error that has a code. */
function complete(socket: TLSSocket, signal: AbortSignal): Promise<void> {
	const destroy = () => socket.destroy();
	const ended = new Promise<void>((resolve, reject) => {
		if (signal.aborted) destroy();
		signal.addEventListener('abort', destroy);
		socket.setTimeout(HANDSHAKE_PATIENCE, () =>
			socket.destroy(errorWithCode(socket.connecting ? 'ETIMEDOUT' : STALLED)),
		);
		socket.once('secureConnect', resolve).once('error', reject);
		socket.once('close', () => reject(errorWithCode(CUT_OFF)));
	});
	return ended.finally(() => {
		signal.removeEventListener('abort', destroy);
		socket.setTimeout(0).removeAllListeners('timeout');
	});
}

/** The first bytes of what answers here instead of TLS; empty where it says nothing. */
async function readGreeting({ endpoint, tunnel, signal }: Way): Promise<string> {
	const { host, port } = endpoint;
	const socket = tunnel === null ? connectPlain({ host, port }) : await tunnel.open(endpoint, signal);
	const greeting = new Promise<string>(resolve => {
		socket.setTimeout(GREETING_PATIENCE, () => resolve(''));
		socket.once('data', chunk => resolve(chunk.toString('latin1').slice(0, 64)));
		socket.once('error', () => resolve('')).once('close', () => resolve(''));
		socket.write(KNOCK);
	});
	return greeting.finally(() => socket.destroy());
}

/** What is known of the cause, as a {@link FailureError}; the error itself where that says it all. */
async function explain(error: NodeJS.ErrnoException, way: Way): Promise<Error> {
	const code = /^(?:ECONNRESET|EPIPE)$/.test(error.code ?? '') ? CUT_OFF : (error.code ?? '');
	const cause = isNoTls(code) ? explainGreeting(await readGreeting(way)) : explainTlsError(code);
	return cause === null ? error : throughProxy(cause, way.tunnel?.proxy ?? null);
}

/**
 * Connects and completes a TLS handshake. Nobody is trusted by that: whoever calls has to judge the certificate before a
 * byte is sent. No session is resumed, so that each handshake shows its certificate. Rejects with a {@link FailureError}
 * where the cause of a failure is known, else with the system's error.
 */
export async function shakeHands(way: Way, secureContext: SecureContext): Promise<TLSSocket> {
	const { endpoint, tunnel, signal } = way;
	const { host, port } = endpoint;
	const base = tunnel === null ? { port } : { socket: await tunnel.open(endpoint, signal) };
	const servername = handshakeName(endpoint);
	const socket = connect({ ...base, host, servername, secureContext, rejectUnauthorized: false });
	// An error that comes between here and the first request has nobody else to hear of it.
	socket.on('error', () => undefined);
	socket.setNoDelay(true).disableRenegotiation();
	try {
		await complete(socket, signal);
		return socket;
	} catch (error) {
		socket.destroy();
		throw error instanceof Error && !signal.aborted ? await explain(error, way) : error;
	}
}
