import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Snapshot } from '../../source/live/poller.ts';
import type { Answer } from '../../source/model/answer.ts';
import { createFrames } from '../../source/session/frames.ts';
import { chooseLook } from '../../source/ui/look.ts';
import { openScreen } from '../../source/ui/open-screen.ts';
import { startInk } from '../../source/ui/start-ink.tsx';
import { ALL_WELL, SIZES, setStage } from '../support/stage.ts';
import { createTerminal } from '../support/terminal.ts';

const CONNECTING: Partial<Snapshot<Answer>> = {
	data: null,
	dataAt: null,
	activity: { kind: 'loading', since: { wall: 0, monotonic: 0 } },
	polls: 0,
};

/** The screen before Ink draws on it. */
function open(t: TestContext, [columns, rows]: readonly [number, number], change = CONNECTING, ascii = false) {
	const stage = setStage(columns, rows, change);
	const terminal = createTerminal({ columns, rows });
	const { stdin, stdout } = terminal;
	const look = chooseLook({ color: true, ascii });
	const { session, poller } = stage;
	const props = { session, frames: createFrames(session.frame, [session.ui, poller.store]) };
	const screen = openScreen(props, look, { stdin, stdout, stderr: stdout });
	t.after(() => terminal.dispose());
	return {
		...stage,
		terminal,
		screen,
		handOver: () => screen.handOver(streams => startInk(props, look, streams)),
	};
}

const states: Record<string, { readonly change?: Partial<Snapshot<Answer>>; readonly ascii?: boolean }> = {
	'while it connects': { change: CONNECTING },
	'while it connects, in ASCII': { change: CONNECTING, ascii: true },
	'with jobs': { change: {} },
	'with jobs that are stale': { change: { dataAt: { wall: 0, monotonic: -60_000 } } },
};

for (const [state, { change, ascii }] of Object.entries(states)) {
	for (const size of [...SIZES, [3, 2], [1, 1]] as const) {
		test(`the first frame ${state}, ${size.join('x')}, is the one that Ink draws: it costs Ink no byte`, async t => {
			const { terminal, screen, handOver } = open(t, size, change, ascii);
			await terminal.settle();
			const before = terminal.written();
			assert.match(before, /^\u001b\[\?1049h\u001b\[\?25l\u001b\[\?2004h/);
			handOver();
			t.after(screen.leave);
			await terminal.settle();
			assert.equal(terminal.written().slice(before.length), '');
		});
	}
}

test('without Ink it shows what changes, follows the size of its terminal, and gives the terminal back', async t => {
	const { terminal, screen, know, lines } = open(t, [120, 40]);
	await terminal.settle();
	assert.match(terminal.text(), /CONNECTING/);
	know(ALL_WELL);
	await terminal.settle();
	assert.match(terminal.text(), /LIVE/);
	for (const [columns, rows] of [
		[80, 24],
		[200, 60],
		[60, 2],
	] as const) {
		terminal.resize(columns, rows);
		await terminal.settle();
		const wanted = lines();
		assert.deepEqual(terminal.lines().slice(0, wanted.length), wanted, `${columns}x${rows}`);
	}
	assert.equal(terminal.stdin.isRaw, true);
	screen.leave();
	assert.match(terminal.written(), /\u001b\[\?2004l\u001b\[\?25h\u001b\[\?1049l$/);
});

test('keys and pasted text that come before Ink are heard when it is there', async t => {
	const { terminal, screen, session, asked, handOver } = open(t, [80, 24], {});
	terminal.send('/re');
	terminal.send('\x1b[200~q\x1b[201~');
	terminal.send('d\r');
	await terminal.settle();
	assert.equal(session.ui.get().query.filter, '');
	handOver();
	t.after(screen.leave);
	await terminal.settle();
	assert.deepEqual([session.ui.get().mode, session.ui.get().query.filter, asked], ['list', 'reqd', []]);
});
