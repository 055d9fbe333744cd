import { type Failure, FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** A failure of the network whose cause is known: in a few words, and what to do about it. */
export type KnownCause = Required<Extract<Failure, { kind: 'network' }>>;

/** Codes of our own, for what Node has none. */
export const STALLED = 'ERR_HANDSHAKE_STALLED';
export const CUT_OFF = 'ERR_HANDSHAKE_CUT_OFF';

const PORT = safe`Check the port of --url: the appliance's web interface usually listens on 443.`;
const OWN_CERTIFICATE = safe`Give a client certificate that this server accepts with --cert PATH and --key PATH.`;
const MODERN = safe`Allow TLS 1.2 or newer on the appliance's web interface.`;

/** What OpenSSL calls it, what it is, and what to do about it: the first row that fits. */
const CAUSES: readonly (readonly [code: RegExp, cause: SafeText, advice: SafeText])[] = [
	[/_ALERT_CERTIFICATE_REQUIRED$/, safe`the server wants a client certificate`, OWN_CERTIFICATE],
	[/_ALERT_CERTIFICATE_EXPIRED$/, safe`the server says that the client certificate has expired`, OWN_CERTIFICATE],
	[/_ALERT_UNKNOWN_CA$/, safe`the server does not know the issuer of the client certificate`, OWN_CERTIFICATE],
	[
		/_ALERT_(?:(?:BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(?:REVOKED|UNKNOWN)|ACCESS_DENIED)$/,
		safe`the server does not accept the client certificate`,
		OWN_CERTIFICATE,
	],
	[/PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$/, safe`the server's TLS is older than 1.2`, MODERN],
	[
		/_ALERT_HANDSHAKE_FAILURE$|NO_SHARED_CIPHER$|_ALERT_INSUFFICIENT_SECURITY$/,
		safe`the server refused the TLS handshake: no cipher in common, or it wants a client certificate`,
		safe`Look at the TLS settings of the appliance's web interface; a client certificate is given with --cert and --key.`,
	],
	[
		/UNRECOGNIZED_NAME$/,
		safe`the server does not know the name that it was asked for`,
		safe`Give the name that it knows with --server-name NAME.`,
	],
	[
		/KEY_TOO_SMALL$|MD_TOO_WEAK$/,
		safe`the server's key or signature is too weak`,
		safe`Give the appliance's web interface a certificate with a longer key (RSA 2048 or more) and SHA-256.`,
	],
	[/RENEGOTIATION/, safe`the server wanted to renegotiate TLS`, safe`That is not done; look at what stands before it.`],
	[
		/^ERR_HANDSHAKE_STALLED$/,
		safe`it takes connections but does not finish a TLS handshake`,
		safe`Check the port of --url; a service that restarts, or a firewall in between, does this too.`,
	],
	[
		/^ERR_HANDSHAKE_CUT_OFF$/,
		safe`it ended the connection in the TLS handshake`,
		safe`Check the port of --url; a service that restarts, a firewall, or one that wants another client certificate does this too.`,
	],
];

/** The first bytes of what is not TLS, and what it is. */
const GREETINGS: readonly (readonly [greeting: RegExp, cause: SafeText])[] = [
	[/^HTTP\//, safe`the port speaks plain HTTP, not TLS`],
	[/^SSH-/, safe`the port speaks SSH, not TLS`],
	[/^220[ -]/, safe`the port speaks SMTP or FTP, not TLS`],
	[/^(?:\* OK|\+OK)/, safe`the port speaks to mail programs, not TLS`],
];

/** What answered something else than TLS, by the first bytes that it sends to whoever connects. */
export function explainGreeting(greeting: string): KnownCause {
	const found = GREETINGS.find(([pattern]) => pattern.test(greeting));
	return { kind: 'network', code: found?.[1] ?? safe`the port does not speak TLS`, advice: PORT };
}

/** The failure with its cause, and with the proxy on the way where there is one. */
export function throughProxy(cause: KnownCause, proxy: SafeText | null): FailureError {
	if (proxy === null) return new FailureError(cause);
	return new FailureError({ ...cause, advice: safe`${cause.advice} The way leads through the proxy ${proxy}.` });
}

/** Whether the error says that what came was no TLS at all. */
export function isNoTls(code: string): boolean {
	return /^ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE|HTTP_REQUEST|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE|RECORD_TOO_SMALL)$/.test(
		code,
	);
}

/** What an error of TLS means; null for a code that is none. */
export function explainTlsError(code: string): KnownCause | null {
	const row = CAUSES.find(([pattern]) => pattern.test(code));
	if (row !== undefined) return { kind: 'network', code: row[1], advice: row[2] };
	if (!/^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)) return null;
	return { kind: 'network', code: safe`no TLS handshake (${toSafeText(code)})`, advice: PORT };
}
