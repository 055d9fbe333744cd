import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { buildProgram, programPath } from './program.ts';

const INK = /useSyncExternalStore/;

/** The built program in a folder of its own, whose Ink is not loaded before it may be. */
export interface HeldProgram {
	readonly program: string;
	readonly folder: string;
	/** Lets Ink be loaded at last. */
	letInk(): void;
}

/** Copies the built program so that its Ink, or `instead` of it something else, waits for leave to be loaded. */
export async function holdInk(t: TestContext, instead?: string): Promise<HeldProgram> {
	await buildProgram();
	const folder = mkdtempSync(join(tmpdir(), 'start-up-'));
	t.after(() => rmSync(folder, { recursive: true, force: true }));
	cpSync(dirname(programPath), folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	const chunks = readdirSync(folder).filter(name => INK.test(readFileSync(join(folder, name), 'utf8')));
	const [ink = ''] = chunks;
	assert.equal(chunks.length, 1, 'one chunk has Ink');
	const gate = join(folder, 'gate');
	renameSync(join(folder, ink), join(folder, 'ink.js'));
	const wait = `import {existsSync as e} from 'node:fs';while(!e(${JSON.stringify(gate)}))await new Promise(r=>setTimeout(r,20));`;
	writeFileSync(join(folder, ink), wait + (instead ?? 'export const {startInk}=await import("./ink.js");'));
	return { program: join(folder, 'cli.js'), folder, letInk: () => writeFileSync(gate, '') };
}
