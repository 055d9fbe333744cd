import { type IncomingMessage, request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Endpoint } from './certificate.ts';
import { Secret } from './credentials.ts';
import type { Tunnel } from './handshake.ts';
import { explainGreeting, throughProxy } from './handshake-error.ts';

/** An HTTP proxy that makes connections for others. */
export interface Proxy {
	readonly host: string;
	readonly port: number;
	/** Null where it wants none. */
	readonly credentials: { readonly user: string; readonly password: Secret } | null;
}

/** The longest that a proxy may take to make a connection, in milliseconds. */
const PATIENCE = 5000;

const AROUND = safe`HTTPS_PROXY names the proxy; a host that NO_PROXY names is reached without it.`;

function usage(message: SafeText): FailureError {
	const advice = safe`Give HTTPS_PROXY as http://user:password@host:port; special characters of the password as %XX.`;
	return new FailureError({ kind: 'usage', message, advice });
}

/** Reads the value of `HTTPS_PROXY`, of which nothing is repeated, because a password may be part of it. */
export function parseProxy(text: string): Proxy {
	const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
	if (!URL.canParse(whole)) throw usage(safe`HTTPS_PROXY is no address.`);
	const { protocol, hostname, port, username, password } = new URL(whole);
	if (protocol !== 'http:') throw usage(safe`HTTPS_PROXY names a kind of proxy that is not spoken here.`);
	const base = { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port || 80) };
	if (username === '' && password === '') return { ...base, credentials: null };
	try {
		const secret = new Secret(decodeURIComponent(password));
		return { ...base, credentials: { user: decodeURIComponent(username), password: secret } };
	} catch {
		throw usage(safe`The user or password in HTTPS_PROXY is not written as addresses are.`);
	}
}

function join(host: string, port: number): string {
	return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** User and password as the method Basic writes them. */
function basic({ user, password }: NonNullable<Proxy['credentials']>): Secret {
	return new Secret(Buffer.from(`${user}:${password.reveal()}`).toString('base64'));
}

function problem(code: SafeText, advice: SafeText = AROUND): FailureError {
	return new FailureError({ kind: 'network', code, advice });
}

/** What a proxy's answer has against the connection; null where it made one. */
function findRefusal(
	{ statusCode = 0 }: IncomingMessage,
	proxy: Proxy,
	name: SafeText,
	target: SafeText,
): FailureError | null {
	if (statusCode >= 200 && statusCode < 300) return null;
	if (statusCode !== 407) return problem(safe`the proxy ${name} refuses the way to ${target} (HTTP ${statusCode})`);
	const advice = safe`Give them as http://user:password@host:port in HTTPS_PROXY; only the method Basic is spoken here.`;
	return proxy.credentials === null
		? problem(safe`the proxy ${name} wants a user and a password (HTTP 407)`, advice)
		: problem(safe`the proxy ${name} does not take the user and password that it was given (HTTP 407)`, advice);
}

/** Why a proxy gave no answer. */
function explainSilence({ code = '' }: NodeJS.ErrnoException, name: SafeText): FailureError {
	if (code.startsWith('HPE_')) return problem(safe`what answers as the proxy ${name} is no HTTP proxy`);
	return problem(safe`the proxy ${name} cannot be reached (${toSafeText(code)})`);
}

/** Creates the tunnel that a proxy makes by the method CONNECT; what goes through it is for the server alone. */
export function createTunnel(proxy: Proxy): Tunnel {
	const { credentials } = proxy;
	const name = toSafeText(join(proxy.host, proxy.port));
	const words = credentials === null ? null : basic(credentials);

	function open({ host, port }: Endpoint, signal: AbortSignal): Promise<Socket> {
		const target = join(host, port);
		const authorization = words === null ? {} : { 'Proxy-Authorization': `Basic ${words.reveal()}` };
		const asked = request({
			method: 'CONNECT',
			host: proxy.host,
			port: proxy.port,
			path: target,
			headers: { Host: target, ...authorization },
			agent: false,
			signal,
		});
		return new Promise((resolve, reject) => {
			asked.setTimeout(PATIENCE, () => {
				reject(problem(safe`the proxy ${name} made no connection to ${toSafeText(target)} in time`));
				asked.destroy();
			});
			asked.on('error', error => reject(explainSilence(error, name)));
			asked.once('connect', (response, socket, head) => {
				// A server of TLS does not speak first.
				const refusal =
					findRefusal(response, proxy, name, toSafeText(target)) ??
					(head.length === 0 ? null : throughProxy(explainGreeting(head.toString('latin1')), name));
				if (refusal === null) return resolve(socket.setTimeout(0) as Socket);
				socket.destroy();
				reject(refusal);
			});
			asked.end();
		});
	}

	return { proxy: name, secrets: credentials === null || words === null ? [] : [credentials.password, words], open };
}
