import { spawn } from 'node:child_process';

/** What can take a text out of this terminal: tmux around it, the terminal itself, or nothing that is known. */
export type Clipboard = 'tmux' | 'terminal' | 'none';

/** The most bytes that a terminal is offered: many take no more than 100,000 letters, and four of those hold three bytes. */
const TERMINAL_LIMIT = 74_994;

/** How long tmux may take, in milliseconds. */
const PATIENCE = 3000;

/** Terminals that drop what is meant for a clipboard: the console, and tmux or screen where we cannot talk to it. */
const WITHOUT_CLIPBOARD = /^(?:linux|vt\d|dumb|screen|tmux)/;

/**
 * Chooses what to hand a text to. By default tmux drops what a program in it sends to the clipboard, and hands on what it
 * is asked to load. A terminal never says whether it took what it was offered.
 */
export function chooseClipboard(environment: Readonly<Record<string, string | undefined>>, text: string): Clipboard {
	const { TMUX = '', STY = '', TERM = '' } = environment;
	if (TMUX !== '') return 'tmux';
	if (STY !== '' || WITHOUT_CLIPBOARD.test(TERM) || Buffer.byteLength(text) > TERMINAL_LIMIT) return 'none';
	return 'terminal';
}

/** The sequence by which a terminal is offered a text for its clipboard (OSC 52). */
export function clipboardSequence(text: string): string {
	return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}

/** Gives a text to tmux: its newest paste buffer, and the clipboard of the terminal around it. False where it did not take it. */
export function loadIntoTmux(text: string): Promise<boolean> {
	return new Promise(resolve => {
		const tmux = spawn('tmux', ['load-buffer', '-w', '-'], {
			stdio: ['pipe', 'ignore', 'ignore'],
			timeout: PATIENCE,
			killSignal: 'SIGKILL',
		});
		tmux.on('error', () => resolve(false));
		tmux.on('close', code => resolve(code === 0));
		// One that ends without reading is told by its code.
		tmux.stdin.on('error', () => undefined);
		tmux.stdin.end(text);
	});
}
