import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import type { Environment } from '../../source/command-line/option-values.ts';
import { type Options, readOptions } from '../../source/command-line/options.ts';
import type { ServerOptions } from '../../source/command-line/server-options.ts';
import { readUrl } from '../../source/command-line/server-url.ts';
import { mistakeOf } from '../support/mistake-of.ts';

const SCENARIOS = ['calm', 'storm'];
const SIGN_IN = ['--url', 'cm.example.com', '--user', 'alice', '--password-file', '/secret'];

function read(argv: readonly string[], environment: Environment = {}): Options {
	return readOptions(parseArguments(argv), environment, SCENARIOS);
}

function serverOf(argv: readonly string[], environment: Environment = {}): Extract<ServerOptions, { kind: 'remote' }> {
	const { server } = read(argv, environment);
	assert.ok(server.kind === 'remote');
	return server;
}

const urls: readonly (readonly [text: string, origin: string])[] = [
	['cm.example.com', 'https://cm.example.com'],
	['cm.example.com:8443', 'https://cm.example.com:8443'],
	['cm.example.com/', 'https://cm.example.com'],
	['https://cm.example.com', 'https://cm.example.com'],
	['HTTPS://CM.Example.com:443/', 'https://cm.example.com'],
	['https://cm.example.com/api', 'https://cm.example.com'],
	['https://cm.example.com/api/', 'https://cm.example.com'],
	['https://cm.example.com/api/v1/', 'https://cm.example.com'],
	['cm.example.com/api', 'https://cm.example.com'],
	['10.20.1.5', 'https://10.20.1.5'],
	['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
	['localhost:8443', 'https://localhost:8443'],
	['http://localhost:8080', 'http://localhost:8080'],
	['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
	['http://127.1.2.3', 'http://127.1.2.3'],
	['http://[::1]:8080', 'http://[::1]:8080'],
];

for (const [text, origin] of urls) {
	test(`the address ${text} is ${origin}`, () => assert.equal(readUrl(text).href, `${origin}/`));
}

const refusedUrls: readonly (readonly [text: string, told: RegExp])[] = [
	['http://cm.example.com', /Plain http.*loopback only/],
	['http://10.20.1.5', /Plain http/],
	['http://0.0.0.0', /Plain http/],
	['http://127.evil.example', /Plain http/],
	['http://127.0.0.1.evil.example', /Plain http/],
	['http://localhost.evil.example', /Plain http/],
	['http://[::ffff:7f00:1]', /Plain http/],
	['ftp://cm.example.com', /--url.*https/],
	['file:///etc/passwd', /--url/],
	['https://alice:hunter2@cm.example.com', /user or password.*--password-file/],
	['alice:hunter2@cm.example.com', /user or password/],
	['https://hunter2@cm.example.com', /user or password/],
	['https://alice:hunter2@cm.example.com:99999', /--url/],
	['https://alice:hunter2/@cm.example.com', /--url/],
	['https://cm.example.com/?password=hunter2', /--url.*path/],
	['https://cm.example.com/#hunter2', /--url/],
	['https://cm.example.com/console', /--url/],
	['https://', /--url/],
	['two words', /--url/],
];

for (const [text, told] of refusedUrls) {
	test(`T11 the address ${text} is refused and not repeated`, () => {
		const mistake = mistakeOf(() => read(['--url', text, '--user', 'alice', '--password-file', '/secret']));
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2/);
	});
}

const URL_VARIABLES = ['CCKM_TOP_URL', 'CIPHERTRUST_ADDRESS', 'CIPHERTRUST_URL', 'KSCTL_URL', 'CM_ADDRESS', 'CM_BASE'];
const USER_VARIABLES = [
	'CCKM_TOP_USERNAME',
	'CIPHERTRUST_USERNAME',
	'CIPHERTRUST_USER',
	'KSCTL_USERNAME',
	'CM_USERNAME',
];
const PASSWORD_VARIABLES = ['CCKM_TOP_PASSWORD', 'CIPHERTRUST_PASSWORD', 'KSCTL_PASSWORD', 'CM_PASSWORD'];
const TOKEN_VARIABLES = ['CCKM_TOP_TOKEN', 'CIPHERTRUST_JWT', 'KSCTL_JWT', 'CM_JWT'];

/** An environment in which each of these variables from the given one on is set, to its own name. */
function setFrom(variables: readonly string[], first: number): Environment {
	return Object.fromEntries(variables.map((name, index) => [name, index < first ? '' : name.toLowerCase()]));
}

test('of several variables the first that is set counts, and an empty one is not set', () => {
	const rest = { CCKM_TOP_URL: 'cm.example.com', CCKM_TOP_USERNAME: 'alice', CCKM_TOP_PASSWORD: 'hunter2' };
	for (const [index, name] of URL_VARIABLES.entries()) {
		const environment = { ...rest, ...setFrom(URL_VARIABLES, index) };
		const hosts = Object.fromEntries(
			Object.entries(environment).map(([key, value]) => [key, value?.replaceAll('_', '-')]),
		);
		assert.equal(serverOf([], { ...environment, ...hosts }).url.hostname, name.toLowerCase().replaceAll('_', '-'));
	}
	for (const [index, name] of USER_VARIABLES.entries()) {
		assert.equal(serverOf([], { ...rest, ...setFrom(USER_VARIABLES, index) }).user, name.toLowerCase());
	}
	for (const [index, name] of PASSWORD_VARIABLES.entries()) {
		const { password } = serverOf([], { ...rest, ...setFrom(PASSWORD_VARIABLES, index) });
		assert.deepEqual(password, { from: 'environment', name });
	}
	for (const [index, name] of TOKEN_VARIABLES.entries()) {
		const { token } = serverOf([], { ...rest, ...setFrom(TOKEN_VARIABLES, index) });
		assert.deepEqual(token, { from: 'environment', name });
	}
});

test('a flag beats the environment', () => {
	const environment = {
		CCKM_TOP_URL: 'http://not-even-right.example.com',
		CCKM_TOP_USERNAME: 'bob',
		CCKM_TOP_PASSWORD: 'hunter2',
		CCKM_TOP_TOKEN: 'token',
		CCKM_TOP_DOMAIN: 'other',
		CCKM_TOP_CA_FILE: '/other',
	};
	const server = serverOf([...SIGN_IN, '--domain', 'mine', '--ca-file', '/mine'], environment);
	assert.equal(server.url.hostname, 'cm.example.com');
	assert.equal(server.user, 'alice');
	assert.deepEqual(server.password, { from: 'file', path: '/secret' });
	assert.equal(server.token, null);
	assert.equal(server.domain, 'mine');
	assert.equal(server.ca, '/mine');
	assert.deepEqual(serverOf(['--token-file', '/token'], { ...environment, CCKM_TOP_URL: 'cm' }).token, {
		from: 'file',
		path: '/token',
	});
});

test('a token needs no user and no password', () => {
	const { user, password } = serverOf(['--url', 'cm', '--token-file', '/token']);
	assert.deepEqual([user, password], [null, null]);
	assert.equal(serverOf(['--url', 'cm'], { CM_JWT: 'token' }).token?.from, 'environment');
});

test('a password may come from a program, whose words are told apart', () => {
	const { password, token } = serverOf(['--url', 'cm', '--user', 'a', '--password-command', "pass show 'a b'"], {
		CM_JWT: 'token',
		CM_PASSWORD: 'hunter2',
	});
	assert.deepEqual([password, token], [{ from: 'command', words: ['pass', 'show', 'a b'] }, null]);
	for (const [argv, told] of [
		[['--password-file', '/secret', '--password-command', 'pass'], /--password-file and --password-command exclude/],
		[['--password-command', "pass 'hunter2"], /--password-command does not fit.*quotes/],
		[['--password-command', '  '], /--password-command/],
	] as const) {
		const mistake = mistakeOf(() => serverOf(['--url', 'cm', '--user', 'a', ...argv]));
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2/);
	}
});

test('T14 a client certificate and its key are named together', () => {
	assert.equal(serverOf(['--url', 'cm']).client, null);
	const { client } = serverOf(['--url', 'cm', '--cert', 'a.pem', '--key', 'a.key']);
	assert.deepEqual(client, { certificate: 'a.pem', key: 'a.key' });
	for (const argv of [
		['--cert', 'a.pem'],
		['--key', 'a.key'],
	]) {
		assert.match(
			mistakeOf(() => serverOf(['--url', 'cm', ...argv])),
			/--cert and --key belong together/,
		);
	}
});

test('what is missing of the sign-in is no mistake yet: it may be stored, or asked for', () => {
	const { user, password, token } = serverOf(['--url', 'cm']);
	assert.deepEqual([user, password, token], [null, null, null]);
});

test('a secret is named by where it is, and its value is nowhere in the options', () => {
	const environment = { CCKM_TOP_PASSWORD: 'hunter2', CCKM_TOP_TOKEN: 'hunter2' };
	assert.doesNotMatch(JSON.stringify(read(['--url', 'cm', '--user', 'alice'], environment)), /hunter2/);
});

for (const [value, insecure] of [
	['true', true],
	['TRUE', true],
	['1', true],
	['yes', true],
	['on', true],
	['false', false],
	['0', false],
	['no', false],
	['', false],
	['certainly', false],
] as const) {
	test(`NO_SSL_VERIFY=${value} ${insecure ? 'does not check' : 'checks'} the certificate`, () => {
		assert.equal(serverOf(SIGN_IN, { NO_SSL_VERIFY: value }).insecure, insecure);
	});
}

test('with --demo nothing is read from the environment that says where or who', () => {
	const names = [...URL_VARIABLES, ...USER_VARIABLES, ...PASSWORD_VARIABLES, ...TOKEN_VARIABLES];
	const asked = new Set<string | symbol>();
	const environment: Environment = new Proxy(Object.fromEntries(names.map(name => [name, 'http://hunter2'])), {
		get: (target, name) => {
			asked.add(name);
			return Reflect.get(target, name);
		},
	});
	assert.deepEqual(read(['--demo'], environment).server, { kind: 'demo', scenario: 'calm', seed: 1 });
	assert.deepEqual(
		names.filter(name => asked.has(name)),
		[],
	);
	assert.deepEqual(read(['list', '--demo=storm', '--seed', '7'], environment).server, {
		kind: 'demo',
		scenario: 'storm',
		seed: 7,
	});
});
