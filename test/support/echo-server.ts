import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type Canaries, echoes } from './canaries.ts';

/** What the program knows by then, and a server may have from it. */
const KNOWN = {
	'sign-in': ['password'],
	refresh: ['token', 'refreshToken'],
	reading: ['password', 'token', 'refreshToken'],
} as const;

/** What a server does with a request; the secrets that it was given are at hand to be sent back. */
export type Trouble = (response: ServerResponse, echo: string, request: IncomingMessage) => void;

function json(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function page(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { 'Content-Type': 'text/html' }).end(`<html><h1>${text}</h1></html>`);
}

/** Every way to fail that gives a server or a proxy the chance to send back what it was told. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
	refused: (response, echo) => json(response, 401, { code: 5, codeDesc: echo, message: `Wrong: ${echo}` }),
	forbidden: (response, echo) => json(response, 403, { codeDesc: `NCERR: ${echo}` }),
	rejected: (response, echo) => json(response, 422, { message: echo }),
	broken: (response, echo) => json(response, 500, { message: echo }),
	'a good status with an error in it': (response, echo) => json(response, 200, { codeDesc: 'x', message: echo }),
	'a page': (response, echo) => page(response, 200, echo),
	'an error page': (response, echo) => page(response, 502, echo),
	'no type at all': (response, echo) => response.writeHead(401).end(echo),
	'a type that is none': (response, echo) =>
		response.writeHead(500, { 'Content-Type': `text/${encodeURIComponent(echo)}` }).end('x'),
	'a redirect': (response, echo) => response.writeHead(302, { Location: `/x?t=${encodeURIComponent(echo)}` }).end(),
	'a redirect to a path': (response, echo) =>
		response.writeHead(307, { Location: `/${echo.replace(/[^!-~]/g, '')}` }).end(),
	'torn JSON': (response, echo) => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		response.end(`{"resources":[{"id":${JSON.stringify(echo)}`);
	},
	'another shape': (response, echo) => json(response, 200, [{ [echo]: echo }]),
	'a reset': (_response, _echo, request) => request.socket.destroy(),
	'half an answer': (response, echo) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100_000 });
		response.write(`{"x":${JSON.stringify(echo)}`, () => response.destroy());
	},
	'broken HTTP': (_response, echo, request) => request.socket.end(`HTTP/1.1 200 ${echo}\r\nbad header ${echo}\r\n\r\n`),
	busy: (response, echo) => response.writeHead(429, { 'Retry-After': encodeURIComponent(echo) }).end(),
};

/** A server on the loopback that knows the canaries' password and tokens, and fails from one kind of request on. */
export interface EchoServer {
	readonly url: string;
	/** How many requests were made for tokens by password. */
	signIns(): number;
	/** What the tokens' own answers are from now on. */
	failAt(what: 'sign-in' | 'refresh' | 'reading' | 'nothing', trouble: Trouble): void;
	/** The token that is given out. */
	give(token: string): void;
}

/** Starts one for a test. */
export async function startEchoServer(t: TestContext, canaries: Canaries): Promise<EchoServer> {
	const { token, refreshToken } = canaries;
	let failing = 'nothing';
	let trouble: Trouble = () => undefined;
	let given = token;
	let signIns = 0;
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', text => {
			body += text;
		});
		request
			.on('error', () => undefined)
			.on('end', () => {
				const isToken = request.url?.includes('/auth/tokens') === true;
				const purpose = !isToken ? 'reading' : body.includes('"refresh_token"') ? 'refresh' : 'sign-in';
				if (purpose === 'sign-in') signIns += 1;
				const echo = KNOWN[purpose].map(name => echoes(canaries[name])).join(' # ');
				if (purpose === failing) return trouble(response, echo, request);
				if (isToken)
					return json(response, 200, { jwt: given, duration: 300, refresh_token: refreshToken, client_id: 'c' });
				json(response, 200, { skip: 0, limit: 10, total: 0, resources: [], username: 'alice' });
			});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.after(() => {
		server.close();
		server.closeAllConnections();
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		signIns: () => signIns,
		failAt(what, how) {
			failing = what;
			trouble = how;
		},
		give(value) {
			given = value;
		},
	};
}
