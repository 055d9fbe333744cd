import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type AccountRig, openAccount } from '../support/account.ts';
import { programPath } from '../support/program.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { tally } from '../support/tally.ts';
import { waitFor } from '../support/wait-for.ts';
import { hasEnded, live } from './rig.ts';

/** A monitor that shares the sign-in and the journal of its user with others. */
async function openShared(t: TestContext, { who, env }: AccountRig): Promise<Pty> {
	const pty = await openPty({
		argv: [process.execPath, programPath, '--interval', '1s', ...who],
		columns: 100,
		env: { ...env, LC_ALL: 'C.UTF-8', CCKM_TOP_JOURNAL: undefined },
	});
	t.after(() => pty[Symbol.asyncDispose]());
	return pty;
}

test('L15 L19 of two monitors with one sign-in the one that is killed outright hinders neither the other nor the next', async t => {
	const account = await openAccount(t, { tokenSeconds: 3 });
	const { server } = account;
	assert.equal((await account.login()).code, 0);
	const [first, second] = [await openShared(t, account), await openShared(t, account)];
	for (const pty of [first, second]) await pty.waitFor(/LIVE/);
	first.signal('SIGKILL');
	assert.equal((await first.waitForEnd()).signal, 9);
	const [polls, renewals] = [server.count('jobs'), server.count('refresh')];
	await waitFor(
		() => server.count('jobs') > polls + 2 && server.count('refresh') > renewals,
		() => `${server.count('jobs') - polls} polls, ${server.count('refresh') - renewals} renewals`,
	);
	const next = await openShared(t, account);
	await next.waitFor(/LIVE/);
	for (const pty of [second, next]) {
		pty.send('q');
		const { code, termios } = await pty.waitForEnd();
		assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
	}
	assert.match(account.names().join(), /^\w+\.json$/);
	assert.ok([first, second, next].every(pty => hasEnded(pty.pid)));
	assert.equal(server.count('sign-in'), 1);
	tally(t, 'ways out', 3);
	tally(t, 'orphans', 0);
});

test('L16 SIGUSR1 opens no debugger in a monitor that draws, and is not even seen', async t => {
	const { pty } = await live(t);
	pty.signal('SIGUSR1');
	pty.signal('SIGUSR1');
	pty.send('/tapir');
	await pty.waitFor(/tapir/);
	await assert.rejects(
		new Promise((resolve, reject) => {
			const socket = connect(9229, '127.0.0.1', () => resolve(socket.destroy())).on('error', reject);
		}),
		{ code: 'ECONNREFUSED' },
	);
	pty.send('\u0003');
	assert.equal((await pty.waitForEnd()).code, 0);
	assert.doesNotMatch(pty.output(), /[Dd]ebugger/);
	tally(t, 'ways out', 1);
});
