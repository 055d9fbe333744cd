import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock } from '../live/clock.ts';
import type { Fault, FaultRule } from './faults.ts';
import { badRequest, type Purpose, type Reply, textReply } from './reply.ts';
import type { RequestLog } from './request-log.ts';
import { findRoute } from './route.ts';
import type { RoutedReply, SimulatorRequest } from './routes.ts';

/** What turns requests into answers. */
export interface ListenerSettings {
	readonly clock: Clock;
	readonly seed: number;
	readonly answer: (request: SimulatorRequest) => RoutedReply;
	readonly fault: FaultRule;
	readonly log: RequestLog;
	/** Aborts when the simulator ends: nothing is waited for any more. */
	readonly signal: AbortSignal;
}

/** The most bytes that a request may carry. */
const BODY_LIMIT = 65_536;

/** Answers shorter than this are not worth compressing. */
const GZIP_FROM = 1024;

/** A page elsewhere could make a browser talk to us under a name that it had pointed to the loopback: refused. */
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

const compress = promisify(gzip);

/** The body, null where it is too large; it is read to its end even so, or the answer would be lost. */
async function readBody(request: IncomingMessage): Promise<string | null> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= BODY_LIMIT) chunks.push(chunk);
	}
	return length > BODY_LIMIT ? null : Buffer.concat(chunks).toString();
}

async function send(request: IncomingMessage, response: ServerResponse, reply: Reply, now: number): Promise<void> {
	const plain = Buffer.from(reply.body);
	const compressed = plain.length >= GZIP_FROM && /\bgzip\b/.test(String(request.headers['accept-encoding']));
	const body = compressed ? await compress(plain) : plain;
	response.sendDate = false;
	response.writeHead(reply.status, {
		Date: new Date(now).toUTCString(),
		'Cache-Control': 'no-cache',
		...(reply.type === null ? {} : { 'Content-Type': reply.type, 'Content-Length': body.length }),
		...(compressed ? { 'Content-Encoding': 'gzip' } : {}),
		...reply.headers,
	});
	response.end(body);
}

/** Answers requests over a real socket, or lets the fault happen that is due instead. */
export function createListener({ clock, seed, answer, fault, log, signal }: ListenerSettings): RequestListener {
	const counts = new Map<Purpose, number>();
	let turns = 0;

	function dueFault(purpose: Purpose): Fault | null {
		const count = counts.get(purpose) ?? 0;
		counts.set(purpose, count + 1);
		return fault({ purpose, count, seed });
	}

	async function route(request: IncomingMessage, path: string, query: string): Promise<RoutedReply> {
		const { method = '', headers } = request;
		const found = findRoute(method, path);
		const { purpose } = found;
		if (!LOOPBACK_HOST.test(headers.host ?? '')) {
			return { purpose: 'unknown', reply: textReply(421, 'The simulator answers on the loopback only.\n') };
		}
		const body = await readBody(request);
		if (body === null) return { purpose, reply: { ...badRequest('the body is too large'), status: 413 } };
		const { authorization, accept } = headers;
		const turn = turns++;
		return answer({ method, route: found, query: new URLSearchParams(query), authorization, accept, body, turn });
	}

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = '', url = '' } = request;
		const mark = url.includes('?') ? url.indexOf('?') : url.length;
		const [path, query] = [url.slice(0, mark), url.slice(mark + 1)];
		const { purpose, reply } = await route(request, path, query);
		const due = dueFault(purpose);
		const told = due?.kind === 'reply' ? due.reply : reply;
		const lost = due?.kind === 'reset' || due?.kind === 'raw' || due?.kind === 'silence';
		if (due?.kind === 'delay') await clock.sleep(due.milliseconds, signal);
		log.add({ purpose, method, path, query, status: lost ? null : told.status });
		if (due?.kind === 'reset') request.socket.destroy();
		if (due?.kind === 'raw') request.socket.end(due.bytes);
		if (!lost) await send(request, response, told, clock.now());
	}

	return (request, response) => {
		response.once('close', log.begin());
		handle(request, response).catch((error: unknown) => {
			// A client that hung up while it sent its body is told nothing; a defect of ours must not look like an answer.
			if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
			response.end(`defect of the simulator: ${String(error)}\n`);
		});
	};
}
