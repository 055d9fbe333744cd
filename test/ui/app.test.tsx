import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createFrames } from '../../source/session/frames.ts';
import { chooseLook } from '../../source/ui/look.ts';
import { openScreen } from '../../source/ui/open-screen.ts';
import { startInk } from '../../source/ui/start-ink.tsx';
import { answer, idOf, job, STORY } from '../support/jobs.ts';
import { SIZES, type Stage, setStage } from '../support/stage.ts';
import { createTerminal, type TestTerminal } from '../support/terminal.ts';

interface Theatre extends Stage {
	readonly terminal: TestTerminal;
	readonly repaint: () => void;
}

/** The app on a terminal that can be read back. */
function open(t: TestContext, columns: number, rows: number, change: Parameters<typeof setStage>[2] = {}): Theatre {
	const stage = setStage(columns, rows, change);
	const terminal = createTerminal({ columns, rows });
	const { stdin, stdout } = terminal;
	const { session, poller } = stage;
	const props = { session, frames: createFrames(session.frame, [session.ui, poller.store]) };
	const look = chooseLook({ color: true, ascii: false });
	const screen = openScreen(props, look, { stdin, stdout, stderr: stdout });
	screen.handOver(streams => startInk(props, look, streams));
	t.after(() => {
		screen.leave();
		terminal.dispose();
	});
	return { ...stage, terminal, repaint: screen.repaint };
}

for (const [columns, rows] of [...SIZES, [3, 2], [1, 1]] as const) {
	test(`draws ${columns}x${rows} line for line as decided`, async t => {
		const { terminal, lines } = open(t, columns, rows);
		await terminal.settle();
		const wanted = lines();
		assert.deepEqual(terminal.lines().slice(0, wanted.length), wanted);
		assert.equal(terminal.lines().length, rows);
	});
}

test('keys that come at once are all heard', async t => {
	const { terminal, session } = open(t, 80, 24);
	await terminal.settle();
	terminal.send('jj/re');
	await terminal.settle();
	assert.equal(session.ui.get().query.filter, 're');
	terminal.send('d\r');
	await terminal.settle();
	assert.deepEqual([session.ui.get().mode, session.ui.get().query.filter], ['list', 'red']);
});

test('a pasted q does not quit', async t => {
	const { terminal, asked } = open(t, 80, 24);
	await terminal.settle();
	terminal.send('\x1b[200~q\x1b[201~');
	await terminal.settle();
	assert.deepEqual(asked, []);
	terminal.send('q');
	await terminal.settle();
	assert.deepEqual(asked, ['quit']);
});

test('follows the size of its terminal', async t => {
	const { terminal, lines } = open(t, 120, 40);
	await terminal.settle();
	for (const [columns, rows] of [
		[80, 24],
		[200, 60],
		[40, 12],
		[60, 2],
		[120, 40],
	] as const) {
		terminal.resize(columns, rows);
		await terminal.settle();
		const wanted = lines();
		assert.deepEqual(terminal.lines().slice(0, wanted.length), wanted, `${columns}x${rows}`);
	}
});

test('what the server says next is drawn next', async t => {
	const { terminal, know } = open(t, 80, 24);
	await terminal.settle();
	know({ data: answer([job('f0000001', { minutes: 0 }), ...STORY]) });
	await terminal.waitFor('f0000001');
});

test('a poll that brings nothing new writes nothing', async t => {
	const { terminal, know } = open(t, 80, 24);
	await terminal.settle();
	const before = terminal.written().length;
	know({ polls: 2 });
	await terminal.settle();
	assert.equal(terminal.written().length, before);
});

test('the selected row stands out without colour, a stale one fades', async t => {
	const { terminal, know } = open(t, 80, 24);
	await terminal.settle();
	const row = terminal.lines().findIndex(line => line.startsWith('> '));
	assert.ok(terminal.cell(0, row).isInverse && !terminal.cell(0, row + 1).isInverse);
	know({ dataAt: { wall: 0, monotonic: -60_000 } });
	await terminal.waitFor('STALE');
	await terminal.settle();
	assert.ok(terminal.cell(17, row + 1).isDim);
});

test('texts that attack the terminal are drawn and not obeyed', async t => {
	const attack = '\x1b]0;owned\x07\x1b[2J\x1b[H\x1b]52;c;b3duZWQ=\x07\x9b6n\x1b[c\r\b\b\u202e\x1bc';
	const jobs = [
		job('aaaaaaaa', { texts: { [attack]: `Error: ${attack}` }, status: attack }),
		{ ...job('bbbbbbbb'), id: job(idOf('cccccccc')).id },
	];
	const { terminal, press, lines } = open(t, 120, 40, { data: answer(jobs) });
	await terminal.settle();
	for (const chord of ['i', 'tab', 'tab', 'tab', '?', 'escape']) {
		press(chord);
		await terminal.settle();
		const wanted = lines();
		assert.deepEqual(terminal.lines().slice(0, wanted.length), wanted);
	}
	assert.deepEqual(terminal.effects, { bells: 0, titles: [], replies: [] });
});

test('Ctrl-L draws everything anew', async t => {
	const { terminal, repaint, lines } = open(t, 80, 24);
	await terminal.settle();
	terminal.stdout.write('\x1b[2J\x1b[Hrubbish');
	repaint();
	await terminal.settle();
	assert.deepEqual(terminal.lines().slice(0, 24), lines());
});
