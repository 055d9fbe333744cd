import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrames } from '../../source/session/frames.ts';
import { chooseLook } from '../../source/ui/look.ts';
import { openScreen } from '../../source/ui/open-screen.ts';
import { startInk } from '../../source/ui/start-ink.tsx';
import { setStage } from '../support/stage.ts';
import { createTerminal } from '../support/terminal.ts';

/** What terminals answer to questions, by the question: late, because somebody before us asked, or nobody did. */
const REPLIES: readonly (readonly [question: string, reply: string])[] = [
	['what are you', '\x1b[?1;2c'],
	['what are you, in detail', '\x1b[>41;354;0c'],
	['where is the cursor', '\x1b[24;80R'],
	['are you well', '\x1b[0n'],
	['what size', '\x1b[8;24;80t'],
	['which mode', '\x1b[?2026;2$y'],
	['which title', '\x1b]lq\x1b\\'],
	['which background', '\x1b]11;rgb:0000/0000/0000\x07'],
	['which colour', '\x1b]4;1;rgb:cccc/0000/0000\x1b\\'],
	['what style', '\x1bP1$r0m\x1b\\'],
	['what name', '\x1bP>|xterm(367)\x1b\\'],
	['what is on the clipboard', '\x1b]52;c;cXExYnE=\x07'],
	['focus', '\x1b[I\x1b[O'],
	['a mouse', '\x1b[<0;10;10M\x1b[<0;10;10m'],
];

for (const [question, reply] of REPLIES) {
	test(`E33 an answer that nobody waits for is no key: ${question}`, async t => {
		const stage = setStage(120, 40);
		const { session, poller } = stage;
		const terminal = createTerminal({ columns: 120, rows: 40 });
		const { stdin, stdout } = terminal;
		const props = { session, frames: createFrames(session.frame, [session.ui, poller.store]) };
		const look = chooseLook({ color: true, ascii: false });
		const screen = openScreen(props, look, { stdin, stdout, stderr: stdout });
		screen.handOver(streams => startInk(props, look, streams));
		t.after(() => {
			screen.leave();
			terminal.dispose();
		});
		await terminal.settle();
		const before = session.ui.get();
		terminal.send(reply);
		await terminal.settle();
		assert.deepEqual(stage.asked, []);
		assert.deepEqual(session.ui.get(), before);
		terminal.send('/');
		await terminal.settle();
		terminal.send(reply);
		await terminal.settle();
		assert.deepEqual([session.ui.get().mode, session.ui.get().query.filter], ['filter', '']);
	});
}
