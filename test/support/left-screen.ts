import assert from 'node:assert/strict';
import type { Pty } from './pty.ts';

/** The modes of a terminal that nobody draws on: the cursor is seen, and all that a program may switch on is off. */
const RESTORED = { '25': true, '1049': false, '2004': false, '2026': false };

/** Checks that the program left the modes of its screen as they are for a shell, whichever it ever switched. */
export function assertScreenLeft(pty: Pick<Pty, 'output'>): void {
	const output = pty.output();
	const modes: Record<string, boolean> = {};
	for (const [, mode = '', setting] of output.matchAll(/\u001b\[\?(\d+)([hl])/g)) modes[mode] = setting === 'h';
	assert.deepEqual(
		{ ...RESTORED, ...modes },
		{ ...Object.fromEntries(Object.keys(modes).map(mode => [mode, mode === '25'])), ...RESTORED },
	);
}
