import type { SafeText } from '../model/safe-text.ts';

/**
 * Writes to stdout and waits until it is written, so that ending the program cuts nothing off. A reader that has had
 * enough, as `head` does, is no failure.
 */
export function print(text: SafeText): Promise<void> {
	const { stdout } = process;
	return new Promise((resolve, reject) => {
		const settle = (error?: NodeJS.ErrnoException | null) =>
			!error || error.code === 'EPIPE' ? resolve() : reject(error);
		stdout.on('error', settle);
		stdout.write(text, settle);
	});
}
