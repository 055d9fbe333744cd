import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { explainRefusal, handshakeName, readPeerCertificate } from '../../source/api/certificate.ts';
import { createCertificate } from '../support/certificate.ts';
import { startPeer } from '../support/peer.ts';

test('a certificate is read as it was shown, and its hostile names are made harmless', async context => {
	const shown = await createCertificate({ name: 'Evil\u001b[31m', dns: ['a.test', 'b.test'], ips: ['127.0.0.1'] });
	const peer = await startPeer(() => undefined, shown);
	const socket = connect({ host: '127.0.0.1', port: peer.port, rejectUnauthorized: false });
	context.after(async () => {
		socket.destroy();
		await peer.close();
	});
	await once(socket, 'secureConnect');
	const certificate = readPeerCertificate(socket);
	assert.equal(certificate?.fingerprint, shown.fingerprint);
	assert.match(certificate?.subject ?? '', /^CN=Evil[\x20-\x7e]+31m$/);
	assert.equal(certificate?.names, 'a.test, b.test, 127.0.0.1');
	assert.match(`${certificate?.validFrom} ${certificate?.validTo}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
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
	['CERT_REVOKED', 'it has been revoked'],
	['INVALID_PURPOSE', 'it is not made for servers'],
	['INVALID_CA', 'its issuer may not issue certificates'],
	['CRL_HAS_EXPIRED', 'it fails a check (CRL_HAS_EXPIRED)'],
];
for (const [code, reason] of refusals) {
	test(`${code} is told in plain words`, () => {
		assert.equal(explainRefusal(code, null, endpoint), reason);
	});
}
