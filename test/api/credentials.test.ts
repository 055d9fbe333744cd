import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../source/api/credentials.ts';

test('C07 a secret cannot be turned into text by accident', () => {
	const secret = new Secret('canary');
	const texts = [
		`${secret}`,
		JSON.stringify({ secret }),
		inspect({ secret }),
		String(secret),
		Object.keys(secret).join(),
	];
	assert.doesNotMatch(texts.join(), /canary/);
	assert.match(texts.join(), /‹redacted›/);
});
