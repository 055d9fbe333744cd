import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACME, row } from './support/jobs.ts';
import { buildProgram, programPath } from './support/program.ts';
import { openPty } from './support/pty.ts';
import { serve } from './support/server.ts';
import { createTerminal } from './support/terminal.ts';
import { waitFor } from './support/wait-for.ts';

/** So large that a few frames are more than the kernel keeps for whoever reads a terminal. */
const COLUMNS = 400;
const ROWS = 120;
/** Worlds of jobs, of which each fills the screen with another letter. */
const WORLDS = [...'abcdefg'];

const world = (letter: string) =>
	Array.from({ length: ROWS }, (_, minutes) =>
		row(letter + String(minutes).padStart(7, '0'), {
			minutes,
			status: 'failed',
			texts: { [ACME]: `Error ${letter.repeat(COLUMNS)}` },
		}),
	);

test('L08 polls and stays signed in while its terminal reads nothing, and draws but the newest jobs when it reads again', async t => {
	const rows = world('_');
	const server = await serve(t, { rows, tokenSeconds: 4 });
	await buildProgram();
	await using pty = await openPty({
		argv: [process.execPath, programPath, ...server.flags, '--interval', '1s'],
		columns: COLUMNS,
		rows: ROWS,
		env: { LC_ALL: 'C.UTF-8' },
	});
	await pty.waitFor(/_{30}/);
	pty.send('p');
	await pty.waitFor(/_{80}/);
	pty.stopReading();
	const signedIn = server.count('sign-in') + server.count('refresh');
	const polls = (count: number) => {
		const until = server.count('jobs') + count;
		return waitFor(
			() => server.count('jobs') >= until,
			() => `${until - server.count('jobs')} polls are missing`,
		);
	};
	for (const letter of WORLDS) {
		rows.splice(0, rows.length, ...world(letter));
		await polls(1);
	}
	// Of the last world an answer has arrived for certain when the next is asked for.
	await polls(1);
	assert.ok(server.count('sign-in') + server.count('refresh') > signedIn, 'no new token');
	assert.equal(server.simulator.mostInFlight(), 1);

	const before = pty.output().length;
	pty.readAgain();
	await pty.waitFor(/g{80}/);
	const drawn = WORLDS.filter(letter => pty.output().slice(before).includes(letter.repeat(80)));
	assert.ok(drawn.length < WORLDS.length - 1, `all these were drawn: ${drawn}`);
	const terminal = createTerminal({ columns: COLUMNS, rows: ROWS });
	await waitFor(
		async () => {
			terminal.stdout.write(pty.output());
			await terminal.settle();
			return terminal.lines().filter(line => /g{80}/.test(line)).length > 100;
		},
		() => terminal.lines().join('\n'),
	);
	assert.deepEqual(
		terminal.lines().filter(line => /([a-f])\1{9}/.test(line)),
		[],
	);
});
