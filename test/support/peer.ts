import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** A server on 127.0.0.1 that is scripted down to its bytes. */
export interface Peer {
	readonly port: number;
	/** All that clients sent, after TLS where that is spoken. */
	readonly received: () => string;
	/** How many connections were made; with TLS, how many handshakes were completed. */
	readonly connections: () => number;
	close(): Promise<void>;
}

/** A JSON answer as bytes. */
export function jsonAnswer(body: unknown, status = '200 OK', headers: Readonly<Record<string, string>> = {}): string {
	const text = JSON.stringify(body);
	const lines = Object.entries({
		'Content-Type': 'application/json',
		'Content-Length': Buffer.byteLength(text),
		...headers,
	}).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${text}`;
}

/**
 * Starts a server that calls `answer` for each request, with its number from 1 and the connection to write to. With
 * `tls` it speaks TLS, without it plain TCP.
 */
export async function startPeer(answer: (socket: Socket, request: number) => void, tls?: TlsOptions): Promise<Peer> {
	const sockets = new Set<Socket>();
	let received = '';
	let connections = 0;
	let requests = 0;
	const serve = (socket: Socket) => {
		connections += 1;
		socket.on('error', () => undefined);
		socket.on('data', chunk => {
			received += chunk.toString('latin1');
			const arrived = received.split(/^(?:GET|POST) /m).length - 1;
			while (requests < arrived) answer(socket, ++requests);
		});
	};
	const server: Server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
	server.on(tls === undefined ? 'error' : 'tlsClientError', () => undefined);
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		received: () => received,
		connections: () => connections,
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
