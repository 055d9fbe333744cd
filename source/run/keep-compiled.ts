import { lstat } from 'node:fs/promises';
import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../command-line/option-values.ts';
import { makeFolder } from '../store/make-folders.ts';

/** Node 22.1 and later have it; the types are those of Node 20. */
const newer: typeof nodeModule & { readonly enableCompileCache?: (folder: string) => unknown } = nodeModule;

const OPEN_TO_OTHERS = 0o077;

/** What is in the folder will be run, so it must be this user's alone. */
async function isPrivate(folder: string): Promise<boolean> {
	const { uid, mode } = await lstat(folder);
	return process.getuid === undefined || (uid === process.getuid() && (mode & OPEN_TO_OTHERS) === 0);
}

/**
 * Has Node keep what it compiles of the program from here on for the next start, where it can: below `XDG_CACHE_HOME`, which
 * counts only where it is absolute, else below `~/.cache`. Where that folder cannot be had, nothing is kept.
 */
export async function keepCompiled({ XDG_CACHE_HOME: base = '' }: Environment): Promise<void> {
	if (newer.enableCompileCache === undefined) return;
	const caches = isAbsolute(base) ? base : join(homedir(), '.cache');
	const folder = join(caches, 'cckm-top');
	try {
		// A home that is not there is not made for a cache.
		await makeFolder(caches);
		await makeFolder(folder);
		if (await isPrivate(folder)) newer.enableCompileCache(folder);
	} catch {
		// A start that takes a little longer is nothing to tell.
	}
}
