import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificates } from '../../source/api/pem.ts';
import type { FailureError } from '../../source/model/failure.ts';
import { createCertificate } from '../support/certificate.ts';

test('every certificate of a PEM text is found, whatever stands around it', async () => {
	const [one, two] = [await createCertificate(), await createCertificate()];
	const found = parseCertificates(`subject: one\r\n${one.cert.trim()}\n\n# two\n${two.cert.trim()}\n${one.key}`);
	assert.deepEqual(
		found.map(pem => pem.replaceAll(/\s/g, '')),
		[one, two].map(({ cert }) => cert.replaceAll(/\s/g, '')),
	);
});

test('a text without a certificate is a mistake of usage', () => {
	for (const pem of ['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
		assert.throws(
			() => parseCertificates(pem),
			(error: FailureError) => error.failure.kind === 'usage',
		);
	}
});
