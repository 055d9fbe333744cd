import { EXIT_CODES } from '../command-line/exit-codes.ts';
import { type SafeText, toSafeText } from '../model/safe-text.ts';

/** Where a command writes that goes on for long. */
export interface Output {
	/** Writes and waits until it is written; false where nobody reads it any more. */
	write(text: SafeText): Promise<boolean>;
}

/** Opens the standard output. One that takes nothing more, as of a disk that is full, ends the program with a sentence. */
export function openOutput(): Output {
	const { stdout, stderr } = process;
	let isRead = true;
	const settle = (error?: NodeJS.ErrnoException | null) => {
		if (!error) return;
		isRead = false;
		if (error.code === 'EPIPE') return;
		stderr.write(`cckm-top: cannot write its output (${toSafeText(error.code ?? error.message)})\n`);
		process.exit(EXIT_CODES.failed.code);
	};
	stdout.on('error', settle);
	return {
		write: text =>
			new Promise(resolve => {
				stdout.write(text, error => {
					settle(error);
					resolve(isRead);
				});
			}),
	};
}
