import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../../source/api/credentials.ts';
import { dead, startAuth as start } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';

test('a ready token is read again after a 401, and never sent twice once refused', async () => {
	let value = 'first';
	const read = async () => new Secret(value);
	const { auth, ask, grants, seen } = start(
		{ jobs: ({ token }) => (token === 'third' ? {} : dead) },
		{ kind: 'token', read, renewable: true },
	);
	const message = 'Token is expired by 50s (a given token lives for minutes: put a new one into its file)';
	assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message });
	assert.deepEqual(await failureOf(ask()), { kind: 'unauthorized', message });
	value = 'second';
	await failureOf(ask());
	value = 'third';
	await ask();
	assert.deepEqual(
		seen.map(({ token }) => token),
		['first', 'second', 'third'],
	);
	auth.retry();
	await ask();
	await auth.revoke();
	assert.deepEqual([grants(), auth.facts().tokenLife], [[], null]);
});
