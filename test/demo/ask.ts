import { type Agent, type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { fieldOf } from '../../source/demo/selection.ts';
import type { Simulator } from '../../source/demo/simulator.ts';

/** How to ask: the method is POST with a body and GET without, unless told. */
export interface Question {
	readonly method?: string;
	readonly body?: string | object;
	readonly token?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly ca?: string;
	readonly agent?: Agent;
}

/** What came back; `json` is undefined where the body is none. */
export interface Told {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly bytes: Buffer;
	readonly text: string;
	readonly json: unknown;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** One request over a real socket; rejects where no whole answer comes. */
export function ask(url: string, question: Question = {}): Promise<Told> {
	const { body, token, ca, agent } = question;
	const content = typeof body === 'object' ? JSON.stringify(body) : body;
	const headers = { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...question.headers };
	const method = question.method ?? (content === undefined ? 'GET' : 'POST');
	const options = { method, headers, agent: agent ?? false, ...(ca === undefined ? {} : { ca }) };
	return new Promise((resolve, reject) => {
		const request = (url.startsWith('https') ? secureRequest : plainRequest)(url, options, response => {
			const chunks: Buffer[] = [];
			response.on('data', chunk => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const bytes = Buffer.concat(chunks);
				const text = bytes.toString();
				resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, json: parse(text) });
			});
		});
		request.on('error', reject);
		request.end(content);
	});
}

/** A fresh bearer token. */
export async function signIn({ url, user, password }: Simulator, ca?: string): Promise<string> {
	const body = { username: user, password };
	const { json } = await ask(`${url}/api/v1/auth/tokens`, ca === undefined ? { body } : { body, ca });
	return String(fieldOf(json, 'jwt'));
}

/** The rows of a list. */
export function rowsOf({ json }: Told): Readonly<Record<string, unknown>>[] {
	const rows = fieldOf(json, 'resources');
	return Array.isArray(rows) ? rows : [];
}
