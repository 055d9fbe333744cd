import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createCalmWorld } from '../../source/demo/calm-world.ts';
import { ORGANIZATIONS, organizationRow } from '../../source/demo/organizations.ts';
import { rowsAt } from '../../source/demo/world.ts';

/** When the jobs of the fault server's page took place. */
export const PAGE_TIME = Date.UTC(2026, 10, 23, 14, 2, 7, 431);

const ROWS = rowsAt(createCalmWorld({ origin: PAGE_TIME, seed: 1 }), PAGE_TIME);

/** A page of the job list as the server sends it, with so many of the simulator's jobs. */
export function pageOf(jobs: number): string {
	const resources = ROWS.slice(0, jobs);
	return JSON.stringify({ skip: 0, limit: 200, total: resources.length, resources });
}

/** A page of 23 kB, and how many jobs are on it. */
export const PAGE_JOBS = 19;
export const PAGE = pageOf(PAGE_JOBS);

const ORGANIZATION_PAGE = JSON.stringify({
	skip: 0,
	limit: 200,
	total: ORGANIZATIONS.length,
	resources: ORGANIZATIONS.map(organizationRow),
});

/** The start of an answer, up to and with the empty line; a header that is null is left out. */
export function head(headers: Readonly<Record<string, string | number | null>> = {}, status = '200 OK'): string {
	const all = { 'Content-Type': 'application/json', ...headers };
	const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]));
	return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
}

/** A whole answer. */
export function answer(
	body: string | Uint8Array,
	headers: Readonly<Record<string, string | number | null>> = {},
	status = '200 OK',
): Buffer {
	const bytes = Buffer.from(body);
	return Buffer.concat([Buffer.from(head({ 'Content-Length': bytes.length, ...headers }, status)), bytes]);
}

/** What a server does to a request for jobs; `whole` is the answer that it should have given. */
export type Reaction = (socket: Socket, whole: Buffer) => void;

/** What it should do. */
export const answerWell: Reaction = (socket, whole) => void socket.write(whole);

/** A server on the loopback that is scripted down to its bytes, in what it does to requests for jobs. */
export interface FaultServer {
	readonly port: number;
	readonly url: string;
	/** From now on requests for jobs are met like this. */
	react(reaction: Reaction): void;
	/** From now on `page` is the right answer. */
	serve(page: string): void;
	/** How many requests for jobs arrived, and how many connections were made. */
	jobRequests(): number;
	connections(): number;
	/** How many connections are open. */
	open(): number;
	close(): Promise<void>;
}

/** Where a fault server listens, and whether it speaks TLS. */
export interface FaultServerOptions {
	readonly tls?: TlsOptions;
	readonly host?: string;
	readonly port?: number;
}

/** Starts a server that answers well until told otherwise. */
export async function startFaultServer({
	tls,
	host = '127.0.0.1',
	port = 0,
}: FaultServerOptions = {}): Promise<FaultServer> {
	const sockets = new Set<Socket>();
	let reaction = answerWell;
	let whole = answer(PAGE);
	let connections = 0;
	let jobRequests = 0;

	function take(socket: Socket, path: string): void {
		if (!path.includes('/synchronization-jobs')) {
			socket.write(path.includes('/organizations') ? answer(ORGANIZATION_PAGE) : answer('{}', {}, '404 Not Found'));
			return;
		}
		jobRequests += 1;
		reaction(socket, whole);
	}

	function serve(socket: Socket): void {
		connections += 1;
		let received = '';
		socket.on('error', () => undefined);
		socket.on('data', chunk => {
			received += chunk.toString('latin1');
			for (let end = received.indexOf('\r\n\r\n'); end >= 0; end = received.indexOf('\r\n\r\n')) {
				const [, path = ''] = received.split(' ', 2);
				received = received.slice(end + 4);
				take(socket, path);
			}
		});
	}

	const server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
	server.on('tlsClientError', () => undefined);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
	const bound = (server.address() as AddressInfo).port;
	return {
		port: bound,
		url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
		react(next) {
			reaction = next;
		},
		serve(page) {
			whole = answer(page);
		},
		jobRequests: () => jobRequests,
		connections: () => connections,
		open: () => sockets.size,
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
