import { X509Certificate } from 'node:crypto';
import { FailureError } from '../model/failure.ts';
import { safe } from '../model/safe-text.ts';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, one or more, each as PEM of its own; a text without any is a failure of usage. */
export function parseCertificates(pem: string): string[] {
	try {
		const certificates = pem.match(PEM_CERTIFICATE)?.map(text => new X509Certificate(text).toString()) ?? [];
		if (certificates.length > 0) return certificates;
	} catch {
		// Told below.
	}
	throw new FailureError({
		kind: 'usage',
		message: safe`The CA file holds no certificate that can be read.`,
		advice: safe`Give certificates in PEM, which begins with -----BEGIN CERTIFICATE-----.`,
	});
}
