import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { startSimulator } from '../../source/demo/simulator.ts';
import { systemClock } from '../../source/live/clock.ts';
import { buildProgram, programPath, runProgram } from '../support/program.ts';
import { SAMPLE, serve } from '../support/server.ts';
import { openTmux, type Tmux, type TmuxOptions, tellingTheEnd } from '../support/tmux.ts';
import { waitFor } from '../support/wait-for.ts';

/** The built monitor in a window of its own. */
async function open(t: TestContext, args: readonly string[], options: Partial<TmuxOptions> = {}): Promise<Tmux> {
	await buildProgram();
	const tmux = await openTmux({
		argv: tellingTheEnd([process.execPath, programPath, ...args]),
		...options,
		env: { LC_ALL: 'C.UTF-8', ...options.env },
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	return tmux;
}

/** Waits for the end and gives the exit code. */
function exitCode(tmux: Tmux): Promise<string> {
	return waitFor(
		async () => /^ended with (\d+)$/m.exec(await tmux.history())?.[1],
		() => 'the monitor still runs',
	);
}

test('watches the published sample: failed beside completed, who and why; keys hide, filter and quit', async t => {
	const server = await serve(t);
	const tmux = await open(t, server.flags, { columns: 120, rows: 40 });
	const first = await tmux.waitFor('LIVE');
	for (const id of ['c8d2f27b', '8d5ccc9f'])
		assert.match(first, new RegExp(`✗ ${id}  FAILED +completed .*Thales · Error listing keys`));
	assert.match(first, /^ {4}Error listing keys from SFDC: \(no cause given\)$/m);
	await tmux.keys('1');
	await tmux.waitFor('0 of 2 shown');
	await tmux.keys('1');
	await tmux.waitFor('✗ c8d2f27b');
	await tmux.type('/8d5c');
	await tmux.waitFor(text => text.includes('1 of 2') && !text.includes('✗ c8d2f27b'));
	await tmux.keys('Escape');
	await tmux.waitFor('✗ c8d2f27b');
	await tmux.keys('q');
	assert.equal(await exitCode(tmux), '0');
	await waitFor(
		() => server.count('revoke') === 1,
		() => 'not signed out',
	);
	assert.equal(server.count('sign-in'), 1);
	assert.equal(server.simulator.mostInFlight(), 1);
});

test('says STALE when the server is gone, keeps what it knows, and comes back by itself', async t => {
	const server = await serve(t);
	const tmux = await open(t, [...server.flags, '--interval', '1s'], { columns: 120, rows: 40 });
	await tmux.waitFor('LIVE');
	await server.simulator.close();
	const stale = await tmux.waitFor('STALE', 20_000);
	assert.match(stale, /STALE \d+s {2}ECONNREFUSED {2}as of \d\d:\d\d:\d\dZ/);
	assert.match(stale, /✗ c8d2f27b/);
	const { password, port } = server.simulator;
	const again = await startSimulator({
		clock: systemClock,
		rows: SAMPLE,
		certificate: server.identity,
		password,
		port,
	});
	t.after(() => again.close());
	await tmux.waitFor('LIVE', 40_000);
});

test('a demo shows jobs and follows its window', async t => {
	const tmux = await open(t, ['--demo'], { columns: 120, rows: 40 });
	await tmux.waitFor(/LIVE[\s\S]*Acme-Prod/);
	for (const [columns, rows, wanted] of [
		[80, 24, 'STARTED'],
		[200, 60, '┬'],
		[40, 12, 'problems only'],
		[60, 3, '≤5s'],
	] as const) {
		await tmux.resize(columns, rows);
		await tmux.waitFor(wanted);
	}
});

test('of 100,000 jobs it asks for the newest and what runs; for older ones where the reader goes', async t => {
	const server = await serve(t, { scenario: 'crowd' });
	const tmux = await open(t, [...server.flags, '--interval', '1s'], { columns: 120, rows: 40 });
	const [, held = ''] = /PARTIAL (\d+) of 100,00\d jobs {2}L loads all/.exec(await tmux.waitFor('PARTIAL')) ?? [];
	assert.ok(Number(held) > 200 && Number(held) < 230, `${held} jobs: what runs behind the newest 200 is among them`);
	await waitFor(
		() => server.count('jobs') >= 10,
		() => 'it does not poll',
	);
	const asked = server.simulator.requests.filter(({ purpose }) => purpose === 'jobs');
	const polls = asked
		.filter(({ path, query }) => path.includes('/keys/') && !query.includes('overall_status'))
		.map(({ query }) => query);
	assert.deepEqual(
		polls.filter(query => !query.includes('skip=0&limit=200')),
		[],
		'no other page',
	);
	const most = 2 * polls.length + 1;
	assert.ok(Math.abs(asked.length - most) <= 1, 'two requests for each poll, and the first look for certificates');
	await tmux.keys('G');
	await tmux.waitFor(/PARTIAL 4\d\d of/);
	await tmux.keys('L');
	await tmux.waitFor(/PARTIAL [\d,]{5,} of 100,00\d jobs · loading {2}Esc stops/);
	await tmux.keys('Escape');
	await tmux.waitFor(/PARTIAL [\d,]{5,} of 100,00\d jobs {2}L loads all/);
	assert.equal(server.simulator.mostInFlight(), 1);
});

test('attacks by text leave title, paste buffer, cursor and layout of tmux alone', async t => {
	const tmux = await open(t, ['--demo=hostile'], { columns: 120, rows: 40 });
	const title = await tmux.value('#{pane_title}');
	await tmux.waitFor('LIVE');
	for (const keys of ['e', 'e', 'Tab', 'Tab', 'Tab', 'Escape', 'G', 'i']) {
		await tmux.keys(keys);
		const lines = (await tmux.text()).split('\n');
		assert.match(lines[0] ?? '', /SIMULATOR/);
		assert.match(lines[39] ?? '', /quit|close/);
	}
	assert.deepEqual(
		[await tmux.value('#{pane_title}'), await tmux.pasteBuffer(), await tmux.value('#{cursor_flag}#{alternate_on}')],
		[title, '', '01'],
	);
});

test('a wrong password ends it with a clear sentence and exit 3, after one sign-in', async t => {
	const server = await serve(t);
	writeFileSync(server.passwordFile, 'wrong\n');
	const tmux = await open(t, server.flags);
	assert.equal(await exitCode(tmux), '3');
	assert.match(await tmux.history(), /refused the sign-in: Wrong username or password/);
	assert.equal(server.count('sign-in'), 1);
});

test('T09 an unchecked certificate is told for as long as it runs', async t => {
	const server = await serve(t);
	const flags = [...server.flags.filter((_, index) => index !== 2 && index !== 3), '--insecure'];
	const tmux = await open(t, flags);
	await tmux.waitFor(/^ CERTIFICATE NOT VERIFIED[\s\S]*LIVE/);
	await tmux.keys('?');
	await tmux.waitFor(/^ CERTIFICATE NOT VERIFIED[\s\S]*keys/);
});

test('quits leaving the last state on the terminal', async t => {
	const server = await serve(t);
	const tmux = await open(t, server.flags);
	await tmux.waitFor('LIVE');
	await tmux.keys('Q');
	assert.equal(await exitCode(tmux), '0');
	assert.match(await tmux.text(), /✗ c8d2f27b/);
});

test('L07 L13 without a terminal it names what works without one, and exits 2', async () => {
	const { code, stdout, stderr } = await runProgram({ args: ['--demo'] });
	assert.equal(code, 2);
	assert.equal(stdout, '');
	assert.match(stderr, /needs a terminal[\s\S]*cckm-top list/);
});

test('L12 a terminal that cannot be drawn on is told what works there', async t => {
	await buildProgram();
	const tmux = await openTmux({
		argv: tellingTheEnd(['env', 'TERM=dumb', process.execPath, programPath, '--demo']),
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	assert.equal(await exitCode(tmux), '2');
	assert.match(await tmux.history(), /needs a terminal that it can draw on/);
});
