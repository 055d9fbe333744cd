import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { checkIdentity, isEncrypted } from '../../source/api/client-identity.ts';
import { Secret } from '../../source/api/credentials.ts';
import { createContext } from '../../source/api/secure-context.ts';
import { createCertificate } from '../support/certificate.ts';
import { mistakeOf } from '../support/mistake-of.ts';

const mine = await createCertificate({ name: 'alice' });
const other = await createCertificate({ name: 'bob' });
const expired = await createCertificate({ name: 'alice', from: -9, to: -3 });
const early = await createCertificate({ name: 'alice', from: 3, to: 9 });
const passphrase = new Secret('canary-passphrase');

function encrypt(key: string): string {
	const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: passphrase.reveal() } as const;
	return createPrivateKey(key).export(options).toString();
}

const oldRsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
	type: 'pkcs1',
	format: 'pem',
	cipher: 'aes-128-cbc',
	passphrase: passphrase.reveal(),
});

/** The first bytes of files that are not PEM, read as text. */
const pkcs12 = Buffer.from('30820401020103308203c706092a864886f70d', 'hex').toString();
const der = Buffer.from('3082017030820117a0030201020214', 'hex').toString();

test('T14 a certificate with its key, encrypted or not, is taken as it is', () => {
	const plain = { certificate: mine.cert, key: mine.key, passphrase: null };
	const encrypted = { certificate: `${mine.cert}\n${other.cert}`, key: encrypt(mine.key), passphrase };
	const together = { certificate: `${mine.key}\n${mine.cert}`, key: `${mine.cert}\n${mine.key}`, passphrase: null };
	for (const identity of [plain, encrypted, together]) {
		assert.equal(checkIdentity(identity, Date.now()), identity);
		createContext(null, identity);
	}
	assert.deepEqual([mine.key, encrypt(mine.key), oldRsa.toString()].map(isEncrypted), [false, true, true]);
});

const mistakes: readonly [name: string, given: Partial<Parameters<typeof checkIdentity>[0]>, told: RegExp][] = [
	["another's key", { key: other.key }, /key does not belong to the client certificate/],
	['an encrypted key without a passphrase', { key: encrypt(mine.key) }, /is encrypted.*CCKM_TOP_KEY_PASSPHRASE/],
	['a wrong passphrase', { key: encrypt(mine.key), passphrase: new Secret('canary') }, /passphrase does not open/],
	['an old encrypted key', { key: oldRsa.toString(), passphrase: new Secret('canary') }, /passphrase does not open/],
	[
		'an expired certificate',
		{ certificate: expired.cert, key: expired.key },
		/has expired on \d{4}-\d\d-\d\d.*CN=alice/,
	],
	['a certificate of the future', { certificate: early.cert, key: early.key }, /not valid before \d{4}-\d\d-\d\d/],
	['PKCS#12 as certificate', { certificate: pkcs12 }, /--cert is PKCS#12, not PEM.*openssl pkcs12/],
	['PKCS#12 as key', { key: pkcs12 }, /--key is PKCS#12, not PEM/],
	['DER as certificate', { certificate: der }, /--cert is DER, not PEM/],
	['a key as certificate', { certificate: mine.key }, /--cert holds none that can be read/],
	['a certificate as key', { key: mine.cert }, /--key holds none that can be read/],
	['a broken key', { key: mine.key.replace(/\n.{8}/, '\nAAAAAAAA') }, /--key is broken/],
	['nothing', { certificate: '', key: '' }, /--cert holds none that can be read/],
];

for (const [name, given, told] of mistakes) {
	test(`T14 ${name} is a mistake that is told before any server is met`, () => {
		const identity = { certificate: mine.cert, key: mine.key, passphrase: null, ...given };
		const text = mistakeOf(() => checkIdentity(identity, Date.now()));
		assert.match(text, told);
		assert.doesNotMatch(text, /canary|undefined|BEGIN [A-Z ]*PRIVATE/);
	});
}
