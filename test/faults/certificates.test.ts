import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecureVersion } from 'node:tls';
import type { Trust } from '../../source/api/trust.ts';
import { describeFailure } from '../../source/model/failure.ts';
import { createCertificate, onlyNamesBelow, type TestCertificate } from '../support/certificate.ts';
import { failureOf } from '../support/failure-of.ts';
import { nobody, startTls, TOKEN } from '../support/tls-rig.ts';

const root = await createCertificate({ name: 'Root', authority: true });
const middle = await createCertificate({ name: 'Middle', issuer: root, authority: true });
const leaf = await createCertificate({ issuer: middle });
const direct = await createCertificate({ issuer: root });
const other = await createCertificate({ issuer: root });
const otherRoot = await createCertificate({ name: 'Root', authority: true });
const mere = await createCertificate({ name: 'Mere', issuer: root });
const byMere = await createCertificate({ issuer: mere });
const narrow = await createCertificate({
	name: 'Narrow',
	authority: true,
	extensions: [onlyNamesBelow('example.org')],
});
const byNarrow = await createCertificate({ issuer: narrow, ips: [] });
const bySha1 = await createCertificate({
	issuer: await createCertificate({ name: 'Old', authority: true, kind: 'RSA-2048 with SHA-1' }),
	kind: 'RSA-2048 with SHA-1',
});
const rsa = await createCertificate({ kind: 'RSA-2048' });
const forClients = await createCertificate({ issuer: root, purpose: 'client' });
const forServers = await createCertificate({ issuer: root, purpose: 'server' });
const wildcard = await createCertificate({ issuer: root, dns: ['*.lab.test'], ips: [] });
const nameless = await createCertificate({ issuer: root, name: 'localhost', nameless: true });
const expired = await createCertificate({ issuer: root, from: -9, to: -3 });
const fading = await createCertificate({ name: 'Fading', issuer: root, authority: true, from: -9, to: -3 });
const byFading = await createCertificate({ issuer: fading });
const hostile = await createCertificate({ name: 'A\u001b]2;title\u0007\u202eB', dns: ['a\u001b[2J.test'], ips: [] });

/** Ten certificates between a leaf and its root. */
async function createLongChain(): Promise<{ readonly chain: TestCertificate[]; readonly top: TestCertificate }> {
	const top = await createCertificate({ name: 'Top', authority: true });
	const chain: TestCertificate[] = [];
	for (let depth = 1; depth <= 10; depth += 1) {
		chain.unshift(await createCertificate({ name: `Step ${depth}`, issuer: chain[0] ?? top, authority: true }));
	}
	const [last = top] = chain;
	return { chain: [await createCertificate({ issuer: last }), ...chain], top };
}
const long = await createLongChain();

function trusting(...certificates: readonly TestCertificate[]): Trust {
	return { ...nobody, ca: certificates.map(({ cert }) => cert).join('\n') };
}

function pinning(...certificates: readonly TestCertificate[]): Trust {
	return { ...nobody, pins: { fingerprints: certificates.map(({ fingerprint }) => fingerprint), file: null } };
}

/** A case: what the server shows, leaf first; whom the client trusts; and why it refuses, null where it does not. */
interface Case {
	readonly name: string;
	readonly shown: readonly TestCertificate[];
	readonly trust: Trust;
	readonly host?: string;
	readonly refusal: RegExp | null;
}

const UNKNOWN_ISSUER = /its issuer is unknown/;
const NOT_PINNED = /its fingerprint is not the pinned one/;

const cases: readonly Case[] = [
	{ name: 'T05 a chain with its intermediate', shown: [leaf, middle], trust: trusting(root), refusal: null },
	{ name: 'T05 an intermediate given as CA', shown: [leaf], trust: trusting(middle), refusal: null },
	{ name: 'T05 one CA of several', shown: [direct], trust: trusting(narrow, middle, root), refusal: null },
	{ name: 'T05 the renewed leaf of the same CA', shown: [other], trust: trusting(root), refusal: null },
	{ name: 'T06 a missing intermediate', shown: [leaf], trust: trusting(root), refusal: UNKNOWN_ISSUER },
	{ name: 'T06 a CA by the same name with another key', shown: [direct], trust: trusting(otherRoot), refusal: /\w/ },
	{ name: 'T06 an issuer that is no CA', shown: [byMere, mere], trust: trusting(root), refusal: /may not issue/ },
	{
		name: 'T06 an intermediate that has expired',
		shown: [byFading, fading],
		trust: trusting(root),
		refusal: /expired/,
	},
	{
		name: 'T06 a certificate for clients',
		shown: [forClients],
		trust: trusting(root),
		refusal: /not made for servers/,
	},
	{ name: 'T06 a certificate for servers', shown: [forServers], trust: trusting(root), refusal: null },
	{
		name: 'T06 a name that its issuer may not give',
		shown: [byNarrow],
		trust: trusting(narrow),
		host: 'localhost',
		refusal: /rule/,
	},
	{ name: 'T06 a chain of ten', shown: long.chain, trust: trusting(long.top), refusal: null },
	{ name: 'T06 a chain of ten for nobody', shown: long.chain, trust: nobody, refusal: UNKNOWN_ISSUER },
	{ name: 'T06 RSA', shown: [rsa], trust: trusting(rsa), refusal: null },
	{ name: 'T06 SHA-1 for nobody', shown: [bySha1], trust: nobody, refusal: UNKNOWN_ISSUER },
	{
		name: 'T06 a hostile name',
		shown: [hostile],
		trust: trusting(hostile),
		refusal: /it is for [\x20-\x7e]+ not for 127/,
	},
	{
		name: 'T06 a common name and no others, by name',
		shown: [nameless],
		trust: trusting(root),
		host: 'localhost',
		refusal: null,
	},
	{
		name: 'T06 a common name and no others, by address',
		shown: [nameless],
		trust: trusting(root),
		refusal: /it is for CN=localhost/,
	},
	{ name: 'T16 a wildcard', shown: [wildcard], trust: { ...trusting(root), serverName: 'cm.lab.test' }, refusal: null },
	{
		name: 'T16 a wildcard two levels up',
		shown: [wildcard],
		trust: { ...trusting(root), serverName: 'a.cm.lab.test' },
		refusal: /it is for \*\.lab\.test, not for a\.cm\.lab\.test/,
	},
	{
		name: 'T16 a wildcard for an address',
		shown: [wildcard],
		trust: trusting(root),
		refusal: /it is for \*\.lab\.test/,
	},
	{ name: 'T03 the pinned leaf of a chain', shown: [leaf, middle], trust: pinning(leaf), refusal: null },
	{ name: 'T03 the pinned leaf, expired and for clients', shown: [expired], trust: pinning(expired), refusal: null },
	{
		name: 'T04 a pinned intermediate, not the leaf',
		shown: [leaf, middle],
		trust: pinning(middle),
		refusal: NOT_PINNED,
	},
	{
		name: 'T04 a pinned root, not the leaf',
		shown: [direct, root],
		trust: { ...pinning(root), ca: root.cert },
		refusal: NOT_PINNED,
	},
	{
		name: 'T04 the pinned one sent along behind another',
		shown: [other, direct],
		trust: pinning(direct),
		refusal: NOT_PINNED,
	},
	{ name: 'T17 the first node of a pinned cluster', shown: [direct], trust: pinning(direct, other), refusal: null },
	{ name: 'T17 the second node of a pinned cluster', shown: [other], trust: pinning(direct, other), refusal: null },
	{ name: 'T17 a node that is not pinned', shown: [leaf], trust: pinning(direct, other), refusal: NOT_PINNED },
	{ name: 'T09 anything at all without checks', shown: [byMere], trust: { ...nobody, insecure: true }, refusal: null },
];

for (const version of ['TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[]) {
	for (const { name, shown, trust, host, refusal } of cases) {
		test(`${name} is ${refusal === null ? 'trusted' : 'refused, and sent nothing'} by ${version}`, async context => {
			const [own] = shown;
			assert.ok(own);
			const cert = shown.map(each => each.cert).join('\n');
			// Old enough for signatures that the client may then refuse.
			const server = { cert, key: own.key, ciphers: 'DEFAULT@SECLEVEL=0', minVersion: version, maxVersion: version };
			const { peer, ask } = await startTls(context, server, trust, host);
			if (refusal === null) {
				assert.deepEqual(await ask(), { ok: true });
				assert.ok(peer.received().includes(TOKEN));
				return;
			}
			const failure = await failureOf(ask());
			assert.ok(failure.kind === 'tls', JSON.stringify(failure));
			assert.match(failure.reason, refusal);
			assert.equal(failure.fingerprint, own.fingerprint);
			const { message, advice } = describeFailure(failure);
			assert.match(`${message} ${advice}`, /^[\x20-\x7e]+$/);
			assert.ok(advice.includes(`--pin-sha256 ${own.fingerprint}`));
			assert.equal(peer.received(), '');
		});
	}
}

test('T06 a key that is too short is refused with a reason, by those versions of Node that refuse it', async context => {
	const weak = await createCertificate({ kind: 'RSA-1024' });
	const server = { cert: weak.cert, key: weak.key, ciphers: 'DEFAULT@SECLEVEL=0' };
	const { peer, ask } = await startTls(context, server, trusting(weak));
	const outcome = await ask().catch(() => failureOf(ask()));
	if (peer.received() !== '') return assert.deepEqual(outcome, { ok: true });
	assert.match(JSON.stringify(outcome), /weak/);
});
