import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { JournalFile, JournalFiles } from '../journal/files.ts';
import type { Clock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';
import { explain, type PrivateFolder } from './private-folder.ts';

/** Who makes room needs moments for it; a lock that is older, in milliseconds, was left by one who was stopped. */
const LONGEST_LOCK = 10_000;

/** The name of the journal of a server and the domain looked at: the same for the same ones, and nothing to be read from it. */
export function journalName(server: string, domain: string | null): string {
	return createHash('sha256')
		.update(JSON.stringify([server, domain]))
		.digest('hex')
		.slice(0, 32);
}

/** A file of a journal that was opened; `path` is for telling the reader. */
export async function journalFile(handle: FileHandle, path: SafeText): Promise<JournalFile> {
	const { dev, ino } = await handle.stat();
	const refuse = (error: unknown, verb: SafeText): never => {
		throw explain(error, path, verb);
	};
	return {
		id: `${dev} ${ino}`,
		async read(offset, length) {
			const buffer = new Uint8Array(length);
			const { bytesRead } = await handle
				.read(buffer, 0, length, offset)
				.catch((error: unknown) => refuse(error, safe`read`));
			return buffer.subarray(0, bytesRead);
		},
		async append(bytes) {
			const { bytesWritten } = await handle.write(bytes).catch((error: unknown) => refuse(error, safe`written`));
			if (bytesWritten === bytes.length) return;
			throw new FailureError({
				kind: 'usage',
				message: safe`${path} cannot be written to the end.`,
				advice: safe`Check the disk.`,
			});
		},
		close: () => handle.close(),
	};
}

/** The files of the journal called `name`, in a folder of this user's alone. */
export function openJournalFiles(folder: PrivateFolder, name: string, clock: Clock): JournalFiles {
	const names = { growing: `${name}.ndjson`, older: `${name}.old.ndjson` };
	const lock = `${name}.lock`;

	async function idOf(file: string): Promise<string | null> {
		const handle = await folder.openToRead(file);
		if (handle === null) return null;
		try {
			return (await journalFile(handle, folder.pathOf(file))).id;
		} finally {
			await handle.close();
		}
	}

	/** Whether the lock was to be had; where another has it, that one makes room. */
	async function takeLock(): Promise<boolean> {
		if (await folder.create(lock, '')) return true;
		const since = await folder.changedAt(lock);
		if (since === null || Math.abs(clock.now() - since) <= LONGEST_LOCK) return false;
		await folder.remove(lock);
		return folder.create(lock, '');
	}

	return {
		open: async () => journalFile(await folder.openToAdd(names.growing), folder.pathOf(names.growing)),
		async openExisting(which) {
			const handle = await folder.openToRead(names[which]);
			return handle === null ? null : journalFile(handle, folder.pathOf(names[which]));
		},
		growing: () => idOf(names.growing),
		async rotate(id) {
			if (!(await takeLock())) return;
			try {
				if ((await idOf(names.growing)) === id) await folder.move(names.growing, names.older);
			} finally {
				await folder.remove(lock);
			}
		},
	};
}
