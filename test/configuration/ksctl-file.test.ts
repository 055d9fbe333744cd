import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKsctlFile } from '../../source/configuration/ksctl-file.ts';
import { safe } from '../../source/model/safe-text.ts';
import { mistakeOf } from '../support/mistake-of.ts';

const PLACE = { path: safe`/ksctl`, folder: '/', home: '/home/alice', isExposed: false };

function read(text: string) {
	const { settings, secrets } = readKsctlFile(text, PLACE);
	const revealed = [...secrets].map(([name, secret]) => [name, secret.reveal()]);
	return {
		...Object.fromEntries([...settings].map(([name, { value }]) => [name, value])),
		...Object.fromEntries(revealed),
	};
}

test('the keys that say who and where are taken, as they are written; the others are not ours', () => {
	assert.deepEqual(
		read(`# of ksctl
KSCTL_VERBOSITY: false
KSCTL_RESP: json
KSCTL_USERNAME: "007"
KSCTL_PASSWORD: 0123
KSCTL_URL: https://cm.example.com:443
KSCTL_JWT:
KSCTL_NOSSLVERIFY: true
KSCTL_DOMAIN: ''
KSCTL_TIMEOUT: 30
`),
		{ user: '007', password: '0123', url: 'https://cm.example.com:443', insecure: 'true' },
	);
	assert.deepEqual(read(''), {});
	assert.deepEqual(read('KSCTL_URL: &a x\nKSCTL_USERNAME: *a\nKSCTL_DOMAIN: [1, 2]\n? [KSCTL_JWT]\n: x'), { url: 'x' });
});

const broken: readonly (readonly [text: string, told: RegExp])[] = [
	['KSCTL_URL: x\nKSCTL_PASSWORD: "hunter2', /^\/ksctl, line 2: this is no YAML\./],
	['KSCTL_URL: x\nKSCTL_URL: hunter2', /line 2: this is no YAML/],
	['hunter2', /^\/ksctl: this is no list of keys and values/],
	['- KSCTL_URL', /no list of keys/],
	['a: 1\n---\nb: 2', /this is no YAML/],
	['a: &a [x]\nb: '.padEnd(60_000, '['), /this is no/],
	['KSCTL_NOSSLVERIFY: perhaps', /^KSCTL_NOSSLVERIFY in \/ksctl does not fit\. It takes true or false\./],
];

for (const [text, told] of broken) {
	test(`a file that cannot be understood is a mistake told with its place: ${JSON.stringify(text.slice(0, 40))}`, () => {
		const mistake = mistakeOf(() => read(text));
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2/);
	});
}
