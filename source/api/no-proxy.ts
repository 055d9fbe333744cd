import { BlockList, isIP } from 'node:net';

function family(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Whether an address lies in a network such as 10.0.0.0/8; a network that is none holds nothing. */
function isInNetwork(address: string, network: string, bits: number): boolean {
	if (isIP(network) === 0 || bits > (isIP(network) === 6 ? 128 : 32)) return false;
	const list = new BlockList();
	list.addSubnet(network, bits, family(network));
	return list.check(address, family(address));
}

/** An entry's host and port: `host`, `host:443`, `::1`, `[::1]` or `[::1]:443`. */
function splitPort(entry: string): { readonly name: string; readonly port: string | null } {
	const [, bracketed, named, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
	return { name: bracketed ?? named ?? entry, port: port ?? null };
}

function matches(entry: string, host: string, port: number): boolean {
	if (entry === '*') return true;
	const [, network, bits] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
	if (network !== undefined) return isIP(host) !== 0 && isInNetwork(host, network, Number(bits));
	const wanted = splitPort(entry);
	if (wanted.port !== null && Number(wanted.port) !== port) return false;
	const { name } = wanted;
	if (isIP(name) !== 0) return isIP(host) !== 0 && isInNetwork(host, name, isIP(name) === 6 ? 128 : 32);
	if (isIP(host) !== 0 || name === '') return false;
	const suffix = name.replace(/^\*?\./, '');
	return host.endsWith(`.${suffix}`) || (suffix === name && host === name);
}

/** Whether an address is this machine itself, to which no proxy leads. */
export function isLoopback(host: string): boolean {
	return /^(?:(?:.*\.)?localhost|127(?:\.\d+){3}|::1)$/i.test(host);
}

/**
 * Whether `NO_PROXY` exempts a server: entries by commas or blanks, each a name (with all names below it), a `.suffix` (the
 * names below it alone), an address, a network as CIDR, any of them but the last with a port, or `*` for everything.
 */
export function isExempt(noProxy: string, host: string, port: number): boolean {
	const bare = host.toLowerCase().replace(/\.$/, '');
	const entries = noProxy.toLowerCase().split(/[\s,]+/);
	return entries.some(entry => entry !== '' && matches(entry, bare, port));
}
