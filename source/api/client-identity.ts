import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { type ClientIdentity, createContext } from './secure-context.ts';

/** The longest text of a certificate that is shown, in UTF-16 units. */
const NAME_LIMIT = 200;

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

function mistake(message: SafeText, advice: SafeText): FailureError {
	return new FailureError({ kind: 'usage', message, advice });
}

const PEM = safe`Give PEM, which begins with -----BEGIN; openssl pkcs12 -in FILE -nodes -out new.pem makes it of PKCS#12.`;

/** Other ways to write keys and certificates, by their first bytes. */
function nameFormat(text: string): SafeText {
	if (/^0[\s\S]{1,8}?\u0002\u0001\u0003/.test(text)) return safe`is PKCS#12, not PEM`;
	return text.startsWith('0') ? safe`is DER, not PEM` : safe`holds none that can be read`;
}

/** Whether a private key in PEM needs a passphrase. */
export function isEncrypted(key: string): boolean {
	return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(key);
}

function readCertificate(pem: string): X509Certificate {
	try {
		return new X509Certificate(PEM_CERTIFICATE.exec(pem)?.[0] ?? '');
	} catch {
		throw mistake(safe`The client certificate of --cert ${nameFormat(pem)}.`, PEM);
	}
}

function readKey({ key, passphrase }: ClientIdentity): KeyObject {
	if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
		throw mistake(safe`The private key of --key ${nameFormat(key)}.`, PEM);
	}
	if (isEncrypted(key) && passphrase === null) {
		throw mistake(
			safe`The private key of --key is encrypted, and no passphrase was given.`,
			safe`Give it in CCKM_TOP_KEY_PASSPHRASE, or start the program in a terminal to be asked.`,
		);
	}
	try {
		return createPrivateKey({ key, ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }) });
	} catch {
		if (!isEncrypted(key)) throw mistake(safe`The private key of --key is broken.`, PEM);
		throw mistake(
			safe`The passphrase does not open the private key of --key.`,
			safe`Check CCKM_TOP_KEY_PASSPHRASE, or what was typed.`,
		);
	}
}

function day(text: string): SafeText {
	return toSafeText(new Date(Date.parse(text)).toISOString().slice(0, 10));
}

/**
 * Checks what this program is to show of itself, before any server sees it; whatever is wrong with it is a failure of
 * usage. `now` is in milliseconds since 1970.
 */
export function checkIdentity(identity: ClientIdentity, now: number): ClientIdentity {
	const certificate = readCertificate(identity.certificate);
	const key = readKey(identity);
	if (!certificate.checkPrivateKey(key)) {
		throw mistake(
			safe`The private key of --key does not belong to the client certificate of --cert.`,
			safe`Give the key that the certificate was made for; in its file the client's own certificate comes first.`,
		);
	}
	const { validFrom, validTo } = certificate;
	const subject = toSafeText(certificate.subject.replaceAll('\n', ', '), NAME_LIMIT);
	const renew = safe`Have it renewed for ${subject}.`;
	if (Date.parse(validTo) < now) throw mistake(safe`The client certificate has expired on ${day(validTo)}.`, renew);
	if (Date.parse(validFrom) > now) {
		throw mistake(
			safe`The client certificate is not valid before ${day(validFrom)}.`,
			safe`Check this machine's clock.`,
		);
	}
	try {
		createContext(null, identity);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? toSafeText(String(error.code)) : safe`unknown error`;
		throw mistake(safe`The client certificate cannot be used (${code}).`, renew);
	}
	return identity;
}
