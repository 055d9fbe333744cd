import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseClipboard, clipboardSequence, loadIntoTmux } from '../../source/terminal/clipboard.ts';
import { createTerminal } from '../support/terminal.ts';

const places: readonly (readonly [place: string, environment: Record<string, string>, clipboard: string])[] = [
	['tmux', { TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'screen-256color' }, 'tmux'],
	['a terminal with a window', { TERM: 'xterm-256color' }, 'terminal'],
	['kitty', { TERM: 'xterm-kitty' }, 'terminal'],
	['tmux on the way here, which nobody here can talk to', { TERM: 'tmux-256color' }, 'none'],
	['screen', { TERM: 'xterm', STY: '1.pts' }, 'none'],
	['the console', { TERM: 'linux' }, 'none'],
	['no TMUX but an empty one', { TERM: 'xterm', TMUX: '' }, 'terminal'],
];

for (const [place, environment, clipboard] of places) {
	test(`in ${place} a text goes to: ${clipboard}`, () => {
		assert.equal(chooseClipboard(environment, 'text'), clipboard);
	});
}

test('a terminal is not offered more than it may take; tmux takes all', () => {
	assert.equal(chooseClipboard({ TERM: 'xterm' }, 'x'.repeat(74_994)), 'terminal');
	assert.equal(chooseClipboard({ TERM: 'xterm' }, 'x'.repeat(74_995)), 'none');
	assert.equal(chooseClipboard({ TERM: 'xterm' }, '✗'.repeat(25_000)), 'none');
	assert.equal(chooseClipboard({ TERM: 'xterm', TMUX: 'x' }, 'x'.repeat(1e6)), 'tmux');
});

test('a terminal gets exactly the text, however long and whatever its letters', async t => {
	const terminal = createTerminal();
	t.after(terminal.dispose);
	const texts = ['one', '✗ Acme ␤ 株式会社\nsecond line\n', 'x'.repeat(74_994)];
	for (const text of texts) terminal.stdout.write(clipboardSequence(text));
	await terminal.settle();
	assert.deepEqual(terminal.clipboard, texts);
	assert.deepEqual([terminal.text(), terminal.effects.bells], ['', 0]);
});

test('without a tmux that answers, a text is not taken', async () => {
	const { TMUX, PATH } = process.env;
	try {
		process.env.TMUX = '/nowhere/tmux,1,0';
		assert.equal(await loadIntoTmux('x'.repeat(1e6)), false);
		process.env.PATH = '/nowhere';
		assert.equal(await loadIntoTmux('text'), false);
	} finally {
		process.env.PATH = PATH;
		if (TMUX === undefined) delete process.env.TMUX;
		else process.env.TMUX = TMUX;
	}
});
