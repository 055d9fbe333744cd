import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { usageError } from '../command-line/arguments.ts';
import type { SettingsFile } from '../command-line/setting.ts';
import type { Place } from '../configuration/place.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { ConfigurationFile } from './configuration.ts';

const SIZE_LIMIT = 64 * 1024;
const WRITABLE_BY_OTHERS = 0o022;
const READABLE_BY_OTHERS = 0o044;

/** More than these are not told of. */
const MOST_WARNINGS = 5;

const ROOT = 0;

async function readCarefully(file: FileHandle, path: SafeText): Promise<{ text: string; isExposed: boolean }> {
	const facts = await file.stat();
	const { mode, uid, size } = facts;
	const own = process.getuid?.() ?? null;
	if (!facts.isFile()) throw usageError(safe`${path} is not a file.`, safe`A configuration is an ordinary file.`);
	if (own !== null && uid !== own && uid !== ROOT) {
		throw usageError(safe`${path} belongs to another user.`, safe`Copy what you want of it to a file of your own.`);
	}
	if ((mode & WRITABLE_BY_OTHERS) !== 0) {
		throw usageError(
			safe`${path} can be changed by others, who would decide whom this program talks to.`,
			safe`Look at what is in it, then take that from them: chmod go-w ${path}`,
		);
	}
	if (size > SIZE_LIMIT) {
		throw usageError(
			safe`${path} is too large for a configuration.`,
			safe`It takes ${SIZE_LIMIT / 1024} KiB at the most.`,
		);
	}
	const bytes = Buffer.alloc(SIZE_LIMIT + 1);
	const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
	const text = bytes.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
	return { text, isExposed: (mode & READABLE_BY_OTHERS) !== 0 };
}

/** Opens a file, whatever it is; a pipe that nobody writes to would block that for ever. */
async function openFile(path: string): Promise<FileHandle> {
	try {
		return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? toSafeText(String(error.code)) : safe`unknown error`;
		throw usageError(
			safe`The configuration ${toSafeText(path, 200)} cannot be read (${code}).`,
			safe`Check the path and its permissions.`,
		);
	}
}

async function readPlace(path: string): Promise<{ readonly text: string; readonly place: Place }> {
	const whole = resolve(path);
	const shown = toSafeText(whole, 200);
	const file = await openFile(path);
	try {
		const { text, isExposed } = await readCarefully(file, shown);
		return { text, place: { path: shown, folder: dirname(whole), home: homedir(), isExposed } };
	} finally {
		await file.close();
	}
}

/** Reads the files that there are, the most important one first; tells on stderr, once, what in them nobody understands. */
export async function readConfiguration(
	files: readonly ConfigurationFile[],
	profile: string | null,
): Promise<readonly SettingsFile[]> {
	const found: SettingsFile[] = [];
	for (const { kind, path } of files) {
		const { text, place } = await readPlace(path);
		if (kind === 'own') {
			const { readOwnFile } = await import('../configuration/own-file.ts');
			const { files: parts, warnings } = readOwnFile(text, place, profile);
			found.push(...parts);
			for (const warning of warnings.slice(0, MOST_WARNINGS)) process.stderr.write(safe`cckm-top: ${warning}\n`);
		} else if (kind === 'ksctl') {
			const { readKsctlFile } = await import('../configuration/ksctl-file.ts');
			found.push(readKsctlFile(text, place));
		} else {
			const { readTerraformFile } = await import('../configuration/terraform-file.ts');
			found.push(readTerraformFile(text, place));
		}
	}
	return found;
}
