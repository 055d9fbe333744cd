import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOwnFile } from '../../source/configuration/own-file.ts';
import { FailureError } from '../../source/model/failure.ts';
import { safe } from '../../source/model/safe-text.ts';
import { mistakeOf } from '../support/mistake-of.ts';
import { fc } from '../support/properties.ts';
import { tally } from '../support/tally.ts';

const PLACE = { path: safe`/etc/config.toml`, folder: '/etc', home: '/home/alice', isExposed: false };

/** All settings by their names, the most important file first. */
function read(text: string, profile: string | null = null) {
	const { files, warnings } = readOwnFile(text, PLACE, profile);
	const said = files.map(({ settings }) => Object.fromEntries([...settings].map(([name, { value }]) => [name, value])));
	return { said, warnings };
}

test('values are taken as they would be typed, paths as the file means them', () => {
	const { said, warnings } = read(`
url = "https://cm.example.com" # the appliance
timeout = 2.5
limit = 300
bell = true
local = false
domain = ""
pin-sha256 = ["AA", "BB"]
ca-file = "ca.pem"
token-file = "~/token"
cert = "/abs/cert.pem"
key = """-----BEGIN KEY"""
`);
	assert.deepEqual(said, [
		{
			url: 'https://cm.example.com',
			timeout: '2.5',
			limit: '300',
			bell: 'true',
			local: 'false',
			'pin-sha256': 'AA,BB',
			'ca-file': '/etc/ca.pem',
			'token-file': '/home/alice/token',
			cert: '/abs/cert.pem',
			key: '-----BEGIN KEY',
		},
	]);
	assert.deepEqual(warnings, []);
});

const PROFILES = `
url = "one"
profile = "lab"
[profiles.lab]
url = "two"
password = "hunter2"
[profiles."a b"]
user = "bob"
`;

test('a profile counts for more than what stands above it: the one asked for, else the one that the file names', () => {
	assert.deepEqual(read(PROFILES).said, [{ url: 'two' }, { url: 'one', profile: 'lab' }]);
	assert.deepEqual(read(PROFILES, 'a b').said, [{ user: 'bob' }, { url: 'one', profile: 'lab' }]);
	const [lab] = readOwnFile(PROFILES, PLACE, null).files;
	assert.deepEqual([...(lab?.settings.values() ?? [])], [{ key: 'profiles.lab.url', value: 'two' }]);
	assert.equal(lab?.secrets.get('password')?.reveal(), 'hunter2');
	assert.doesNotMatch(JSON.stringify([...(lab?.secrets ?? [])]), /hunter2/);
	for (const [name, told] of [
		['lb', /^There is no profile lb in \/etc\/config\.toml\. Did you mean lab\?$/],
		['production', /It has lab, a b\.$/],
		['__proto__', /no profile __proto__/],
		['constructor', /no profile constructor/],
	] as const) {
		assert.match(
			mistakeOf(() => read(PROFILES, name)),
			told,
		);
	}
	assert.match(
		mistakeOf(() => read('url = "x"', 'lab')),
		/It has none/,
	);
});

const unknown: readonly (readonly [line: string, told: RegExp])[] = [
	['usr = "alice"', /^There is no key usr in \/etc\/config\.toml; it is left out\. Did you mean user\?$/],
	['password_file = "x"', /Did you mean password-file\?/],
	['passwrd = "hunter2"', /Did you mean password\?/],
	['colour = "never"', /Did you mean color\?/],
	['demo = true', /no key demo /],
	['replay = "x"', /no key replay /],
	['"\\u001b[2J" = 1', /no key \^\[\[2J in/],
	['[lab]\nurl = "x"', /no key lab .* A profile begins with \[profiles\.NAME\]\./],
	['url = "x"\n__proto__.x = 1', /no key __proto__ /],
];

for (const [line, told] of unknown) {
	test(`an unknown key is told of, with the one that may be meant: ${JSON.stringify(line)}`, () => {
		const { warnings } = read(line);
		assert.equal(warnings.length, 1);
		assert.match(warnings[0] ?? '', told);
		assert.doesNotMatch(warnings[0] ?? '', /hunter2/);
	});
}

const broken: readonly (readonly [text: string, told: RegExp])[] = [
	['url = "x"\nuser = hunter2', /^\/etc\/config\.toml, line 2: this is no TOML\./],
	['url = "x"\nurl = "hunter2"', /line 2: this is no TOML/],
	['password = "hunter2', /line 1: this is no TOML/],
	['url', /line 1: this is no TOML/],
	[`url = ${'['.repeat(30_000)}`, /this is no TOML/],
	['limit = 99999999999999999999', /this is no TOML/],
	['url = true', /^url in \/etc\/config\.toml does not fit\. It takes a text or a number \(URL\)\.$/],
	['bell = "loud"', /^bell in .* It takes true or false\.$/],
	['bell = 7', /It takes true or false/],
	['timeout = 2026-11-23', /^timeout in .* It takes a text/],
	['url = { x = "hunter2" }', /^url in /],
	['url = ["x", 7]', /^url in /],
	['password = ["hunter2", {}]', /^password in .* It takes a text\.$/],
	['hook = "a\\u0000b"', /^hook in /],
	['profiles = "lab"', /^profiles in .*\[profiles\.NAME\]/],
	['profile = "lab"\nprofiles.lab = 7', /no profile lab/],
	['profile = "lab"\n[profiles.lab]\nbell = 7', /^profiles\.lab\.bell in /],
];

for (const [text, told] of broken) {
	test(`a file that cannot be understood is a mistake told with its place: ${JSON.stringify(text.slice(0, 40))}`, () => {
		const mistake = mistakeOf(() => read(text));
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2/);
	});
}

test('S07 whatever a file holds, it is read or refused, and nothing of it is obeyed', t => {
	const piece = fc.constantFrom(
		'url',
		'profiles',
		'=',
		'"',
		'[',
		']',
		'.',
		'\n',
		'{',
		'}',
		'\u001b[2J',
		'#',
		"'''",
		'1',
		' ',
	);
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 200 }),
		fc.array(piece).map(parts => parts.join('')),
	);
	let tried = 0;
	fc.assert(
		fc.property(text, written => {
			tried += 1;
			try {
				const { warnings } = readOwnFile(written, PLACE, null);
				for (const warning of warnings) assert.doesNotMatch(warning, /[\x00-\x1f\x7f-\x9f]/);
			} catch (error) {
				assert.ok(error instanceof FailureError && error.failure.kind === 'usage');
				assert.doesNotMatch(error.message, /[\x00-\x1f\x7f-\x9f]/);
			}
		}),
		{ numRuns: 1000, examples: [['url = "x"\r\nbell = true\r\n']] },
	);
	tally(t, 'bad inputs tried', tried);
});
