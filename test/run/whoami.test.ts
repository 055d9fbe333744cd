import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccount } from '../support/account.ts';

const ROOT = '00000000-0000-0000-0000-000000000000';

test('tells who is signed in and where, as words and as JSON', async t => {
	const { server, who, run, login } = await openAccount(t);
	const { code, stdout } = await run(['whoami', ...server.flags]);
	assert.equal(code, 0);
	assert.match(stdout, /^user {10}demo\nserver {8}https:\S+\ntls {11}verified\ndomain {8}0{8}-/);
	assert.match(stdout, /^groups {8}CCKM Admins, CCKM Users\n/m);
	assert.match(stdout, /^signed in by {2}--password-file \S+\ntoken {9}[45]m\d\ds left\n$/m);
	assert.deepEqual([server.count('sign-in'), server.count('user'), server.count('revoke')], [1, 1, 1]);
	await login();
	const json = JSON.parse((await run(['whoami', ...who, '-o', 'json'])).stdout);
	assert.deepEqual(
		{ ...json, tokenLifeMs: json.tokenLifeMs > 0 },
		{
			server: server.simulator.url,
			simulated: false,
			tls: 'verified',
			user: 'demo',
			connection: 'local_account',
			domain: ROOT,
			groups: ['CCKM Admins', 'CCKM Users'],
			signedInBy: 'the stored sign-in',
			tokenLifeMs: true,
		},
	);
	assert.equal(server.count('revoke'), 1, 'what is stored stays signed in');
});

test('where the server does not tell, the token does', async t => {
	const { server, run } = await openAccount(t, {
		fault: ({ purpose }) =>
			purpose === 'user' ? { kind: 'reply', reply: { status: 404, type: null, body: '' } } : null,
	});
	const { code, stdout } = await run(['whoami', ...server.flags]);
	assert.equal(code, 0);
	assert.match(stdout, /^user {10}demo\n[\s\S]*^connection {4}unknown\n/m);
});

test('a refusal is exit 3, and an error object under -o json', async t => {
	const { server, who, run } = await openAccount(t);
	const { code, stdout } = await run(['whoami', ...who, '-o', 'json'], { env: { CM_PASSWORD: 'wrong' } });
	assert.equal(code, 3);
	assert.equal(JSON.parse(stdout).error.kind, 'unauthorized');
	assert.equal(server.count('sign-in'), 1);
});

test('works on the embedded simulator', async t => {
	const { run } = await openAccount(t);
	const { code, stdout } = await run(['whoami', '--demo', '-o', 'json']);
	assert.equal(code, 0);
	assert.deepEqual([JSON.parse(stdout).simulated, JSON.parse(stdout).user], [true, 'demo']);
});

test('with --sources it asks nobody, and tells every value in force and what gave it, of secrets only that', async t => {
	const { server, who, run, login } = await openAccount(t);
	const env = {
		CIPHERTRUST_ADDRESS: 'https://alice:hunter2@cm.example.net',
		CM_DOMAIN: 'other',
		KSCTL_PASSWORD: 'hunter2',
		CM_JWT: 'hunter2',
		CCKM_TOP_KEY_PASSPHRASE: 'hunter2',
		CM_CA_BUNDLE: '-----BEGIN CERTIFICATE-----\nhunter2',
	};
	const { code, stdout, stderr } = await run(['whoami', '--sources', '--user', 'alice@corp'], { env });
	assert.deepEqual([code, stderr], [0, '']);
	assert.doesNotMatch(stdout, /hunter2/);
	const lines = stdout.split('\n');
	for (const line of [
		/^url +https:\/\/‹set›@cm\.example\.net {2}\(CIPHERTRUST_ADDRESS\)$/,
		/^user +alice@corp {2}\(--user\)$/,
		/^domain +other {2}\(CM_DOMAIN\)$/,
		/^auth-domain +root {2}\(default\)$/,
		/^ca-file +‹PEM› {2}\(CM_CA_BUNDLE\)$/,
		/^password +‹set› {2}\(KSCTL_PASSWORD\)$/,
		/^token +‹set› {2}\(CM_JWT\)$/,
		/^passphrase +‹set› {2}\(CCKM_TOP_KEY_PASSPHRASE\)$/,
		/^stored sign-in +— {2}\(The address holds a user or password\.\)$/,
	]) {
		assert.equal(lines.filter(text => line.test(text)).length, 1, `${line} in\n${stdout}`);
	}
	assert.equal(server.simulator.requests.length, 0);
	await login();
	const { sources } = JSON.parse((await run(['whoami', ...who, '--sources', '-o', 'json'])).stdout);
	const found = sources.find(({ name }: { name: string }) => name === 'stored sign-in');
	assert.deepEqual([found.value, found.from.startsWith('demo in /')], ['‹set›', true]);
});
