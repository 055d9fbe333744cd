import { EXIT_CODES } from '../command-line/exit-codes.ts';
import type { SafeText } from '../model/safe-text.ts';
import { toSafeText } from '../model/safe-text.ts';

/**
 * Writes to stdout and waits until it is written, so that ending the program cuts nothing off. A reader that has had
 * enough, as `head` does, is no failure; an output that takes nothing more ends the program with a sentence.
 */
export function print(text: SafeText): Promise<void> {
	const { stdout, stderr } = process;
	return new Promise(resolve => {
		const settle = (error?: NodeJS.ErrnoException | null) => {
			if (!error || error.code === 'EPIPE') return resolve();
			stderr.write(`cckm-top: cannot write its output (${toSafeText(error.code ?? error.message)})\n`);
			process.exit(EXIT_CODES.failed.code);
		};
		stdout.on('error', settle);
		stdout.write(text, settle);
	});
}
