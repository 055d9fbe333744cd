import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { Secret } from '../api/credentials.ts';
import { usageError } from '../command-line/arguments.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';

const SECRET_LIMIT = 64 * 1024;
const OPEN_TO_OTHERS = 0o077;

function cannotRead(what: SafeText, path: string, error: unknown): never {
	const code = error instanceof Error && 'code' in error ? toSafeText(String(error.code)) : safe`unknown error`;
	throw usageError(
		safe`The ${what} ${toSafeText(path, 200)} cannot be read (${code}).`,
		safe`Check the path and its permissions.`,
	);
}

async function readCarefully(file: FileHandle, what: SafeText, path: string): Promise<string> {
	const name = toSafeText(path, 200);
	const facts = await file.stat();
	if (!facts.isFile())
		throw usageError(safe`The ${what} ${name} is not a file.`, safe`Give the path of an ordinary file.`);
	if ((facts.mode & OPEN_TO_OTHERS) !== 0) {
		throw usageError(safe`The ${what} ${name} can be read by others.`, safe`Take that from them: chmod 600 ${name}`);
	}
	if (facts.size > SECRET_LIMIT)
		throw usageError(safe`The ${what} ${name} is too large for a secret.`, safe`Give the right file.`);
	const text = (await file.readFile('utf8')).replace(/^\ufeff/, '').replace(/\r?\n$/, '');
	if (text === '') throw usageError(safe`The ${what} ${name} is empty.`, safe`Put the secret on its first line.`);
	return text;
}

/** Reads a secret from a file that only its owner can read; one newline at its end does not belong to it. */
export async function readSecretFile(what: SafeText, path: string): Promise<Secret> {
	// A pipe nobody writes to would block the opening for ever.
	const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(error =>
		cannotRead(what, path, error),
	);
	try {
		return new Secret(await readCarefully(file, what, path));
	} finally {
		await file.close();
	}
}

/** Certificates to trust: a PEM itself, or the path of one. */
export async function readCertificates(pathOrPem: string): Promise<string> {
	if (pathOrPem.includes('-----BEGIN')) return pathOrPem;
	return readText(safe`CA file`, pathOrPem);
}

/** A file that is no secret. */
export function readText(what: SafeText, path: string): Promise<string> {
	return readFile(path, 'utf8').catch(error => cannotRead(what, path, error));
}

/** The rows of a saved answer: of a whole page, or of a bare array. */
export async function readRows(path: string): Promise<readonly unknown[]> {
	const text = await readText(safe`jobs file`, path);
	const name = toSafeText(path, 200);
	try {
		const value: unknown = JSON.parse(text);
		if (Array.isArray(value)) return value;
		if (typeof value === 'object' && value !== null && 'resources' in value && Array.isArray(value.resources))
			return value.resources;
	} catch {
		throw usageError(
			safe`The jobs file ${name} is not JSON.`,
			safe`Give an answer of the server's list as it was saved.`,
		);
	}
	throw usageError(
		safe`The jobs file ${name} holds no rows.`,
		safe`Give an answer with "resources", or an array of rows.`,
	);
}
