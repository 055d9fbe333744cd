import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effort } from '../hostile/effort.ts';
import { assertScreenLeft } from '../support/left-screen.ts';
import type { Pty } from '../support/pty.ts';
import { tally } from '../support/tally.ts';
import { createTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';
import { cpuOf, live } from './rig.ts';

/** What a terminal shows that was of another size before and is drawn anew: all that came after it was emptied last. */
async function shownAt(pty: Pty, columns: number, rows: number): Promise<readonly string[]> {
	const terminal = createTerminal({ columns, rows });
	terminal.stdout.write(`\u001b[?1049h${pty.output()}`);
	await terminal.settle();
	const lines = terminal.lines();
	terminal.dispose();
	return lines;
}

async function waitUntilDrawn(pty: Pty, columns: number, rows: number): Promise<void> {
	let lines: readonly string[] = [];
	await waitFor(
		async () => {
			lines = await shownAt(pty, columns, rows);
			return /LIVE|STALE/.test(lines[0] ?? '') && /quit/.test(lines[rows - 1] ?? '');
		},
		() => lines.join('\n'),
	);
}

const SIZES = [
	[1, 1],
	[0, 0],
	[2, 3],
	[1000, 1000],
	[0, 24],
	[80, 0],
	[1, 200],
	[300, 1],
] as const;

test('L11 sizes that no window has are drawn in or told to be too small; the next one is drawn right', async t => {
	const { pty } = await live(t);
	pty.send('\u001b');
	for (const [columns, rows] of SIZES) {
		const before = pty.output().length;
		pty.resize(columns, rows);
		await waitFor(
			() => pty.output().length > before,
			() => `nothing drawn at ${columns}x${rows}`,
		);
		pty.resize(90, 25);
		await waitUntilDrawn(pty, 90, 25);
	}
	pty.send('q');
	const { code, termios } = await pty.waitForEnd();
	assert.deepEqual({ code, termios }, { code: 0, termios: pty.termiosBefore });
	assertScreenLeft(pty);
	tally(t, 'ways out', 1);
});

test('L11 a terminal that does not know its size, as behind a serial line, is drawn on as on one of the usual size', async t => {
	const { pty } = await live(t, { columns: 0, rows: 0 });
	await waitUntilDrawn(pty, 80, 24);
	pty.send('\u001b');
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
});

test('L11 five hundred sizes in a row cost few frames, and the last one is drawn', async t => {
	const { pty } = await live(t);
	pty.send('\u001b');
	const [cpu, drawn, began] = [cpuOf(pty.pid), pty.output().length, performance.now()];
	const resizes = effort(500, 10_000);
	for (let count = 1; count <= resizes; count++) pty.resize(40 + ((count * 7) % 100), 10 + ((count * 3) % 40));
	pty.resize(97, 27);
	await waitUntilDrawn(pty, 97, 27);
	const frames = pty.output().slice(drawn).split('\u001b[H\u001b[J').length - 1;
	t.diagnostic(
		`${frames} frames, ${Math.round((cpuOf(pty.pid) - cpu) * 1000)} ms of work in ${Math.round(performance.now() - began)} ms`,
	);
	assert.ok(frames > 0 && frames <= resizes / 2, `${frames} frames`);
	pty.send('q');
	assert.equal((await pty.waitForEnd()).code, 0);
});
