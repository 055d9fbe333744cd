import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findAccounts } from '../../source/store/accounts.ts';
import { createAccountStore } from '../../source/store/sign-in-store.ts';
import { failureOf } from '../support/failure-of.ts';
import { ALICE, makeStateHome, signInOf } from '../support/sign-ins.ts';

test('finds the accounts that fit, be they claimed or not, and minds a broken file only where nothing else fits', async t => {
	const { place, folder } = makeStateHome(t);
	const accounts = [
		ALICE,
		{ ...ALICE, user: 'bob' },
		{ ...ALICE, user: 'bob', authDomain: 'a' },
		{ ...ALICE, domain: 'd' },
		{ ...ALICE, server: 'https://other.example.net' },
	];
	for (const account of accounts) await createAccountStore(place, account).create(signInOf(1));
	await createAccountStore(place, ALICE).claim();
	writeFileSync(join(folder, 'readme'), 'not ours');
	const anyone = { ...ALICE, user: null };
	const find = async (pattern: typeof anyone | typeof ALICE) =>
		(await findAccounts(place, pattern)).map(({ user, authDomain }) => `${user} ${authDomain}`).sort();
	assert.deepEqual(await find(anyone), ['alice null', 'bob a', 'bob null']);
	assert.deepEqual(await find({ ...ALICE, user: 'bob', authDomain: 'a' }), ['bob a']);
	assert.deepEqual(await find({ ...anyone, domain: 'd' }), ['alice null']);
	assert.deepEqual(await find({ ...anyone, domain: 'e' }), []);
	writeFileSync(join(folder, `${'0'.repeat(32)}.json`), 'torn', { mode: 0o600 });
	assert.deepEqual(await find(ALICE), ['alice null']);
	assert.equal((await failureOf(find({ ...anyone, domain: 'e' }))).kind, 'usage');
});
