import { createHash, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import './reflect-metadata.ts';
import {
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	KeyUsageFlags,
	KeyUsagesExtension,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate with its private key, both as PEM. */
export interface ServerCertificate {
	readonly certificate: string;
	readonly key: string;
	/** SHA-256 of the certificate, in hexadecimal without colons. */
	readonly fingerprint: string;
}

/** What a certificate is made for. */
export interface CertificateSettings {
	/** In milliseconds since 1970; it is valid from a day before for a year. */
	readonly now: number;
	/** Host names and addresses that it holds for; those of the loopback unless given. */
	readonly names?: readonly string[];
}

const DAY = 86_400_000;
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

function toPem(label: string, bytes: ArrayBuffer): string {
	const lines =
		Buffer.from(bytes)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function toAlternativeName(value: string): { readonly type: 'dns' | 'ip'; readonly value: string } {
	return { type: isIP(value) === 0 ? 'dns' : 'ip', value };
}

/**
 * A new key on the curve P-256 and a server certificate that it signs itself, marked as an authority so that the very
 * same file serves as the CA file of Node and curl.
 */
export async function createCertificate({ now, names = LOOPBACK }: CertificateSettings): Promise<ServerCertificate> {
	const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const certificate = await X509CertificateGenerator.createSelfSigned({
		name: 'CN=CipherTrust Manager simulator',
		notBefore: new Date(now - DAY),
		notAfter: new Date(now + 364 * DAY),
		signingAlgorithm: ALGORITHM,
		keys,
		extensions: [
			new BasicConstraintsExtension(true, 0, true),
			new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign, true),
			new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
			new SubjectAlternativeNameExtension(names.map(toAlternativeName)),
		],
	});
	return {
		certificate: toPem('CERTIFICATE', certificate.rawData),
		key: toPem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
		fingerprint: createHash('sha256').update(Buffer.from(certificate.rawData)).digest('hex'),
	};
}
