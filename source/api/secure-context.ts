import { createSecureContext, type SecureContext } from 'node:tls';
import type { Secret } from './credentials.ts';
import { parseCertificates } from './pem.ts';

/** By what this program proves to a server who it is: a certificate and its private key. */
export interface ClientIdentity {
	/** The certificate, and those between it and its issuer, in PEM. */
	readonly certificate: string;
	/** The private key in PEM. */
	readonly key: string;
	/** What the key is encrypted with, null where it is not. */
	readonly passphrase: Secret | null;
}

/** What lies behind Node's own option `ca`, which replaces the system's certificates rather than adding to them. */
interface CertificateStore {
	addCACert(pem: string): void;
	setAllowPartialTrustChain(): void;
}

function ownSide(identity: ClientIdentity | null): { cert?: string; key?: string; passphrase?: string } {
	if (identity === null) return {};
	const { certificate: cert, key, passphrase } = identity;
	return { cert, key, ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }) };
}

/**
 * What connections share: TLS 1.2 at the least, the client's own certificate, and the certificates to trust, which are the
 * system's and those of `ca` in PEM. Naming the system's again as Node's `ca` would have it read all of them for each
 * context, which takes longer than everything else that a short command does. With `ca` undefined none is trusted, and
 * none read: for those who look at the server's certificate themselves.
 */
export function createContext(ca: string | null | undefined, identity: ClientIdentity | null): SecureContext {
	const options = { minVersion: 'TLSv1.2', ...ownSide(identity) } as const;
	if (ca === undefined) return createSecureContext({ ...options, ca: [] });
	const secureContext = createSecureContext(options);
	if (ca === null) return secureContext;
	const store: CertificateStore = secureContext.context;
	for (const certificate of parseCertificates(ca)) store.addCACert(certificate);
	// After that, because adding is what gives the context a store of its own.
	store.setAllowPartialTrustChain();
	return secureContext;
}
