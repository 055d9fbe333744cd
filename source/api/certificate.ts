import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** A server's own certificate, as far as it helps to decide whether to trust it. */
export interface Certificate {
	/** Its SHA-256, 64 lower-case hexadecimal digits. */
	readonly fingerprint: SafeText;
	readonly subject: SafeText;
	readonly issuer: SafeText;
	/** The names it is for, as the certificate lists them; its subject where it lists none. */
	readonly names: SafeText;
	/** Days, as `2026-01-31`. */
	readonly validFrom: SafeText;
	readonly validTo: SafeText;
}

/** Where to find a server, and the name to expect in its certificate. */
export interface Endpoint {
	readonly host: string;
	readonly port: number;
	/** Null for the host itself. */
	readonly serverName: string | null;
}

/** The longest text of a certificate that is shown, in UTF-16 units. */
const NAME_LIMIT = 200;

/** The name for the TLS handshake; an IP address must not be sent there. */
export function handshakeName({ host, serverName }: Endpoint): string {
	return serverName ?? (isIP(host) === 0 ? host : '');
}

/** A distinguished name on one line: the certificate puts each part on its own. */
function readName(remote: string | undefined): SafeText {
	return remote ? toSafeText(remote.replaceAll('\n', ', '), NAME_LIMIT) : safe`(none)`;
}

function readDay(remote: string): SafeText {
	const at = Date.parse(remote);
	return Number.isNaN(at) ? toSafeText(remote, NAME_LIMIT) : toSafeText(new Date(at).toISOString().slice(0, 10));
}

/** Reads the certificate that the other side of a connection showed in its handshake; null where it showed none. */
export function readPeerCertificate(socket: TLSSocket): Certificate | null {
	const certificate = socket.getPeerX509Certificate();
	if (certificate === undefined) return null;
	return {
		fingerprint: toSafeText(certificate.fingerprint256.replaceAll(':', '').toLowerCase()),
		subject: readName(certificate.subject),
		issuer: readName(certificate.issuer),
		names: readName(certificate.subjectAltName?.replaceAll(/\b(?:DNS|IP Address):/g, '') ?? certificate.subject),
		validFrom: readDay(certificate.validFrom),
		validTo: readDay(certificate.validTo),
	};
}

/** What OpenSSL and Node call a certificate that they do not accept, in words that go on from "is not trusted:". */
const REFUSALS: Readonly<Record<string, SafeText>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: safe`it is self-signed`,
	INVALID_CA: safe`its issuer may not issue certificates`,
	PATH_LENGTH_EXCEEDED: safe`its issuer may not issue certificates at this length of the chain`,
	CERT_CHAIN_TOO_LONG: safe`its chain of issuers is too long`,
	INVALID_PURPOSE: safe`it is not made for servers`,
	CERT_REVOKED: safe`it has been revoked`,
	CERT_SIGNATURE_FAILURE: safe`its signature is wrong`,
	UNSPECIFIED: safe`its chain breaks a rule: an issuer that may not issue this, or a weak key or signature`,
};

/** Why a certificate was not accepted, in plain words that go on from "the certificate is not trusted:". */
export function explainRefusal(code: string, certificate: Certificate | null, endpoint: Endpoint): SafeText {
	switch (code) {
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_GET_ISSUER_CERT':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
			return safe`its issuer is unknown (${certificate?.issuer ?? safe`not shown`})`;
		case 'CERT_HAS_EXPIRED':
			return safe`it has expired (valid until ${certificate?.validTo ?? safe`an earlier day`})`;
		case 'CERT_NOT_YET_VALID':
			return safe`it is not valid yet (from ${certificate?.validFrom ?? safe`a later day`})`;
		case 'HOSTNAME_MISMATCH':
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return safe`it is for ${certificate?.names ?? safe`another name`}, not for ${toSafeText(endpoint.serverName ?? endpoint.host)}`;
		default:
			return REFUSALS[code] ?? safe`it fails a check (${toSafeText(code)})`;
	}
}
