import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { createRedactor, Secret } from '../api/credentials.ts';
import { describeSources } from '../command-line/account-options.ts';
import { type Arguments, usageError } from '../command-line/arguments.ts';
import type { Environment } from '../command-line/option-values.ts';
import { SECRET_VARIABLES } from '../command-line/server-options.ts';
import { systemClock } from '../live/clock.ts';
import { FailureError } from '../model/failure.ts';
import { type SafeText, safe, sliceSafe, toSafeText } from '../model/safe-text.ts';
import { explain } from '../store/private-folder.ts';
import { debug, debugTo } from './debug.ts';

/** The most bytes that a log may have, with what stood in it before. */
export const LOG_LIMIT = 10 * 1024 * 1024;

const OPEN_TO_OTHERS = 0o077;

/** What stands for a value that there is not. */
const NONE = safe`—`;

const LAST_WORD = safe`this log has reached ${LOG_LIMIT / 1024 / 1024} MiB: nothing more is written down\n`;

/** Opens a file of this user's alone to be added to, new where there is none; gives its number and its size. */
function openLog(path: string): { readonly file: number; readonly size: number } {
	const name = toSafeText(path, 200);
	const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
	let file: number;
	try {
		// A pipe that nobody reads would block the opening for ever.
		file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
	} catch (error) {
		throw explain(error, path, safe`written`);
	}
	const facts = fstatSync(file);
	const own = process.getuid?.() ?? null;
	const refuse = (message: SafeText, advice: SafeText): never => {
		closeSync(file);
		throw usageError(message, advice);
	};
	if (!facts.isFile()) refuse(safe`--debug ${name} is not a file.`, safe`Give the path of a new file.`);
	if (own !== null && (facts.uid !== own || (facts.mode & OPEN_TO_OTHERS) !== 0)) {
		refuse(safe`--debug ${name} is not this user's alone.`, safe`Give the path of a new file, or: chmod go= ${name}`);
	}
	if (facts.size + LAST_WORD.length > LOG_LIMIT) {
		refuse(safe`--debug ${name} is full.`, safe`Remove it, or give the path of a new file.`);
	}
	return { file, size: facts.size };
}

/** Adds lines to the file while there is room for them and the last word. */
function writeLines(path: string): (line: SafeText) => void {
	const { file, size } = openLog(path);
	let room = LOG_LIMIT - size - LAST_WORD.length;
	let isOver = false;
	return line => {
		if (isOver) return;
		const bytes = Buffer.byteLength(line);
		isOver = bytes > room;
		room -= bytes;
		try {
			writeSync(file, isOver ? LAST_WORD : line);
		} catch {
			// A disk that is full shall not end what is looked at.
			isOver = true;
		}
	};
}

/** What is in force, of secrets only by which way they come: a path may be a secret that was put in the wrong place. */
function tellSettings(given: Arguments, environment: Environment): void {
	try {
		for (const { name, value, from } of describeSources(given, environment)) {
			const isSecret = name === 'password' || name === 'token';
			const way = isSecret ? sliceSafe(from, 0, (from.indexOf(' ') + 1 || from.length + 1) - 1) : from;
			if (value !== NONE) debug(safe`setting ${name} = ${value} (${way})`);
		}
	} catch (error) {
		if (!(error instanceof FailureError)) throw error;
		debug(safe`the settings cannot be read`);
	}
}

/** Writes down from now on what this process does, into a file of this user's alone; never anything secret. */
export function startDebugLog(given: Arguments, environment: Environment): void {
	const path = given.flags.get('debug')?.at(-1) ?? '';
	const redactor = createRedactor();
	for (const name of SECRET_VARIABLES) redactor.add(new Secret(environment[name] ?? ''));
	const write = writeLines(path);
	const began = systemClock.monotonic();
	debugTo(event => {
		const at = toSafeText(new Date(systemClock.now()).toISOString());
		const since = Math.round(systemClock.monotonic() - began);
		write(safe`${at} ${process.pid} +${since}ms ${toSafeText(redactor.redact(event))}\n`);
	});
	const flags = [...given.flags.keys()].map(name => `--${name}`).join(' ');
	const version = safe`cckm-top ${toSafeText(packageJson.version)}, Node ${toSafeText(process.versions.node)}`;
	debug(safe`${version}, ${toSafeText(process.platform)}: ${toSafeText(given.command)} ${toSafeText(flags)}`);
	tellSettings(given, environment);
	process.on('exit', code => debug(safe`ended with code ${code}`));
}
