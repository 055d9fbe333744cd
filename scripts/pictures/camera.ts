import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CLEAN } from '../../test/support/clean-environment.ts';
import { buildProgram, programPath } from '../../test/support/program.ts';
import { openPty } from '../../test/support/pty.ts';
import { type CellStyle, createTerminal } from '../../test/support/terminal.ts';
import { waitFor } from '../../test/support/wait-for.ts';

/** One cell of a picture; the second half of a wide letter is an empty text. */
export interface Cell extends CellStyle {
	readonly text: string;
}

/** What a terminal shows, row by row. */
export type Picture = readonly (readonly Cell[])[];

/** What is to be photographed. */
export interface Subject {
	readonly columns: number;
	readonly rows: number;
	/** The flags of the program. */
	readonly flags: readonly string[];
	/** Laid over the environment of a terminal with colours. */
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The built program on a terminal, in a time that stands still unless it is told to pass. */
export interface Camera {
	press(keys: string): void;
	/** Lets so many milliseconds pass at once. */
	pass(milliseconds: number): Promise<void>;
	/** The screen as text, blanks at the ends of lines left out. */
	text(): string;
	picture(): Picture;
	/** All bytes that the program wrote. */
	output(): string;
	/** Waits until what is shown is as wanted; fails with `otherwise` where it never is. */
	waitFor(isWanted: () => boolean, otherwise: string): Promise<void>;
	/** Waits until nothing has been drawn for a while. */
	settle(): Promise<void>;
	/** Waits until the program has ended by itself. */
	ended(): Promise<void>;
	/** Ends the program. */
	[Symbol.asyncDispose](): Promise<void>;
}

/** When each picture begins, and where its simulator says that it listens. */
const BEGINNING = Date.UTC(2026, 10, 23, 14, 2, 20);
const PORT = 40443;

/** Drawing on after so much silence, in milliseconds, is taken for impossible. */
const SILENCE = 700;

/** Starts the built program on a terminal that can be looked at; ends when it shows what its server says. */
export async function openCamera({ columns, rows, flags, env }: Subject): Promise<Camera> {
	await buildProgram();
	const folder = await mkdtemp(join(tmpdir(), 'cckm-top-pictures-'));
	const clock = join(folder, 'clock');
	let now = BEGINNING;
	const tell = () => utimes(clock, now / 1000, now / 1000);
	await writeFile(clock, '');
	await tell();
	const preload = join(folder, 'fixed-time.mjs');
	await build({
		entryPoints: [fileURLToPath(new URL('fixed-time.ts', import.meta.url))],
		outfile: preload,
		format: 'esm',
		platform: 'node',
		define: { CLOCK: JSON.stringify(clock), PORT: String(PORT) },
	});
	const terminal = createTerminal({ columns, rows });
	const decoder = new StringDecoder('utf8');
	/** When something was done or drawn last. */
	let stirredAt = performance.now();
	const pty = await openPty({
		argv: [process.execPath, '--import', preload, programPath, ...flags],
		columns,
		rows,
		env: { ...CLEAN, NO_COLOR: undefined, LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env },
		onOutput(bytes) {
			stirredAt = performance.now();
			terminal.stdout.write(decoder.write(bytes));
		},
	});
	await waitFor(() => terminal.text().includes('LIVE'), terminal.text);
	return {
		press(keys) {
			stirredAt = performance.now();
			pty.send(keys);
		},
		async pass(milliseconds) {
			now += milliseconds;
			await tell();
			stirredAt = performance.now();
		},
		text: terminal.text,
		picture: () =>
			Array.from({ length: rows }, (_, row) =>
				Array.from({ length: columns }, (_, column) => terminal.cell(column, row)),
			),
		output: pty.output,
		waitFor: async (isWanted, otherwise) => void (await waitFor(isWanted, () => `${terminal.text()}\n${otherwise}`)),
		settle: async () => void (await waitFor(() => performance.now() - stirredAt > SILENCE, terminal.text)),
		ended: async () => void (await pty.waitForEnd()),
		async [Symbol.asyncDispose]() {
			await pty[Symbol.asyncDispose]();
			terminal.dispose();
			await rm(folder, { recursive: true });
		},
	};
}
