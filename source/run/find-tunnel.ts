import type { Tunnel } from '../api/handshake.ts';
import { isExempt, isLoopback } from '../api/no-proxy.ts';
import { createTunnel, parseProxy } from '../api/tunnel.ts';
import type { Environment } from '../command-line/option-values.ts';

/** The tunnel through the proxy that the environment names; null for a server to which the way leads around it. */
export function findTunnel(
	address: string,
	{ host, port }: { readonly host: string; readonly port: number },
	{ no_proxy: first = '', NO_PROXY: second = '' }: Environment,
): Tunnel | null {
	return isLoopback(host) || isExempt(first || second, host, port) ? null : createTunnel(parseProxy(address));
}
