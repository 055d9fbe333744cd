import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccount } from '../support/account.ts';

test('C21 revokes at the server, forgets here, and says both; a second time there is nobody', async t => {
	const { server, who, run, login, names } = await openAccount(t);
	await login();
	const { code, stdout, stderr } = await run(['logout', ...who]);
	assert.deepEqual([code, stderr], [0, '']);
	assert.match(stdout, /^Signed out demo at https:\S+: revoked there and forgotten here\.\n$/);
	assert.deepEqual([server.count('revoke'), names()], [1, []]);
	const again = await run(['logout', ...who]);
	assert.deepEqual([again.code, again.stderr], [0, '']);
	assert.match(again.stdout, /^Nobody is signed in/);
	assert.equal(server.count('revoke'), 1);
	assert.equal((await run(['list', ...who])).code, 2);
});

test('C21 a server that is gone is no reason to keep it: forgotten, and told that it could not be revoked', async t => {
	const { server, who, run, login, names } = await openAccount(t);
	await login();
	await server.simulator.close();
	const { code, stdout, stderr } = await run(['logout', ...who]);
	assert.deepEqual([code, stdout, names()], [0, '', []]);
	assert.match(stderr, /forgotten here, but could not be revoked there: .*ECONNREFUSED/);
});

test('C21 a server that is not trusted is told nothing, and the sign-in is forgotten', async t => {
	const { server, who, run, login, names } = await openAccount(t);
	await login();
	const sent = server.simulator.requests.length;
	const { code, stderr } = await run(['logout', ...who.slice(0, 2), ...who.slice(4)]);
	assert.deepEqual([code, names(), server.simulator.requests.length], [0, [], sent]);
	assert.match(stderr, /not trusted/);
});

test('C21 where nobody ever signed in there is nothing to do, whatever passwords lie about', async t => {
	const { server, who, run } = await openAccount(t);
	const { code, stdout } = await run(['logout', ...who.slice(0, 4)], { env: { CM_PASSWORD: 'hunter2' } });
	assert.equal(code, 0);
	assert.match(stdout, /^Nobody is signed in/);
	assert.equal(server.simulator.requests.length, 0);
});
