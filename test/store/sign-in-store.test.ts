import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describeFailure } from '../../source/model/failure.ts';
import { fileNameOf } from '../../source/store/sign-in-record.ts';
import { claimInTurn, createAccountStore } from '../../source/store/sign-in-store.ts';
import { failureOf } from '../support/failure-of.ts';
import { ALICE, makeStateHome, type StateHome, signInOf } from '../support/sign-ins.ts';

const NAME = fileNameOf(ALICE);
const { signal } = new AbortController();

/** The same store as another process sees it. */
function asAnother({ place }: StateHome, self: Partial<StateHome['place']['self']>) {
	return createAccountStore({ ...place, self: { ...place.self, ...self } }, ALICE);
}

/** The number of a process that has ended. */
function deadPid(): number {
	return spawnSync('true').pid;
}

test('a sign-in is created once, read by all, and is one file of its owner’s alone', async t => {
	const state = makeStateHome(t);
	const store = createAccountStore(state.place, ALICE);
	assert.equal(await store.read(), null);
	assert.equal(await store.claim(), null);
	assert.deepEqual([await store.create(signInOf(1)), await store.create(signInOf(2))], [true, false]);
	assert.deepEqual(state.names(), [`${NAME}.json`]);
	assert.equal(statSync(join(state.folder, `${NAME}.json`)).mode & 0o777, 0o600);
	assert.equal((await asAnother(state, { pid: 1 }).read())?.token.reveal(), 'token-1');
});

test('one process alone has it at a time; the others still read it, and see what it became', async t => {
	const state = makeStateHome(t);
	const store = createAccountStore(state.place, ALICE);
	const other = asAnother(state, { pid: deadPid() });
	await store.create(signInOf(1));
	const claim = await store.claim();
	assert.equal(await other.claim(), null);
	assert.equal((await other.read())?.token.reveal(), 'token-1');
	await claim?.keep(signInOf(2));
	assert.deepEqual(state.names(), [`${NAME}.json`]);
	assert.equal((await other.read())?.token.reveal(), 'token-2');
	await (await store.claim())?.giveBack();
	assert.equal((await other.read())?.token.reveal(), 'token-2');
	await (await store.claim())?.forget();
	assert.deepEqual([await other.read(), state.names()], [null, []]);
});

test('C17 what a process has when it is killed is taken over by one other, whole', async t => {
	const state = makeStateHome(t);
	const pid = deadPid();
	await createAccountStore(state.place, ALICE).create(signInOf(1));
	assert.notEqual(await asAnother(state, { pid }).claim(), null);
	writeFileSync(
		join(state.folder, `${NAME}.claim-${pid}-${state.place.self.started}-${state.place.self.machine}.0123456789ab`),
		'{"to',
	);
	const claims = await Promise.all([
		createAccountStore(state.place, ALICE).claim(),
		asAnother(state, { pid: process.ppid, started: 0 }).claim(),
	]);
	assert.equal(claims.filter(claim => claim !== null).length, 1);
	await claims.find(claim => claim !== null)?.keep(signInOf(2));
	assert.deepEqual(state.names(), [`${NAME}.json`]);
});

test('a claim from another machine counts for a minute, and whoever held it for longer puts nothing back', async t => {
	const state = makeStateHome(t);
	const store = createAccountStore(state.place, ALICE);
	await store.create(signInOf(1));
	const far = await asAnother(state, { machine: 'elsewhere' }).claim();
	assert.equal(await store.claim(), null);
	await state.clock.advance(61_000);
	const claim = await store.claim();
	await claim?.keep(signInOf(2));
	await far?.keep(signInOf(3));
	await far?.giveBack();
	assert.equal((await store.read())?.token.reveal(), 'token-2');
	assert.deepEqual(state.names(), [`${NAME}.json`]);
});

test('forty that want it at once get it one after the other, and nothing is lost', async t => {
	const state = makeStateHome(t);
	await createAccountStore(state.place, ALICE).create(signInOf(0));
	let holders = 0;
	const turn = async (pid: number) => {
		const store = asAnother(state, { machine: `machine${pid}` });
		const claim = await claimInTurn(store, { ...state.clock, sleep: () => new Promise(setImmediate) }, signal);
		holders += 1;
		assert.equal(holders, 1);
		const number = Number(claim?.signIn.token.reveal().replace('token-', ''));
		await new Promise(setImmediate);
		holders -= 1;
		await claim?.keep(signInOf(number + 1));
	};
	await Promise.all(Array.from({ length: 40 }, (_, pid) => turn(pid)));
	assert.equal((await createAccountStore(state.place, ALICE).read())?.token.reveal(), 'token-40');
});

test('C19 a torn or foreign file in its place is refused with what to do, left alone, and can be discarded', async t => {
	const state = makeStateHome(t);
	const store = createAccountStore(state.place, ALICE);
	await store.create(signInOf(1));
	const path = join(state.folder, `${NAME}.json`);
	const good = readFileSync(path, 'utf8');
	for (const text of ['', good.slice(0, 50), '{}', good.replace('alice', 'mallory')]) {
		writeFileSync(path, text);
		const { message, advice } = describeFailure(await failureOf(store.read()));
		assert.match(message, /\.json is torn or is no sign-in of ours/);
		assert.match(advice, /cckm-top logout/);
		assert.doesNotMatch(message + advice, /refresh-1/);
		if (!text.includes('mallory')) await failureOf(store.claim());
		assert.equal(readFileSync(path, 'utf8'), text);
	}
	assert.deepEqual([await store.discard(), await store.discard(), state.names()], [true, false, []]);
});

test('a claim that is only a file of such a name is no reason to wait for ever', async t => {
	const state = makeStateHome(t);
	const store = createAccountStore(state.place, ALICE);
	await store.create(signInOf(1));
	renameSync(join(state.folder, `${NAME}.json`), join(state.folder, `${NAME}.claim-nonsense`));
	assert.equal(await store.claim(), null);
	await state.clock.advance(61_000);
	assert.equal((await store.claim())?.signIn.token.reveal(), 'token-1');
});
