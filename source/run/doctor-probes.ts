import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { type Ending, within } from '../api/deadline.ts';
import { explainTlsError } from '../api/handshake-error.ts';
import { lookAtServer } from '../api/trust.ts';
import { systemClock } from '../live/clock.ts';
import { type Failure, FailureError } from '../model/failure.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Address, Approach } from './read-trust.ts';

/** The way to a server, and by what it proves that it is the right one. */
export type Way = Pick<Approach, 'address' | 'trust' | 'tunnel'>;

/** What is looked at, within `timeout` milliseconds a step. */
export interface Probing {
	readonly timeout: number;
	readonly signal: AbortSignal;
}

function failureOf(error: unknown): Failure | null {
	if (error instanceof FailureError) return error.failure;
	if (!(error instanceof Error) || !('code' in error)) return null;
	const code = String(error.code);
	return explainTlsError(code) ?? { kind: 'network', code: toSafeText(code) };
}

function unwrap<Value>(ending: Ending<Value>, { timeout, signal }: Probing): Value {
	if (ending.kind === 'done') return ending.value;
	if (ending.kind === 'late') throw new FailureError({ kind: 'timeout', seconds: timeout / 1000 });
	if (ending.kind === 'aborted') throw signal.reason;
	const failure = failureOf(ending.error);
	throw failure === null ? ending.error : new FailureError(failure);
}

async function inTime<Value>(probing: Probing, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
	const { timeout, signal } = probing;
	return unwrap(await within(timeout, systemClock, signal, work), probing);
}

/** What ends with the signal, be it something that knows of none. */
function until<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
		work.then(resolve, reject);
	});
}

/** The addresses that a name stands for; a proxy finds them by itself. */
export async function probeName({ address, tunnel }: Way, probing: Probing): Promise<SafeText> {
	const { host } = address;
	const shown = toSafeText(host, 100);
	if (isIP(host) !== 0) return safe`${shown} is an address`;
	if (tunnel !== null) return safe`left to the proxy`;
	try {
		const found = await inTime(probing, signal => until(signal, lookup(host, { all: true })));
		const addresses = found.map(each => toSafeText(each.address)).slice(0, 4);
		return safe`${shown} is ${joinSafe(addresses, safe`, `)}`;
	} catch (error) {
		const failure = failureOf(error);
		if (failure?.kind !== 'network') throw error;
		throw new FailureError({
			...failure,
			code: safe`the name ${shown} is not found (${failure.code})`,
			advice: safe`Check its spelling, and whether this machine's name server knows it: getent hosts ${shown}`,
		});
	}
}

/** Whether there is a proxy, and whether it makes a connection to the server. */
export async function probeProxy({ address, tunnel, trust }: Way, probing: Probing): Promise<SafeText> {
	if (tunnel === null) return safe`none`;
	const endpoint = { ...address, serverName: trust.serverName };
	const socket = await inTime(probing, signal => tunnel.open(endpoint, signal));
	socket.destroy();
	return safe`${tunnel.proxy} connects to the server`;
}

function connectPlain({ host, port }: Address, signal: AbortSignal): Promise<SafeText> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port, signal }).on('error', reject);
		socket.once('connect', () => {
			resolve(safe`${toSafeText(socket.remoteAddress ?? '')} port ${port} takes connections`);
			socket.destroy();
		});
	});
}

/** Whether somebody listens at the port. */
export async function probeRoute({ address, tunnel }: Way, probing: Probing): Promise<SafeText> {
	if (tunnel !== null) return safe`through the proxy`;
	return inTime(probing, signal => connectPlain(address, signal));
}

/** Whether the server is the right one; throws the failure of a certificate that is not trusted. */
export async function probeTls({ address, tunnel, trust }: Way, probing: Probing): Promise<SafeText> {
	const endpoint = { ...address, serverName: trust.serverName };
	const seen = await inTime(probing, signal => lookAtServer({ endpoint, tunnel, signal }, trust));
	if (seen.failure !== null) throw new FailureError(seen.failure);
	const { certificate, protocol } = seen;
	const how = trust.insecure && trust.pins === null ? safe`NOT VERIFIED (--insecure)` : safe`trusted`;
	if (certificate === null) return safe`${protocol}, ${how}, no certificate shown`;
	const { fingerprint, issuer, validFrom, validTo } = certificate;
	return safe`${protocol}, ${how}; issuer ${issuer}; valid ${validFrom} to ${validTo}; sha256 ${fingerprint}`;
}
