import '../../source/demo/reflect-metadata.ts';
import { webcrypto, X509Certificate } from 'node:crypto';
import {
	BasicConstraintsExtension,
	cryptoProvider,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	Extension,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

/** A certificate for a test, with its key. */
export interface TestCertificate {
	/** PEM, as servers take it. */
	readonly cert: string;
	readonly key: string;
	/** SHA-256, 64 lower-case hexadecimal digits. */
	readonly fingerprint: string;
	readonly subject: string;
	readonly keys: CryptoKeyPair;
}

export interface CertificateWishes {
	/** The common name. */
	readonly name?: string;
	readonly dns?: readonly string[];
	readonly ips?: readonly string[];
	/** Who signs it; itself without one. */
	readonly issuer?: TestCertificate;
	/** Whether it may sign others. */
	readonly authority?: boolean;
	/** Days from today. */
	readonly from?: number;
	readonly to?: number;
	/** Leaves out the alternative names, as certificates of old did. */
	readonly nameless?: boolean;
	/** What its keys are for, where it says so. */
	readonly purpose?: 'server' | 'client';
	readonly kind?: 'P-256' | 'RSA-2048' | 'RSA-1024' | 'RSA-2048 with SHA-1';
	/** Anything else, such as limits for what it signs. */
	readonly extensions?: readonly Extension[];
}

function rsa(modulusLength: number, hash: string) {
	return { name: 'RSASSA-PKCS1-v1_5', hash, modulusLength, publicExponent: new Uint8Array([1, 0, 1]) };
}

const KINDS = {
	'P-256': ALGORITHM,
	'RSA-2048': rsa(2048, 'SHA-256'),
	'RSA-1024': rsa(1024, 'SHA-256'),
	'RSA-2048 with SHA-1': rsa(2048, 'SHA-1'),
} as const;

/** Allows the certificates below one only names below `suffix`. */
export function onlyNamesBelow(suffix: string): Extension {
	const name = Buffer.from(suffix);
	const wrap = (tag: number, content: Buffer) => Buffer.concat([Buffer.from([tag, content.length]), content]);
	return new Extension('2.5.29.30', true, wrap(0x30, wrap(0xa0, wrap(0x30, wrap(0x82, name)))));
}

/** Makes a certificate: by default self-signed, for 127.0.0.1 and localhost, valid from yesterday to tomorrow. */
export async function createCertificate(wishes: CertificateWishes = {}): Promise<TestCertificate> {
	const { name = 'cm.test', dns = ['localhost'], ips = ['127.0.0.1'], issuer, authority = false } = wishes;
	const { kind = 'P-256', purpose, nameless = false, extensions = [] } = wishes;
	const algorithm = KINDS[kind];
	const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
	const subject = `CN=${name}`;
	const certificate = await X509CertificateGenerator.create({
		serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex'),
		subject,
		issuer: issuer?.subject ?? subject,
		notBefore: new Date(Date.now() + (wishes.from ?? -1) * DAY),
		notAfter: new Date(Date.now() + (wishes.to ?? 1) * DAY),
		signingAlgorithm: issuer === undefined ? algorithm : { ...algorithm, ...issuer.keys.privateKey.algorithm },
		publicKey: keys.publicKey,
		signingKey: (issuer?.keys ?? keys).privateKey,
		extensions: [
			new BasicConstraintsExtension(authority, undefined, true),
			new KeyUsagesExtension(authority ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature, true),
			...(nameless
				? []
				: [
						new SubjectAlternativeNameExtension([
							...dns.map(value => ({ type: 'dns' as const, value })),
							...ips.map(value => ({ type: 'ip' as const, value })),
						]),
					]),
			...(purpose === undefined
				? []
				: [new ExtendedKeyUsageExtension([ExtendedKeyUsage[purpose === 'server' ? 'serverAuth' : 'clientAuth']])]),
			...extensions,
		],
	});
	const cert = certificate.toString('pem');
	const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
	const fingerprint = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
	return { cert, key, fingerprint, subject, keys };
}
