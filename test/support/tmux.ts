import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from './wait-for.ts';

const run = promisify(execFile);

/** What to run in a window of tmux, and how large it is. */
export interface TmuxOptions {
	/** The program and its arguments; a plain shell where none is given. */
	readonly argv?: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	/** Added to the environment of the window. */
	readonly env?: Readonly<Record<string, string>>;
}

/** One window of a tmux server of its own. */
export interface Tmux {
	/** Types keys by tmux' names of them: `q`, `Enter`, `C-z`. */
	keys(...names: string[]): Promise<void>;
	/** Types text as it stands. */
	type(text: string): Promise<void>;
	/** What the window shows, one line a row, blanks at the end left out. */
	text(): Promise<string>;
	/** The same with all that has scrolled away. */
	history(): Promise<string>;
	/** The same with the escapes for colours. */
	styled(): Promise<string>;
	/** A value by tmux' format, such as `#{pane_title}` or `#{cursor_flag}`. */
	value(format: string): Promise<string>;
	/** The paste buffer that a program could have filled; empty where there is none. */
	pasteBuffer(): Promise<string>;
	resize(columns: number, rows: number): Promise<void>;
	/** Waits until the window shows `wanted`, and gives what it shows then. */
	waitFor(wanted: string | RegExp | ((text: string) => boolean), timeout?: number): Promise<string>;
	/** Closes the window's one pane, as its user may. */
	killPane(): Promise<void>;
	/** Ends the server and all in it. */
	[Symbol.asyncDispose](): Promise<void>;
}

/** A shell that runs a program and then shows how it `ended with`, because tmux at times never learns it. */
export function tellingTheEnd(argv: readonly string[]): string[] {
	return ['sh', '-c', '"$@"; echo "ended with $?"; exec sleep 1000', 'sh', ...argv];
}

/** Opens a window on a tmux server that belongs to this test alone; to be disposed of. */
export async function openTmux({ argv = ['sh'], columns = 80, rows = 24, env = {} }: TmuxOptions = {}): Promise<Tmux> {
	const sockets = mkdtempSync(join(tmpdir(), 'tmux-'));
	const server = `test-${process.pid}`;
	// Neither the tmux that the tests may run in nor CI's habits of output should reach the program.
	const { TMUX: _, TMUX_PANE: __, CI: ___, ...clean } = process.env;
	const tmux = async (...args: string[]) =>
		(
			await run('tmux', ['-L', server, '-f', '/dev/null', ...args], {
				env: { ...clean, TMUX_TMPDIR: sockets, LC_ALL: 'C.UTF-8' },
			})
		).stdout;
	const variables = Object.entries({ CCKM_TOP_JOURNAL: 'off', ...env }).flatMap(([name, value]) => [
		'-e',
		`${name}=${value}`,
	]);
	await tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, ...variables, ...argv);
	// A window that stays when its program has ended can still be looked at.
	await tmux('set-option', '-g', 'remain-on-exit', 'on');
	await tmux('set-option', '-g', 'status', 'off');
	// As by default only what runs outside may do: what a program is made to do unseen shall be seen.
	await tmux('set-option', '-s', 'set-clipboard', 'on');
	await tmux('resize-window', '-x', `${columns}`, '-y', `${rows}`);
	const text = () => tmux('capture-pane', '-p');
	return {
		keys: async (...names) => void (await tmux('send-keys', ...names)),
		type: async literal => void (await tmux('send-keys', '-l', literal)),
		text,
		history: () => tmux('capture-pane', '-p', '-S', '-'),
		styled: () => tmux('capture-pane', '-p', '-e'),
		value: async format => (await tmux('display-message', '-p', format)).trimEnd(),
		pasteBuffer: () => tmux('show-buffer').catch(() => ''),
		resize: async (width, height) => void (await tmux('resize-window', '-x', `${width}`, '-y', `${height}`)),
		waitFor: async (wanted, timeout) => {
			let shown = '';
			const look = async () => {
				shown = await text();
				if (typeof wanted === 'string') return shown.includes(wanted);
				return typeof wanted === 'function' ? wanted(shown) : wanted.test(shown);
			};
			await waitFor(look, () => shown, timeout);
			return shown;
		},
		killPane: async () => void (await tmux('kill-pane')),
		[Symbol.asyncDispose]: async () => {
			await tmux('kill-server').catch(() => '');
			rmSync(sockets, { recursive: true, force: true });
		},
	};
}
