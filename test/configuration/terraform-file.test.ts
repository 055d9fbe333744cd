import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTerraformFile } from '../../source/configuration/terraform-file.ts';
import { safe } from '../../source/model/safe-text.ts';
import { mistakeOf } from '../support/mistake-of.ts';

const PLACE = { path: safe`/terraform`, folder: '/', home: '/home/alice', isExposed: true };

test('lines of key = value are taken, quotes around a value are not part of it', () => {
	const { settings, secrets, isOwn, isExposed } = readTerraformFile(
		'# mine\n\naddress = https://cm/\r\nusername=bob\n  password = a = "b" \nauth_domain = "lab"\nno_ssl_verify = no\nca_cert = ca.pem\nrest_api_timeout = 60\n',
		PLACE,
	);
	assert.deepEqual(Object.fromEntries(settings), {
		url: { key: 'address', value: 'https://cm/' },
		user: { key: 'username', value: 'bob' },
		'auth-domain': { key: 'auth_domain', value: 'lab' },
		insecure: { key: 'no_ssl_verify', value: 'no' },
		'ca-file': { key: 'ca_cert', value: '/ca.pem' },
	});
	assert.equal(secrets.get('password')?.reveal(), 'a = "b"');
	assert.deepEqual([isOwn, isExposed], [false, true]);
});

test('a line without a key is a mistake told with its number, and not repeated', () => {
	const mistake = mistakeOf(() => readTerraformFile('address = cm\nhunter2', PLACE));
	assert.match(mistake, /^\/terraform, line 2: this is no line of a key and its value\./);
	assert.doesNotMatch(mistake, /hunter2/);
});
