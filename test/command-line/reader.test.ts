import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import { FLAG_GROUPS } from '../../source/command-line/flags.ts';
import { readOptions } from '../../source/command-line/options.ts';
import { createReader } from '../../source/command-line/reader.ts';
import type { SettingsFile } from '../../source/command-line/setting.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';
import { mistakeOf } from '../support/mistake-of.ts';

test('a reader gives the flag, else its first variable, else nothing', () => {
	const reader = createReader(parseArguments(['--user', 'alice', '--org', 'a', '--org', 'b', '--utc']), {
		CCKM_TOP_USERNAME: 'bob',
		CM_DOMAIN: 'root',
		KSCTL_DOMAIN: '',
		CCKM_TOP_INSECURE: 'true',
	});
	assert.equal(reader.value('user'), 'alice');
	assert.equal(reader.value('domain'), 'root');
	assert.equal(reader.value('tenant'), null);
	assert.deepEqual(reader.values('org'), ['a', 'b']);
	assert.deepEqual(reader.values('user'), ['alice']);
	assert.deepEqual(reader.values('domain'), []);
	assert.deepEqual([reader.isOn('utc'), reader.isOn('local'), reader.isOn('insecure')], [true, false, false]);
});

test('a variable of a flag that the command does not take means nothing', () => {
	assert.equal(createReader(parseArguments(['simulate']), { CCKM_TOP_URL: 'cm' }).value('url'), null);
});

/** A file that says these things; `password` and `token` are secrets of it. */
function file(
	said: Readonly<Record<string, string>>,
	more: Partial<Pick<SettingsFile, 'isOwn' | 'isExposed'>> = {},
): SettingsFile {
	const entries = Object.entries(said);
	const isSecret = (name: string) => name === 'password' || name === 'token';
	return {
		path: safe`/file`,
		isOwn: true,
		isExposed: false,
		...more,
		settings: new Map(
			entries.filter(([name]) => !isSecret(name)).map(([name, value]) => [name, { key: toSafeText(name), value }]),
		),
		secrets: new Map(
			entries.flatMap(([name, value]) =>
				name === 'password' || name === 'token' ? [[name, { key: toSafeText(name), reveal: () => value }]] : [],
			),
		),
	};
}

test('what is typed beats the environment, the environment beats files, and of files the first counts', () => {
	const files = [file({ url: 'one', user: 'one', domain: 'one' }), file({ url: 'two', user: 'two', tenant: 'two' })];
	const given = { ...parseArguments(['--url', 'typed']), files };
	const reader = createReader(given, { CCKM_TOP_USERNAME: 'variable' });
	assert.deepEqual(
		['url', 'user', 'domain', 'tenant', 'connection'].map(name => [reader.value(name), reader.origin(name)]),
		[
			['typed', '--url'],
			['variable', 'CCKM_TOP_USERNAME'],
			['one', 'domain in /file'],
			['two', 'tenant in /file'],
			[null, null],
		],
	);
});

test('a switch of a file is on or off, and the flag that says the opposite silences it', () => {
	const read = (argv: readonly string[], said: Readonly<Record<string, string>>, environment = {}) =>
		readOptions({ ...parseArguments(['--url', 'cm', ...argv]), files: [file(said)] }, environment, ['calm']);
	assert.equal(read([], { local: 'true' }).zone, 'local');
	assert.equal(read([], { local: 'false' }).zone, 'utc');
	assert.equal(read(['--utc'], { local: 'true' }).zone, 'utc');
	assert.equal(read([], { color: 'always' }).color, 'always');
	assert.equal(read(['--no-color'], { color: 'always' }).color, 'never');
	assert.equal(read([], { color: 'always' }, { NO_COLOR: '1' }).color, 'never');
	assert.equal(read([], { 'no-journal': 'true' }).journal, false);
	assert.equal(read([], { 'no-journal': 'true' }, { CCKM_TOP_JOURNAL: 'on' }).journal, true);
	assert.equal(read(['--no-journal'], {}, { CCKM_TOP_JOURNAL: 'on' }).journal, false);
});

test('a time in a file is that of a request, never that of a whole command', () => {
	const read = (command: string, ...argv: readonly string[]) =>
		readOptions(
			{ ...parseArguments([command, '--url', 'cm', ...argv]), operands: ['a'], files: [file({ timeout: '7s' })] },
			{},
			['calm'],
		);
	assert.deepEqual([read('list').timeout, read('status').timeout, read('wait').duration], [7000, 3000, null]);
	assert.deepEqual([read('status', '--timeout', '5s').timeout, read('wait', '--timeout', '5s').duration], [5000, 5000]);
});

/** Who signs in to what, as the flags, the environment and these files have it. */
function serverOf(argv: readonly string[], files: readonly SettingsFile[], environment = {}) {
	const { server } = readOptions({ ...parseArguments(['list', ...argv]), files }, environment, ['calm']);
	assert.ok(server.kind === 'remote');
	return server;
}

test('secrets and trust of a file are for the server that it names, and no other', () => {
	const said = { url: 'https://CM.test/', user: 'alice', password: 'hunter2', 'ca-file': '/ca', insecure: 'true' };
	for (const argv of [[], ['--url', 'cm.test'], ['--url', 'cm.test/api']]) {
		const { user, password, ca, insecure } = serverOf(argv, [file(said)]);
		assert.deepEqual([user, password?.from, ca, insecure], ['alice', 'setting', '/ca', true], argv.join(' '));
	}
	const elsewhere = serverOf(['--url', 'other.test'], [file(said)]);
	assert.deepEqual(
		[elsewhere.user, elsewhere.password, elsewhere.ca, elsewhere.insecure],
		['alice', null, null, false],
	);
	const stranger = serverOf([], [file({ url: 'other.test' }), file(said, { isOwn: false })]);
	assert.deepEqual([stranger.url.host, stranger.user, stranger.password], ['other.test', null, null]);
	const nowhere = serverOf(['--url', 'other.test'], [file({ password: 'hunter2' })]);
	assert.equal(nowhere.password?.from, 'setting');
});

test('every flag that may stand in a file and has to do with secrets or trust is bound to its server', () => {
	const bound = FLAG_GROUPS.flatMap(({ flags }) => flags.filter(flag => flag.bound).map(({ name }) => name));
	const sorted = ['ca-file', 'cert', 'insecure', 'key', 'password-command', 'password-file'];
	assert.deepEqual(bound.sort(), [...sorted, 'pin-sha256', 'server-name', 'token-file']);
});

test('a secret of a file counts after those of flags and variables, is told by its key, and is nowhere in the options', () => {
	const files = [file({ token: 'hunter2' }), file({ password: 'hunter2', 'token-file': '/token' })];
	const { password, token } = serverOf(['--url', 'cm'], files);
	assert.deepEqual([password, token?.from], [null, 'setting']);
	assert.doesNotMatch(JSON.stringify(token), /hunter2/);
	assert.equal(serverOf(['--url', 'cm', '--password-file', '/p'], files).token, null);
	assert.equal(serverOf(['--url', 'cm'], files, { CM_PASSWORD: 'x' }).token, null);
	assert.equal(serverOf(['--url', 'cm'], [file({ password: 'a', 'password-file': '/p' })]).password?.from, 'file');
});

test('C19 a secret that others can read is refused where it would be used, and only there', () => {
	const exposed = file({ url: 'cm', password: 'hunter2' }, { isExposed: true });
	const mistake = mistakeOf(() => serverOf([], [exposed]));
	assert.match(mistake, /^\/file holds a secret, password, and can be read by others\. .*chmod go= \/file$/);
	assert.equal(serverOf(['--password-file', '/p'], [exposed]).password?.from, 'file');
	assert.equal(serverOf([], [file({ url: 'cm' }, { isExposed: true })]).password, null);
});

const misfits: readonly (readonly [said: Readonly<Record<string, string>>, told: RegExp])[] = [
	[{ interval: 'fast' }, /^--interval fast does not fit\. It takes a time .*\. It comes from interval in \/file\.$/],
	[{ url: 'http://cm.test' }, /Plain http.*It comes from url in \/file\.$/],
	[{ limit: '0' }, /--limit 0 .* It comes from limit in \/file\.$/],
	[{ kind: 'both' }, /--kind both .* It comes from kind in \/file\.$/],
	[{ hook: "'" }, /--hook does not fit.* It comes from hook in \/file\.$/],
	[{ color: 'loud' }, /--color loud .* It comes from color in \/file\.$/],
];

for (const [said, told] of misfits) {
	test(`a value that does not fit names where it is from: ${JSON.stringify(said)}`, () => {
		const files = [file({ url: 'cm', ...said })];
		assert.match(
			mistakeOf(() => readOptions({ ...parseArguments([]), files }, {}, ['calm'])),
			told,
		);
	});
}

test('so does one of a variable, and one that was typed does not', () => {
	const told = (argv: readonly string[], environment = {}) =>
		mistakeOf(() => readOptions(parseArguments(argv), environment, ['calm']));
	assert.match(told([], { CM_BASE: 'ftp://cm' }), /It comes from CM_BASE\.$/);
	assert.doesNotMatch(told(['--url', 'ftp://cm']), /comes from/);
});
