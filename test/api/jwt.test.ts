import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal, startAuth as start } from '../support/auth-rig.ts';

function jwt(claims: unknown): string {
	return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
}

const lives: readonly [name: string, reply: Record<string, unknown>, seconds: number][] = [
	['what the reply says', { jwt: jwt({ iat: 1000, exp: 1100 }), duration: 900 }, 900],
	['what the token says', { jwt: jwt({ iat: 1000, exp: 1100 }) }, 100],
	['what is usual, for a token that says nothing', { jwt: jwt({}) }, 300],
	['what is usual, for a token that says nonsense', { jwt: jwt({ iat: 'x', exp: -1 }), duration: -5 }, 300],
	['what is usual, for a token that is no JWT', { jwt: 'opaque' }, 300],
	['what is usual, for a token of a megabyte', { jwt: jwt({ iat: 0, exp: 5, x: 'x'.repeat(1e6) }) }, 300],
	['what is usual, for a token that never ends', { jwt: jwt({ iat: 0, exp: 'never' }) }, 300],
	['what is usual, for one that ended before it began', { jwt: jwt({ iat: 5, exp: 1 }) }, 300],
	['what the token says, signed or not', { jwt: jwt({ alg: 'none', iat: 0, exp: 60 }) }, 60],
	['what is usual, for a token whose middle is no JSON', { jwt: 'a.b.c', duration: null }, 300],
];
for (const [name, body, seconds] of lives) {
	test(`C23 the life of a token is ${name}`, async () => {
		const { auth } = start({ password: () => ({ body }) });
		await auth.token(signal);
		assert.equal(auth.facts().tokenLife, seconds * 1000);
	});
}

test('C23 what a token tells of itself is made harmless, and only shown', async () => {
	const claims = { preferred_username: 'ad\u001b[31mmin', cust: { groups: ['CCKM Users'], domain_id: 'root' } };
	const { auth, clock } = start({ password: () => ({ body: { jwt: jwt(claims), duration: 300 } }) });
	assert.deepEqual(auth.facts(), { user: null, groups: [], domain: null, tokenLife: null });
	await auth.token(signal);
	await clock.advance(100_000);
	assert.deepEqual(auth.facts(), { user: 'ad^[[31mmin', groups: ['CCKM Users'], domain: 'root', tokenLife: 200_000 });
});
