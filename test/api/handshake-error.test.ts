import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainGreeting, explainTlsError, isNoTls, throughProxy } from '../../source/api/handshake-error.ts';
import { describeFailure } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';

const codes: readonly [code: string, told: RegExp][] = [
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /wants a client certificate.*--cert PATH/],
	['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', /client certificate has expired/],
	['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', /client certificate has expired/],
	['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /issuer of the client certificate/],
	['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /does not accept the client certificate/],
	['ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE', /does not accept the client certificate/],
	['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', /does not accept the client certificate/],
	['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', /does not accept the client certificate/],
	['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', /does not accept the client certificate/],
	['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', /older than 1\.2/],
	['ERR_SSL_UNSUPPORTED_PROTOCOL', /older than 1\.2/],
	['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /no cipher in common/],
	['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', /no cipher in common/],
	['ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY', /no cipher in common/],
	['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', /--server-name/],
	['ERR_SSL_EE_KEY_TOO_SMALL', /too weak.*RSA 2048/],
	['ERR_SSL_DH_KEY_TOO_SMALL', /too weak/],
	['ERR_SSL_CA_MD_TOO_WEAK', /too weak/],
	['ERR_TLS_RENEGOTIATION_DISABLED', /renegotiate/],
	['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', /no TLS handshake \(ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR\)/],
	['EPROTO', /no TLS handshake \(EPROTO\)/],
];

for (const [code, told] of codes) {
	test(`${code} is told in plain words with advice`, () => {
		const cause = explainTlsError(code);
		assert.ok(cause);
		const { message, advice } = describeFailure(cause);
		assert.match(`${message} ${advice}`, told);
	});
}

test('trouble of the network below TLS is none of its errors', () => {
	for (const code of ['', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT']) assert.equal(explainTlsError(code), null);
});

test('T18 what is no TLS is told by every version of OpenSSL, and named by how it greets', () => {
	for (const code of ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']) assert.ok(isNoTls(code));
	for (const code of ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ECONNRESET']) assert.ok(!isNoTls(code));
	assert.equal(explainGreeting('HTTP/1.1 400').code, 'the port speaks plain HTTP, not TLS');
	assert.equal(explainGreeting('').code, 'the port does not speak TLS');
});

test('T15 a proxy on the way is part of the advice', () => {
	const cause = explainGreeting('SSH-2.0');
	assert.deepEqual(throughProxy(cause, null).failure, cause);
	const { advice } = describeFailure(throughProxy(cause, safe`proxy.test:3128`).failure);
	assert.ok(advice.endsWith('The way leads through the proxy proxy.test:3128.'));
});
