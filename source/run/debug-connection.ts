import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Redactor } from '../api/credentials.ts';
import type { Fetch } from '../api/http.ts';
import { failureOfAgent } from '../api/trust.ts';
import { systemClock } from '../live/clock.ts';
import { nameFailure } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { debug } from './debug.ts';

function codeOf(error: unknown): SafeText {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'an error without a code';
	return toSafeText(code, 60);
}

/**
 * Sends requests as `fetch` does, and writes down each with what came of it: neither headers nor bodies. It only listens in:
 * who waits for an answer hears of it no later than without it.
 */
export function tracedFetch(fetch: Fetch, redactor: Redactor): Fetch {
	let requests = 0;
	return (url, options) => {
		requests += 1;
		const number = requests;
		const began = systemClock.monotonic();
		const tell = (what: SafeText) =>
			debug(safe`#${number} ${what} after ${Math.round(systemClock.monotonic() - began)}ms`);
		const tellError = (error: unknown) => tell(options.signal.aborted ? safe`given up` : codeOf(error));
		const { pathname, search } = new URL(url);
		debug(safe`#${number} ${toSafeText(options.method)} ${toSafeText(redactor.redact(`${pathname}${search}`))}`);
		const answered = fetch(url, options);
		answered.then(response => {
			tell(safe`status ${response.status}`);
			const read = response.arrayBuffer.bind(response);
			Object.assign(response, {
				arrayBuffer() {
					const reading = read();
					reading.then(bytes => tell(safe`${bytes.byteLength} bytes`), tellError);
					return reading;
				},
			});
		}, tellError);
		return answered;
	};
}

function describeSocket(socket: Duplex | undefined): SafeText {
	if (!(socket instanceof TLSSocket)) return safe`plain`;
	const { name } = socket.getCipher();
	return safe`${toSafeText(socket.getProtocol() ?? 'no TLS')} ${toSafeText(name, 60)}, chain ${socket.authorized ? safe`verified` : toSafeText(String(socket.authorizationError), 60)}`;
}

/** Writes down each connection that an agent makes, and why one was not made. */
export function traceAgent(agent: Agent): void {
	const connect = agent.createConnection.bind(agent);
	agent.createConnection = (options, callback) =>
		connect(options, (error, socket) => {
			const failure = error === null ? null : failureOfAgent(agent);
			if (error === null) debug(safe`connected: ${describeSocket(socket)}`);
			else debug(safe`not connected: ${failure === null ? codeOf(error) : nameFailure(failure)}`);
			callback?.(error, socket);
		});
}
