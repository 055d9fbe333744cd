import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from '../../source/command-line/commands.ts';
import { FLAG_GROUPS, flagsOf } from '../../source/command-line/flags.ts';
import { SECRET_VARIABLES } from '../../source/command-line/server-options.ts';

const every = FLAG_GROUPS.flatMap(({ flags }) => flags);

test('a command has each name and each letter once, and every flag belongs to a command', () => {
	for (const { name } of COMMANDS) {
		const taken = flagsOf(name);
		const names = taken.flatMap(flag => [flag.name, ...(flag.short === undefined ? [] : [flag.short])]);
		assert.equal(new Set(names).size, names.length);
	}
	for (const flag of every)
		assert.ok(
			COMMANDS.some(({ name }) => flagsOf(name).includes(flag)),
			flag.name,
		);
});

test('a flag that takes a value says what, a switch does not, and each has a line of help', () => {
	for (const { name, kind, value, help, repeats } of every) {
		assert.equal(value === undefined, kind === 'switch', name);
		assert.ok(help.length > 3 && !help.includes('\n'), name);
		assert.ok(repeats !== true || kind === 'text', name);
		assert.match(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
	}
});

test('no secret has a flag, and no flag is read from a variable that holds one', () => {
	for (const { name, environment = [] } of every) {
		assert.doesNotMatch(name, /^(password|token|secret)$/);
		for (const variable of environment) assert.ok(!SECRET_VARIABLES.includes(variable), variable);
	}
});

test('a variable means one thing', () => {
	const variables = every.flatMap(({ environment = [] }) => environment);
	assert.equal(new Set(variables).size, variables.length);
});

test('the words that do not change: who reads which variables in which order', () => {
	const variables = (name: string) => every.find(flag => flag.name === name)?.environment?.join(' ');
	assert.equal(variables('url'), 'CCKM_TOP_URL CIPHERTRUST_ADDRESS CIPHERTRUST_URL KSCTL_URL CM_ADDRESS CM_BASE');
	assert.equal(variables('user'), 'CCKM_TOP_USERNAME CIPHERTRUST_USERNAME CIPHERTRUST_USER KSCTL_USERNAME CM_USERNAME');
	assert.equal(variables('ca-file'), 'CCKM_TOP_CA_FILE CIPHERTRUST_CA_CERT CM_CA_BUNDLE');
	assert.equal(variables('pin-sha256'), 'CCKM_TOP_PIN_SHA256');
	assert.equal(variables('insecure'), 'CIPHERTRUST_NOSSLVERIFY NO_SSL_VERIFY KSCTL_NOSSLVERIFY');
	assert.equal(
		SECRET_VARIABLES.join(' '),
		'CCKM_TOP_PASSWORD CIPHERTRUST_PASSWORD KSCTL_PASSWORD CM_PASSWORD CCKM_TOP_TOKEN CIPHERTRUST_JWT KSCTL_JWT CM_JWT CCKM_TOP_KEY_PASSPHRASE',
	);
});
