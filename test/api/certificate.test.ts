import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainRefusal, fetchCertificate, handshakeName, isRefusal } from '../../source/api/certificate.ts';
import { createCertificate } from '../support/certificate.ts';
import { startPeer } from '../support/peer.ts';

test('a certificate is looked at without a byte of HTTP, and its hostile names are made harmless', async context => {
	const shown = await createCertificate({ name: 'Evil\u001b[31m', dns: ['a.test', 'b.test'], ips: ['127.0.0.1'] });
	const peer = await startPeer(() => undefined, shown);
	context.after(() => peer.close());
	const certificate = await fetchCertificate({ host: '127.0.0.1', port: peer.port, serverName: null });
	assert.equal(certificate?.fingerprint, shown.fingerprint);
	assert.match(certificate?.subject ?? '', /^CN=Evil[\x20-\x7e]+31m$/);
	assert.equal(certificate?.names, 'a.test, b.test, 127.0.0.1');
	assert.match(`${certificate?.validFrom} ${certificate?.validTo}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
	assert.equal(peer.received(), '');
});

test('where there is no certificate to be seen there is none', { timeout: 5000 }, async () => {
	const mute = await startPeer(() => undefined);
	const endpoint = { host: '127.0.0.1', port: mute.port, serverName: null };
	assert.equal(await fetchCertificate(endpoint, 50), null);
	await mute.close();
	assert.equal(await fetchCertificate(endpoint), null);
});

test('an address is not sent as a name', () => {
	const name = (host: string, serverName: string | null = null) => handshakeName({ host, port: 443, serverName });
	assert.deepEqual(
		[name('cm.test'), name('127.0.0.1'), name('::1'), name('::1', 'cm.test')],
		['cm.test', '', '', 'cm.test'],
	);
});

const endpoint = { host: 'cm.test', port: 443, serverName: null };
const refusals: readonly [code: string, reason: string][] = [
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'its issuer is unknown (not shown)'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its issuer is unknown (not shown)'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its issuer is unknown (not shown)'],
	['CERT_HAS_EXPIRED', 'it has expired (valid until an earlier day)'],
	['CERT_NOT_YET_VALID', 'it is not valid yet (from a later day)'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another name, not for cm.test'],
	['CERT_REVOKED', 'it fails a check (CERT_REVOKED)'],
	['INVALID_PURPOSE', 'it fails a check (INVALID_PURPOSE)'],
	['UNSPECIFIED', 'it fails a check (UNSPECIFIED)'],
];
for (const [code, reason] of refusals) {
	test(`${code} is told in plain words`, () => {
		assert.equal(isRefusal(code), true);
		assert.equal(explainRefusal(code, null, endpoint), reason);
	});
}

test('trouble of the network is no refusal of a certificate', () => {
	for (const code of ['', 'ECONNRESET', 'EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER']) assert.equal(isRefusal(code), false);
});
