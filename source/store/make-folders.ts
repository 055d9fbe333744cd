import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The system's name for what went wrong. */
function codeOf(error: unknown): unknown {
	return error instanceof Error && 'code' in error ? error.code : null;
}

/** Makes a folder for this user alone, where it is not there, below one that is. */
export async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { mode: 0o700 });
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
}

/**
 * Makes a folder for this user alone, and those above it that are not there. Node's own way to do so goes round and round at
 * full speed where a file system says of a new folder that there is no such thing, as `/proc` does and automounted homes do.
 */
export async function makeFolders(folder: string): Promise<void> {
	try {
		await makeFolder(folder);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
		await makeFolders(dirname(folder));
		await makeFolder(folder);
	}
}
