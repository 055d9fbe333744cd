import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTerminal, type Program, type TerminalOptions } from './terminal.ts';

/** A server to measure against: how the program is told of it. */
export interface Server {
	readonly flags: readonly string[];
	readonly env: Readonly<Record<string, string>>;
}

/** A simulator in a process of its own. */
export interface SimulatorProcess extends Server {
	readonly url: string;
	readonly caFile: string;
	readonly user: string;
	readonly passwordFile: string;
}

/** The size of a terminal. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** The terminals that are measured on. */
export const SIZES: readonly Size[] = [
	{ columns: 80, rows: 24 },
	{ columns: 120, rows: 40 },
	{ columns: 200, rows: 60 },
];

/** The terminal where only one is measured on. */
export const USUAL_SIZE: Size = { columns: 120, rows: 40 };

/** The name of a size: `120x40`. */
export function nameOfSize({ columns, rows }: Size): string {
	return `${columns}x${rows}`;
}

/** What the last line says as soon as it is there. */
export const KEYS_SHOWN = /\bhelp\b/;

/** What all measurements share. Everything that it starts ends with it. */
export interface Rig {
	/** The program as it was built when the run began: a build during the run changes nothing. */
	readonly program: string;
	/** A folder for files, gone at the end. */
	readonly folder: string;
	open(options: Partial<TerminalOptions> & Pick<TerminalOptions, 'argv'>): Promise<Program>;
	monitor(server: Server, size: Size, flags?: readonly string[]): Promise<Program>;
	simulate(...flags: readonly string[]): Promise<SimulatorProcess>;
	close(): Promise<void>;
}

/** The same small environment for all that is measured: nothing of who runs it. */
function environment(): Record<string, string> {
	const { PATH = '', HOME = '' } = process.env;
	return { PATH, HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
}

function flag(flags: readonly string[], name: string): string {
	return flags[flags.indexOf(`--${name}`) + 1] ?? '';
}

/** Prepares the measuring of the program that stands in the folder `dist`. */
export function createRig(dist: string): Rig {
	const folder = mkdtempSync(join(tmpdir(), 'cckm-top-bench-'));
	cpSync(dist, join(folder, 'dist'), { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
	const program = join(folder, 'dist/cli.js');
	const opened = new Set<Promise<Program>>();

	function launch(options: TerminalOptions): Promise<Program> {
		const opening = openTerminal(options);
		opened.add(opening);
		return opening;
	}

	return {
		program,
		folder,
		open: options => launch({ ...options, env: { ...environment(), ...options.env } }),
		monitor: (server, size, flags = []) =>
			launch({
				...size,
				argv: [process.execPath, program, ...server.flags, ...flags],
				env: { ...environment(), ...server.env },
			}),
		async simulate(...flags) {
			const simulator = await launch({ argv: [process.execPath, program, 'simulate', ...flags], env: environment() });
			await simulator.waitFor(/^cckm-top .*[\r\n]/m);
			const given = (/^cckm-top (.*)$/m.exec(simulator.text())?.[1] ?? '').split(' ');
			return {
				flags: given,
				env: {},
				url: flag(given, 'url'),
				caFile: flag(given, 'ca-file'),
				user: flag(given, 'user'),
				passwordFile: flag(given, 'password-file'),
			};
		},
		async close() {
			// In the reverse order: whoever signs out needs a server to do so.
			for (const opening of [...opened].reverse()) {
				await opening.then(
					each => each.close(),
					() => {},
				);
			}
			opened.clear();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Starts a simulator that serves these rows as they are. */
export function simulateRows(rig: Rig, rows: readonly unknown[]): Promise<SimulatorProcess> {
	const file = join(rig.folder, `${rows.length}-jobs.json`);
	writeFileSync(file, JSON.stringify(rows));
	return rig.simulate('--jobs-file', file);
}
