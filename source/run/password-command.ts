import { spawn } from 'node:child_process';
import { Secret } from '../api/credentials.ts';
import { usageError } from '../command-line/arguments.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** How long the program may take, in milliseconds; a person may have to touch a key or type a PIN meanwhile. */
const PATIENCE = 10_000;

const OUTPUT_LIMIT = 64 * 1024;

/** What became of it: the end's own words, null where it ended well. */
type Ending = { readonly trouble: SafeText | null; readonly output: string };

function run([program = '', ...args]: readonly string[], patience: number): Promise<Ending> {
	return new Promise(resolve => {
		const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'inherit'] });
		// Nobody takes the password any more where we end before it does.
		const leave = () => void child.kill('SIGKILL');
		process.once('exit', leave);
		let output = '';
		const end = (trouble: SafeText | null) => {
			clearTimeout(timer);
			process.removeListener('exit', leave);
			child.kill('SIGKILL');
			// What it has started may live on and hold the pipe open.
			child.stdout.destroy();
			resolve({ trouble, output });
		};
		const timer = setTimeout(() => end(safe`took longer than ${patience / 1000} s`), patience);
		child.on('error', (error: NodeJS.ErrnoException) => {
			end(safe`cannot be run (${toSafeText(error.code ?? 'unknown error')})`);
		});
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			output += text;
			if (output.length > OUTPUT_LIMIT) end(safe`printed too much for a password`);
		});
		child.on('close', (code, signal) => {
			if (code === 0) end(output.trim() === '' ? safe`printed nothing` : null);
			else end(code === null ? safe`was ended by ${toSafeText(signal ?? '')}` : safe`ended with code ${code}`);
		});
	});
}

/**
 * The password that a program prints, without the one newline at its end. No shell is in between, its stdin and stderr are
 * ours, so that it can ask and complain, and what it is started with holds no secret of ours.
 */
export async function runPasswordCommand(words: readonly string[], patience: number = PATIENCE): Promise<Secret> {
	const { trouble, output } = await run(words, patience);
	if (trouble === null) return new Secret(output.replace(/\r?\n$/, ''));
	throw usageError(
		safe`The password command ${toSafeText(words[0] ?? '', 200)} ${trouble}.`,
		safe`Run it by hand: it has to print the password and nothing else.`,
	);
}
