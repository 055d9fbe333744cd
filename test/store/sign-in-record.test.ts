import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Account, fileNameOf, readRecord, writeRecord } from '../../source/store/sign-in-record.ts';
import { fc } from '../support/properties.ts';
import { ALICE, signInOf } from '../support/sign-ins.ts';

test('a record is read as it was written', () => {
	const account = { ...ALICE, domain: 'd "\n', tenant: '/t' };
	const record = readRecord(writeRecord({ account, signIn: signInOf(7) }));
	assert.deepEqual(record?.account, account);
	const { refreshToken, token, ...rest } = record?.signIn ?? signInOf(0);
	assert.deepEqual([refreshToken.reveal(), token.reveal()], ['refresh-7', 'token-7']);
	assert.deepEqual(rest, { clientId: 'client', issuedAt: Date.UTC(2026, 0, 1), life: 300_000 });
});

test('C18 a record that is cut off anywhere is none', () => {
	const text = writeRecord({ account: ALICE, signIn: signInOf(1) }).trim();
	for (let length = 0; length < text.length; length += 1) assert.equal(readRecord(text.slice(0, length)), null);
});

test('C19 what is no record of ours is none, whatever it is', () => {
	const good: Record<string, unknown> = JSON.parse(writeRecord({ account: ALICE, signIn: signInOf(1) }));
	const changed = Object.keys(good).flatMap(name => [
		{ ...good, [name]: undefined },
		{ ...good, [name]: {} },
		{ ...good, [name]: -1 },
	]);
	for (const value of [null, [], 'text', 5, { ...good, more: 1 }, { ...good, version: 2 }, { ...good, token: '' }]) {
		assert.equal(readRecord(JSON.stringify(value)), null);
	}
	const bad = changed.filter(value => typeof value.issuedAt !== 'number' || value.issuedAt > 0);
	for (const value of bad) assert.equal(readRecord(JSON.stringify(value)), null, JSON.stringify(value));
	fc.assert(fc.property(fc.string(), text => readRecord(text) === null));
});

test('each account has a name of its own, from which nothing is to be read', () => {
	const parts: readonly (keyof Account)[] = ['server', 'user', 'domain', 'authDomain', 'tenant', 'connection'];
	const accounts = [ALICE, ...parts.map(part => ({ ...ALICE, [part]: 'other' })), { ...ALICE, domain: '' }];
	const names = accounts.map(fileNameOf);
	assert.equal(new Set(names).size, accounts.length);
	for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
});
