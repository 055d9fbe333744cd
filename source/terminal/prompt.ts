import { createInterface } from 'node:readline';
import { type AskingProcess, type EndingSignal, endBy, mindSignals } from './asking.ts';

/** Whether there is somebody to ask. */
export function canAsk({ stdin, stderr }: AskingProcess): boolean {
	return stdin.isTTY && stderr.isTTY;
}

/** Asks for a line that may be seen; null where the input ended or `signal` aborted instead. */
export function askLine(
	{ stdin, stderr }: AskingProcess,
	question: string,
	signal?: AbortSignal,
): Promise<string | null> {
	stderr.write(question);
	// The terminal itself lets the line be edited, and Ctrl-C and Ctrl-Z mean what they always do.
	const lines = createInterface({ input: stdin, terminal: false });
	return new Promise(resolve => {
		const end = (line: string | null) => {
			signal?.removeEventListener('abort', abort);
			lines.removeAllListeners().close();
			resolve(line);
		};
		const abort = () => end(null);
		signal?.addEventListener('abort', abort);
		lines.once('line', end).once('close', abort);
	});
}

/** What a key does to the secret typed so far. */
type Typing = { readonly text: string } | 'done' | 'ended' | 'interrupted' | 'suspended';

function type(text: string, character: string): Typing {
	switch (character) {
		case '\r':
		case '\n':
			return 'done';
		case '\u0003':
			return 'interrupted';
		case '\u0004':
			return text === '' ? 'ended' : { text };
		case '\u001a':
			return 'suspended';
		case '\u007f':
		case '\b':
			return { text: Array.from(text).slice(0, -1).join('') };
		case '\u0015':
		case '\u0017':
			return { text: '' };
		default:
			return { text: character < ' ' ? text : text + character };
	}
}

/** Such as an arrow, and the marks around what is pasted. */
const KEY_WITHOUT_CHARACTER = /\u001b(?:\[[\d;?]*[ -/]*[@-~]|O[@-~])?/g;

/**
 * Asks for a secret, of which nothing is shown; null where the input ended or `signal` aborted instead. Ctrl-C and Ctrl-Z
 * do what they do elsewhere, and on every way out the terminal shows again what is typed. Without a `signal` to tell of
 * them, the signals that end a program are minded here.
 */
export function askSecret(process: AskingProcess, question: string, signal?: AbortSignal): Promise<string | null> {
	const { stdin, stderr } = process;
	let secret = '';
	let ended = false;
	return new Promise(resolve => {
		const end = (answer: string | null) => {
			if (ended) return;
			ended = true;
			signals.stop();
			signal?.removeEventListener('abort', abort);
			// A terminal that is gone says so here, as an event.
			stdin.setRawMode(false);
			stdin.off('data', read).off('end', abort).off('close', abort).off('error', abort).pause();
			stderr.write('\n');
			resolve(answer);
		};
		const abort = () => end(null);
		/** Once the terminal is as it was, the signal does what it would have done. */
		const pass = (name: EndingSignal) => {
			end(null);
			endBy(process, name);
		};
		const read = (chunk: Buffer | string) => {
			for (const character of String(chunk).replaceAll(KEY_WITHOUT_CHARACTER, '')) {
				const typing = type(secret, character);
				if (typing === 'done') return end(secret);
				if (typing === 'ended') return end(null);
				if (typing === 'interrupted')
					return signal === undefined ? pass('SIGINT') : void process.kill(process.pid, 'SIGINT');
				if (typing === 'suspended') signals.suspend();
				else secret = typing.text;
			}
		};
		signal?.addEventListener('abort', abort);
		const signals = mindSignals(process, {
			...(signal === undefined ? { onEnd: pass } : {}),
			onContinued: () => stderr.write(`\n${question}`),
		});
		for (const event of ['end', 'close', 'error']) stdin.on(event, abort);
		stdin.setRawMode(true).setEncoding('utf8').on('data', read).resume();
		stderr.write(question);
	});
}
