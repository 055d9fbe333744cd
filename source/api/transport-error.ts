import type { Agent } from 'node:http';
import { type Failure, FailureError } from '../model/failure.ts';
import { safe, toSafeText } from '../model/safe-text.ts';
import { explainTlsError } from './handshake-error.ts';
import { failureOfAgent, GIVEN_UP } from './trust.ts';

interface Traits {
	/** The system's or Node's word for it. */
	readonly code: string | null;
	/** What the fetch library calls it. */
	readonly type: string | null;
}

function readTraits(error: unknown): Traits {
	const { code, type } = (typeof error === 'object' && error !== null ? error : {}) as {
		code?: unknown;
		type?: unknown;
	};
	return { code: typeof code === 'string' ? code : null, type: typeof type === 'string' ? type : null };
}

/** Whether a kept connection may merely have been closed by the server while it was idle. */
export function isStaleConnection(error: unknown): boolean {
	return /^(?:ECONNRESET|EPIPE)$/.test(readTraits(error).code ?? '');
}

/** What a request that threw ran into; null for what is no trouble of the network but a defect of this program. */
export function readTransportError(error: unknown, agent: Agent, limit: number): Failure | null {
	if (error instanceof FailureError) return error.failure;
	const { code, type } = readTraits(error);
	if (type === 'max-size') return { kind: 'too-large', limit };
	if (code === null) return type === 'system' ? { kind: 'network', code: safe`connection broken` } : null;
	const word = toSafeText(code);
	if (code === GIVEN_UP) return failureOfAgent(agent) ?? { kind: 'network', code: word };
	if (code.startsWith('Z_')) return { kind: 'shape', path: safe`the body`, problem: safe`broken compression` };
	if (code.startsWith('HPE_')) return { kind: 'shape', path: safe`the headers`, problem: safe`broken HTTP (${word})` };
	return explainTlsError(code) ?? { kind: 'network', code: word };
}
