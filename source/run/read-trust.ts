import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Tunnel } from '../api/handshake.ts';
import { parseCertificates } from '../api/pem.ts';
import { type Pins, parsePins } from '../api/pin.ts';
import type { ClientIdentity } from '../api/secure-context.ts';
import type { ServerAgent, Trust } from '../api/trust.ts';
import { usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import { safe } from '../model/safe-text.ts';
import { createPinStore, type PinStore } from '../store/pin-store.ts';
import { openPrivateFolder } from '../store/private-folder.ts';
import { stateFolder } from '../store/state-folder.ts';
import { readCertificates } from './files.ts';

type Remote = Extract<ServerOptions, { kind: 'remote' }>;

/** Where a server is, in the terms of a connection. */
export interface Address {
	readonly host: string;
	readonly port: number;
}

/** Whom to trust, on which way, and the agent that has met the server already, null where it was not looked at. */
export interface Acquaintance {
	readonly trust: Trust;
	/** Null for straight on. */
	readonly tunnel: Tunnel | null;
	readonly agent: ServerAgent | null;
}

/** Where an address leads. */
export function addressOf(url: URL): Address {
	return {
		host: url.hostname.replaceAll(/[[\]]/g, ''),
		port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)),
	};
}

/** The certificates that were trusted on first contact, as this user's files remember them. */
function openPinStore(environment: Environment): PinStore {
	const folder = join(stateFolder(environment, homedir()), 'pins');
	return createPinStore(openPrivateFolder(folder, process.getuid?.() ?? null));
}

async function readStoredPins({ host, port }: Address, store: PinStore): Promise<Pins | null> {
	const lines = await store.read(host, port);
	if (lines === null) return null;
	const file = store.fileOf(host, port);
	try {
		return { fingerprints: parsePins(lines.join(',')), file };
	} catch {
		throw usageError(safe`${file} does not hold SHA-256 fingerprints alone, one a line.`, safe`Correct or delete it.`);
	}
}

/** What to show of ourselves; what reads it is loaded only where there is something to show. */
async function readOwnIdentity({ client }: Remote, environment: Environment): Promise<ClientIdentity | null> {
	if (client === null) return null;
	const { readIdentity } = await import('./read-identity.ts');
	return readIdentity(client, environment);
}

/**
 * Whom to trust: what the flags say, and where they say nothing, what was trusted on first contact. Flags and remembered
 * pins are not mixed, so that what is typed is all that counts.
 */
async function readTrust(server: Remote, store: PinStore, environment: Environment): Promise<Trust> {
	const { ca, pinSha256, insecure, serverName } = server;
	const pem = ca === null ? null : await readCertificates(ca);
	// A mistake is told before anything else happens.
	if (pem !== null) parseCertificates(pem);
	const identity = await readOwnIdentity(server, environment);
	const given = { ca: pem, pins: null, insecure: false, serverName, identity };
	if (pinSha256 !== null) return { ...given, pins: { fingerprints: parsePins(pinSha256), file: null } };
	if (insecure || ca !== null) return { ...given, insecure };
	return { ...given, pins: await readStoredPins(addressOf(server.url), store) };
}

/** The tunnel to a server where the environment names a proxy; what makes one is loaded only then. */
async function readTunnel(url: URL, environment: Environment): Promise<Tunnel | null> {
	const proxy = environment.https_proxy || environment.HTTPS_PROXY;
	if (!proxy || url.protocol === 'http:') return null;
	const { findTunnel } = await import('./find-tunnel.ts');
	return findTunnel(proxy, addressOf(url), environment);
}

/** What is known of the way to a server before anybody goes there. */
export interface Approach extends Omit<Acquaintance, 'agent'> {
	readonly address: Address;
	/** Where it is remembered whom to trust. */
	readonly store: PinStore;
}

/** Reads whom to trust and which way to go, asking nobody. */
export async function readApproach(server: Remote, environment: Environment): Promise<Approach> {
	const store = openPinStore(environment);
	const trust = await readTrust(server, store, environment);
	return { address: addressOf(server.url), store, trust, tunnel: await readTunnel(server.url, environment) };
}

/** Whom to trust; where nothing is known of a server, the person at the terminal is asked before anything is sent. */
export async function readAcquaintance(server: Remote, environment: Environment): Promise<Acquaintance> {
	const { url } = server;
	const { address, store, trust, tunnel } = await readApproach(server, environment);
	const isKnown = trust.ca !== null || trust.pins !== null || trust.insecure || url.protocol === 'http:';
	if (isKnown) return { trust, tunnel, agent: null };
	const { meetServer } = await import('./first-contact.ts');
	return meetServer({ trust, tunnel }, address, store);
}
