import { type AskingProcess, type EndingSignal, endBy, mindSignals } from './asking.ts';

/** What has to be typed; anything else is a no. */
const YES = 'yes';

/** How long no key must come before the question is put, in milliseconds: what was typed by then was meant for others. */
const SILENCE = 150;

const PASTES_ARE_MARKED = '\u001b[?2004h';
const PASTES_ARE_KEYS = '\u001b[?2004l';
const PASTE = /\u001b\[200~[\s\S]*?(?:\u001b\[201~|$)/g;
const KEY_WITHOUT_CHARACTER = /\u001b(?:\[[\d;?]*[ -/]*[@-~]|O[@-~])/g;

/** What has become of the answer so far. */
type Answering =
	| { readonly kind: 'typing'; readonly text: string }
	| { readonly kind: 'answered'; readonly yes: boolean };

/** Reads what came from the keyboard at once. Escape and Ctrl-D say no, and so does Enter unless it ends both line and chunk. */
function answer(before: string, chunk: string): Answering {
	let text = before;
	for (const [index, character] of [...chunk].entries()) {
		if (character === '\r' || character === '\n') {
			// More behind Enter was not typed as an answer, but pasted.
			return { kind: 'answered', yes: text === YES && index === [...chunk].length - 1 };
		}
		if (character === '\u001b' || character === '\u0004') return { kind: 'answered', yes: false };
		if (character === '\u007f' || character === '\b') text = text.slice(0, -1);
		else if (character === '\u0015' || character === '\u0017') text = '';
		else if (character >= ' ' && character <= '~') text += character;
	}
	return { kind: 'typing', text };
}

/** A process that may be ended where it stands. */
export type EndableProcess = AskingProcess & Pick<NodeJS.Process, 'removeAllListeners'>;

/**
 * Puts a question that only a typed `yes` and Enter answers with yes: not what was typed before it could be read, nor what
 * is pasted. Ctrl-C and the signals that end a program end it, the terminal as it was.
 */
export function confirm(process: EndableProcess, question: string): Promise<boolean> {
	const { stdin, stderr } = process;
	let isAsked = false;
	let text = '';
	let pasting = '';
	return new Promise(resolve => {
		const end = (yes: boolean) => {
			clearTimeout(silence);
			signals.stop();
			stdin.off('data', read).off('end', refuse).off('close', refuse).off('error', refuse);
			stderr.write(`${PASTES_ARE_KEYS}\n`);
			stdin.setRawMode(false).pause();
			resolve(yes);
		};
		const refuse = () => end(false);
		const die = (name: EndingSignal) => {
			end(false);
			process.removeAllListeners(name);
			endBy(process, name);
		};
		const ask = () => {
			isAsked = true;
			stderr.write(question);
		};
		const read = (chunk: string) => {
			if (chunk.includes('\u0003')) return die('SIGINT');
			if (!isAsked) return void silence.refresh();
			const all = pasting + chunk;
			pasting = /\u001b\[200~(?![\s\S]*\u001b\[201~)[\s\S]*$/.exec(all)?.[0] ?? '';
			const typed = all.replaceAll(PASTE, '').replaceAll(KEY_WITHOUT_CHARACTER, '');
			const next = answer(text, typed);
			if (next.kind === 'answered') return end(next.yes);
			stderr.write('\b \b'.repeat(text.length) + next.text);
			text = next.text;
		};
		const signals = mindSignals(process, {
			onEnd: die,
			onContinued: () => stderr.write(PASTES_ARE_MARKED + (isAsked ? `\n${question}${text}` : '')),
		});
		for (const event of ['end', 'close', 'error']) stdin.on(event, refuse);
		const silence = setTimeout(ask, SILENCE);
		stdin.setRawMode(true).setEncoding('utf8').on('data', read).resume();
		stderr.write(PASTES_ARE_MARKED);
	});
}
