import type { Credentials } from '../api/credentials.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { ServerOptions } from '../command-line/server-options.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { Identity } from '../session/present.ts';
import type { Remote, SignIn } from './credentials.ts';
import { type Acquaintance, readAcquaintance } from './read-trust.ts';

type Demo = Extract<ServerOptions, { kind: 'demo' }>;

/** What the screen says of a target before any answer. */
export type TargetIdentity = Omit<Identity, 'asked'>;

/** A server that is there already, and all that it takes to ask it. */
export interface RemoteTarget extends Acquaintance {
	readonly kind: 'remote';
	readonly identity: TargetIdentity;
	readonly url: URL;
	readonly credentials: Credentials;
	/** What signs in, in words. */
	readonly signInFrom: SafeText;
}

/** The simulator, which is yet to be started. */
export interface DemoTarget extends Demo {
	readonly identity: TargetIdentity;
}

/** Whom to ask. */
export type Target = RemoteTarget | DemoTarget;

/** Finds out who signs in to a server, and how. */
export type Identify = (server: Remote) => Promise<SignIn>;

/** Reads all that has to be known before a server is asked; whatever is wrong with it is told by a failure. */
export async function readTarget(server: ServerOptions, environment: Environment, identify: Identify): Promise<Target> {
	if (server.kind === 'demo') {
		return { ...server, identity: { server: safe`127.0.0.1`, user: safe`demo`, simulated: true, verified: true } };
	}
	const acquaintance = await readAcquaintance(server, environment);
	const { credentials, user, from: signInFrom } = await identify(server);
	const { url } = server;
	const verified = url.protocol === 'http:' || !acquaintance.trust.insecure;
	const identity = { server: toSafeText(url.host), user, simulated: false, verified };
	return { kind: 'remote', url, credentials, signInFrom, ...acquaintance, identity };
}
