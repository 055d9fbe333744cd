import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, open, readdir, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { makeFolders } from './make-folders.ts';

/** A folder of small text files that nobody but this user can read or change; it is made when something is written. */
export interface PrivateFolder {
	/** Where a file of it is, for telling the reader. */
	pathOf(name: string): SafeText;
	/** The text of a file, null where there is none. */
	read(name: string): Promise<string | null>;
	/**
	 * Puts a file in place as a whole: whoever reads it sees the text of before or all of this one. One that may be lost with
	 * the machine's power is not waited for until it is on the disk.
	 */
	write(name: string, text: string, mayBeLost?: boolean): Promise<void>;
	/** Puts a file where none is; false where one is already. */
	create(name: string, text: string): Promise<boolean>;
	/** Gives a file another name; false where it is not there, so that of several who try one alone succeeds. */
	move(from: string, to: string): Promise<boolean>;
	/** Removes a file; false where it is not there. */
	remove(name: string): Promise<boolean>;
	/** The names of all that is in it. */
	names(): Promise<readonly string[]>;
	/** When a file was last written or renamed, in milliseconds since 1970; null where it is not there. */
	changedAt(name: string): Promise<number | null>;
	/** Opens a file to be read and added to; it is made where it is not there. */
	openToAdd(name: string): Promise<FileHandle>;
	/** Opens a file to be read, null where it is not there. */
	openToRead(name: string): Promise<FileHandle | null>;
}

const OPEN_TO_OTHERS = 0o077;
const SIZE_LIMIT = 64 * 1024;
const PATH_LIMIT = 300;

function problem(message: SafeText, advice: SafeText): FailureError {
	return new FailureError({ kind: 'usage', message, advice });
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** What is owned by somebody else, or open to others, may have been put there to be believed. */
function checkOwner(path: string, facts: { readonly uid: number; readonly mode: number }, uid: number | null): void {
	if (uid === null) return;
	const name = toSafeText(path, PATH_LIMIT);
	if (facts.uid !== uid) {
		throw problem(safe`${name} belongs to another user.`, safe`Remove it, or start the program as its owner.`);
	}
	if ((facts.mode & OPEN_TO_OTHERS) !== 0) {
		throw problem(
			safe`${name} is open to others.`,
			safe`Look at what is in it, then take it from them: chmod go= ${name}`,
		);
	}
}

function isAbsent(error: unknown): boolean {
	return /^(?:ENOENT|ENOTDIR)$/.test(codeOf(error));
}

/** What the system refuses, as a failure. */
export function explain(error: unknown, path: string, verb: SafeText): FailureError {
	if (error instanceof FailureError) return error;
	const code = codeOf(error);
	const name = toSafeText(path, PATH_LIMIT);
	if (code === 'ELOOP') return problem(safe`${name} is a link.`, safe`Put a real file there, or remove it.`);
	return problem(safe`${name} cannot be ${verb} (${toSafeText(code)}).`, safe`Check the permissions and the disk.`);
}

/**
 * Opens a folder for private files. `uid` is the user's number, null where the system has none. Everything throws a
 * {@link FailureError} that says what to do: about a folder or file that is a link, belongs to somebody else or is open
 * to others, and about a disk that refuses.
 */
export function openPrivateFolder(folder: string, uid: number | null): PrivateFolder {
	async function checkFolder(): Promise<void> {
		const facts = await lstat(folder);
		if (!facts.isDirectory()) {
			throw problem(safe`${toSafeText(folder, PATH_LIMIT)} is not a folder.`, safe`Put a real folder there, no link.`);
		}
		checkOwner(folder, facts, uid);
	}

	/** Opens a file and looks at whose it is and whether it is one. */
	async function openCarefully(path: string, flags: number): Promise<FileHandle> {
		// A pipe nobody writes to would block the opening for ever.
		const file = await open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600);
		try {
			const facts = await file.stat();
			if (!facts.isFile()) throw problem(safe`${toSafeText(path, PATH_LIMIT)} is not a file.`, safe`Remove it.`);
			checkOwner(path, facts, uid);
			return file;
		} catch (error) {
			await file.close();
			throw error;
		}
	}

	async function readSmall(file: FileHandle, path: string): Promise<string> {
		const { size } = await file.stat();
		const name = toSafeText(path, PATH_LIMIT);
		if (size > SIZE_LIMIT) throw problem(safe`${name} is too large to be right.`, safe`Remove it.`);
		return file.readFile('utf8');
	}

	async function makeFolder(): Promise<void> {
		await makeFolders(folder);
		await checkFolder();
	}

	/** Writes a file that waits to be put in place. */
	async function writeBeside(path: string, text: string, mayBeLost: boolean): Promise<string> {
		await makeFolder();
		const temporary = `${path}.${randomBytes(6).toString('hex')}`;
		const file = await open(temporary, 'wx', 0o600);
		try {
			await file.writeFile(text);
			if (!mayBeLost) await file.sync();
		} catch (error) {
			await rm(temporary, { force: true });
			throw error;
		} finally {
			await file.close();
		}
		return temporary;
	}

	/** What `put` does with a new file, which is gone from beside its place afterwards. */
	async function putNew<Result>(
		name: string,
		text: string,
		put: (temporary: string, path: string) => Promise<Result>,
		mayBeLost = false,
	): Promise<Result> {
		const path = join(folder, name);
		try {
			const temporary = await writeBeside(path, text, mayBeLost);
			try {
				return await put(temporary, path);
			} finally {
				await rm(temporary, { force: true });
			}
		} catch (error) {
			throw explain(error, path, safe`written`);
		}
	}

	/** What `step` comes to in a folder that was looked at first; `absent` where nothing is there. */
	async function carefully<Result>(
		name: string,
		verb: SafeText,
		absent: Result,
		step: (path: string) => Promise<Result>,
	): Promise<Result> {
		const path = join(folder, name);
		try {
			await checkFolder();
			return await step(path);
		} catch (error) {
			if (isAbsent(error)) return absent;
			throw explain(error, path, verb);
		}
	}

	return {
		pathOf: name => toSafeText(join(folder, name), PATH_LIMIT),
		read: name =>
			carefully<string | null>(name, safe`read`, null, async path => {
				const file = await openCarefully(path, constants.O_RDONLY);
				try {
					return await readSmall(file, path);
				} finally {
					await file.close();
				}
			}),
		write: (name, text, mayBeLost) => putNew(name, text, rename, mayBeLost),
		create: (name, text) =>
			putNew(name, text, async (temporary, path) => {
				try {
					await link(temporary, path);
					return true;
				} catch (error) {
					if (codeOf(error) === 'EEXIST') return false;
					throw error;
				}
			}),
		move: (from, to) => carefully(from, safe`renamed`, false, path => rename(path, join(folder, to)).then(() => true)),
		remove: name => carefully(name, safe`removed`, false, path => unlink(path).then(() => true)),
		names: () => carefully<readonly string[]>('', safe`read`, [], path => readdir(path)),
		changedAt: name => carefully<number | null>(name, safe`read`, null, async path => (await lstat(path)).ctimeMs),
		async openToAdd(name) {
			const path = join(folder, name);
			try {
				await makeFolder();
				return await openCarefully(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT);
			} catch (error) {
				throw explain(error, path, safe`written`);
			}
		},
		openToRead: name =>
			carefully<FileHandle | null>(name, safe`read`, null, path => openCarefully(path, constants.O_RDONLY)),
	};
}
