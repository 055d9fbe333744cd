import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../../source/api/credentials.ts';
import { describeFailure } from '../../source/model/failure.ts';
import { dead, startAuth as start } from '../support/auth-rig.ts';
import { failureOf } from '../support/failure-of.ts';

test('C14 a ready token is read again after a 401, and never sent twice once refused', async () => {
	let value = 'first';
	const read = async () => new Secret(value);
	const { auth, ask, grants, seen } = start(
		{ jobs: ({ token }) => (token === 'third' ? {} : dead) },
		{ kind: 'token', read, renewable: true },
	);
	const advice = 'A given token lives for minutes: put a new one into its file, which is read again.';
	const refusal = { kind: 'unauthorized', message: 'Token is expired by 50s', advice };
	assert.deepEqual(await failureOf(ask()), refusal);
	assert.deepEqual(await failureOf(ask()), refusal);
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

test('a token from a variable cannot be had anew: the way out is named', async () => {
	const read = async () => new Secret('only');
	const { ask } = start({ jobs: () => dead }, { kind: 'token', read, renewable: false });
	assert.match(describeFailure(await failureOf(ask())).advice, /start again.*cckm-top login/);
});

test('a file that is gone while it is replaced costs nothing as long as the token of before is good', async () => {
	let value: string | null = 'first';
	let good = 'first';
	const read = async () => {
		if (value === null) throw new Error('the file is gone');
		return new Secret(value);
	};
	const { ask, seen } = start(
		{ jobs: ({ token }) => (token === good ? {} : dead) },
		{ kind: 'token', read, renewable: true },
	);
	await ask();
	value = null;
	await ask();
	good = 'second';
	await assert.rejects(ask(), /the file is gone/);
	value = 'second';
	await ask();
	assert.deepEqual(
		seen.map(({ token }) => token),
		['first', 'first', 'first', 'second'],
	);
});
