import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig, Server, Size } from './rig.ts';

/** The table that `list` prints on a terminal of this size: what `watch` would show of it. */
export async function printTable(rig: Rig, server: Server, size: Size): Promise<string> {
	const list = await rig.open({
		...size,
		argv: [process.execPath, rig.program, 'list', ...server.flags],
		env: server.env,
	});
	await list.ended;
	return list.text().replaceAll('\r', '');
}

/** A file that `watch` shows by way of `cat`. */
export interface Shown {
	readonly argv: readonly string[];
	show(text: string): void;
}

/** Prepares such a file; `options` are those of `watch`. */
export function showInWatch(rig: Rig, name: string, options: readonly string[]): Shown {
	const file = join(rig.folder, `${name}.txt`);
	return { argv: ['watch', ...options, 'cat', file], show: text => writeFileSync(file, text) };
}
