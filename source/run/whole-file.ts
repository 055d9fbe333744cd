import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { usageError } from '../command-line/arguments.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

/** Readable by whoever collects it, whatever the umask of the one who writes. */
const MODE = 0o644;

function cannotWrite(path: string, error: unknown): never {
	const code = error instanceof Error && 'code' in error ? toSafeText(String(error.code)) : safe`unknown error`;
	throw usageError(
		safe`${toSafeText(path, 200)} cannot be written (${code}).`,
		safe`Give a path in a folder that is there and can be written to.`,
	);
}

/** Sees whether a file could be put there; throws a failure that says why not. */
export async function checkPlace(path: string): Promise<void> {
	await access(dirname(path), constants.W_OK | constants.X_OK).catch(error => cannotWrite(path, error));
	const there = await stat(path).catch(() => null);
	if (there?.isDirectory()) cannotWrite(path, Object.assign(new Error('a folder'), { code: 'EISDIR' }));
}

/**
 * Puts a file that others may read in place as a whole: whoever reads it sees the text of before or all of this one. A
 * link that stands there is replaced, what it leads to is left alone.
 */
export async function writeWhole(path: string, text: SafeText): Promise<void> {
	// Collectors take what ends as the file does; this name does not.
	const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
	try {
		const file = await open(temporary, 'wx', MODE);
		try {
			await file.chmod(MODE);
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		cannotWrite(path, error);
	}
}
