import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** What a proxy was asked. */
export interface ProxyRequest {
	/** Host and port of the server to connect to. */
	readonly target: string;
	/** The header `Proxy-Authorization`. */
	readonly authorization: string | null;
}

/** A proxy on 127.0.0.1. */
export interface TestProxy {
	readonly port: number;
	readonly requests: readonly ProxyRequest[];
}

/** What a proxy does with a connection that is asked for: leads it to a port of this machine, or says or does something else. */
export type ProxyAnswer = (request: ProxyRequest, socket: Socket) => number | undefined;

/** Starts a proxy for one test that knows the method CONNECT alone. Whoever is asked for, `answer` says where that is. */
export async function startProxy(context: TestContext, answer: ProxyAnswer): Promise<TestProxy> {
	const requests: ProxyRequest[] = [];
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket.on('error', () => undefined));
		socket.on('close', () => sockets.delete(socket));
	};
	const server = createServer((_, response) => response.writeHead(405).end());
	server.on('connection', keep);
	server.on('connect', ({ url = '', headers }: IncomingMessage, socket: Socket, head: Buffer) => {
		const request = { target: url, authorization: headers['proxy-authorization'] ?? null };
		requests.push(request);
		const port = answer(request, socket);
		if (port === undefined) return;
		const onward = connect({ host: '127.0.0.1', port });
		keep(onward);
		onward.once('connect', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			onward.write(head);
			socket.pipe(onward).pipe(socket);
		});
		onward.once('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
		socket.once('close', () => onward.destroy());
		onward.once('close', () => socket.destroy());
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	context.after(
		() =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	);
	return { port: (server.address() as AddressInfo).port, requests };
}
