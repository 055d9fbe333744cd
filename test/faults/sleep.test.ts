import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildProgram, programPath } from '../support/program.ts';
import { openPty } from '../support/pty.ts';
import { serve } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

test('N27 a monitor that was stopped polls as soon as it goes on, however long its wait would have been', async t => {
	await buildProgram();
	const server = await serve(t);
	await using pty = await openPty({
		argv: [process.execPath, programPath, ...server.flags, '--interval', '10m'],
		columns: 120,
		rows: 40,
		env: { LC_ALL: 'C.UTF-8', CI: undefined },
	});
	await pty.waitFor(/LIVE/);
	await waitFor(
		() => server.count('jobs') === 1,
		() => `${server.count('jobs')} polls`,
	);
	pty.signal('SIGSTOP');
	pty.signal('SIGCONT');
	await waitFor(
		() => server.count('jobs') === 2,
		() => `${server.count('jobs')} polls`,
	);
	assert.equal(server.simulator.mostInFlight(), 1);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
});
