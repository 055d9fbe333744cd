import { HEALTHS, type Health, STATUSES } from '../model/health.ts';
import { JOB_KINDS, type JobKind } from '../model/job.ts';
import type { JobQuery } from '../model/job-query.ts';
import { safe } from '../model/safe-text.ts';
import type { Arguments } from './arguments.ts';
import { GOING_ON } from './command-groups.ts';
import type { CommandName } from './commands.ts';
import { type LookOptions, readLook } from './look-options.ts';
import {
	contradict,
	DAY,
	type Environment,
	readChoice,
	readCount,
	readFilter,
	readTime,
	SECOND,
	wrong,
} from './option-values.ts';
import { createReader, type Reader, withOrigins } from './reader.ts';
import { readCommand, readScenario, readServer, type ServerOptions } from './server-options.ts';
import { readUrl } from './server-url.ts';

/** What to ask for, and which of it to show. */
export interface ShowOptions {
	readonly query: JobQuery;
	/** The healths to show, null for all of them. */
	readonly healths: ReadonlySet<Health> | null;
	readonly filter: string;
	/** Within how many milliseconds before now jobs must have begun, null for any time. */
	readonly since: number | null;
	/** How old the latest sync of an organization may be, in milliseconds. */
	readonly warnAge: number;
	/** For how many milliseconds to go on, null for as long as it takes. */
	readonly duration: number | null;
	/** The path of the file to write metrics to, null for the standard output. */
	readonly textfile: string | null;
	/** The ids of the jobs to wait for. */
	readonly ids: readonly string[];
	/** Milliseconds between polls. */
	readonly interval: number;
	/** Milliseconds until a request is given up. */
	readonly timeout: number;
	/** Whether what is seen is kept from one run to the next. */
	readonly journal: boolean;
	/** Whether the bell is on from the start. */
	readonly bell: boolean;
	/** The program that is told of changes, and its arguments; null where none is. */
	readonly hook: readonly string[] | null;
}

/** Everything that a command which asks a server needs to know. */
export interface Options extends ShowOptions, LookOptions {
	readonly server: ServerOptions;
}

/** What a replay needs to know. */
export interface ReplayOptions extends LookOptions, Pick<ShowOptions, 'healths' | 'filter'> {
	/** The path of a journal's file. */
	readonly file: string;
}

/** What `bundle` needs to know. */
export interface BundleOptions {
	/** Whose journal; null for the one that was written to last. */
	readonly server: { readonly url: URL; readonly domain: string | null } | null;
	/** The path of the file to write, null for the standard output. */
	readonly output: string | null;
}

/** What `simulate` needs to know. */
export interface SimulateOptions {
	readonly port: number;
	/** Null for the simulator's usual one. */
	readonly scenario: string | null;
	readonly seed: number;
	readonly jobsFile: string | null;
}

const DEFAULT_LIMIT = 200;
const LONGEST_SINCE = 3650 * DAY;
const LONGEST_FOR = 20 * DAY;
const WEEK = 7 * DAY;

function readKinds(text: string | null, usual: JobKind | 'all'): readonly JobKind[] {
	const kind = readChoice('kind', text, usual, [...JOB_KINDS, 'all']);
	return kind === 'all' ? JOB_KINDS : [kind];
}

function readStatus(text: string | null): string | null {
	return text === null ? null : readChoice('status', text, text, STATUSES);
}

function readHealths(text: string | null): ReadonlySet<Health> | null {
	if (text === null) return null;
	return new Set(text.split(',').map(part => readChoice('health', part.trim(), 'ok', HEALTHS)));
}

function readSort(text: string | null): string {
	if (text === null) return '-createdAt';
	return /^-?\w+(,-?\w+)*$/.test(text)
		? text
		: wrong('sort', text, safe`property names with commas, such as -createdAt`);
}

/** All jobs since a time are wanted unless it is said how many of them. */
function readLimit(text: string | null, since: number | null): number | null {
	if (text === 'all' || (text === null && since !== null)) return null;
	return readCount('limit', text, DEFAULT_LIMIT, 1, 1_000_000);
}

function readJournal(reader: Reader, { CCKM_TOP_JOURNAL: said = '' }: Environment): boolean {
	if (reader.values('no-journal').length > 0) return false;
	return said === '' ? !reader.isOn('no-journal') : !/^(0|false|no|off)$/i.test(said);
}

function readChosen(reader: Reader): Pick<ShowOptions, 'healths' | 'filter'> {
	return { healths: readHealths(reader.value('health')), filter: readFilter(reader.value('filter') ?? '') };
}

/** Reads what a replay needs; null where none is asked for. No server is asked, so none is to be named. */
export function readReplayOptions(given: Arguments, environment: Environment): ReplayOptions | null {
	const file = given.flags.get('replay')?.at(-1);
	if (file === undefined) return null;
	if (given.flags.has('url')) contradict(safe`--replay`, safe`--url`);
	if (given.flags.has('demo')) contradict(safe`--replay`, safe`--demo`);
	const reader = createReader(given, environment);
	return withOrigins(reader, () => ({ file, ...readChosen(reader), ...readLook(reader, environment) }));
}

/** Reads what `bundle` needs. */
export function readBundleOptions(given: Arguments, environment: Environment): BundleOptions {
	const reader = createReader(given, environment);
	const address = reader.value('url');
	return withOrigins(reader, () => ({
		server: address === null ? null : { url: readUrl(address), domain: reader.value('domain') },
		output: reader.value('output'),
	}));
}

/** How long a request may take, and how long all of it: what `--timeout` is about depends on the command. */
function readDeadlines(reader: Reader, command: CommandName): Pick<ShowOptions, 'timeout' | 'duration'> {
	const usual = (command === 'status' ? 3 : 10) * SECOND;
	// Where it is about more than a request, it counts where it is typed: in a file it is a request's.
	const whole = command === 'wait' || command === 'status' ? (reader.values('timeout').at(-1) ?? null) : null;
	if (command === 'wait') return { timeout: usual, duration: readTime('timeout', whole, null, SECOND, LONGEST_FOR) };
	return {
		timeout: readTime('timeout', command === 'status' ? whole : reader.value('timeout'), usual, 100),
		duration: readTime('for', reader.value('for'), null, SECOND, LONGEST_FOR),
	};
}

/** Reads what a command that asks a server needs. `scenarios` are the simulator's names, the usual one first. */
export function readOptions(given: Arguments, environment: Environment, scenarios: readonly string[]): Options {
	const reader = createReader(given, environment);
	return withOrigins(reader, () => readAll(given, reader, environment, scenarios));
}

function readAll(
	{ command, operands }: Arguments,
	reader: Reader,
	environment: Environment,
	scenarios: readonly string[],
): Options {
	const kinds = readKinds(reader.value('kind'), GOING_ON.includes(command) ? 'all' : 'keys');
	const skip = readCount('skip', reader.value('skip'), 0, 0, 100_000_000);
	if (kinds.length > 1 && skip > 0) contradict(safe`--kind all`, safe`--skip`);
	const usualSince = command === 'check' || command === 'metrics' ? WEEK : null;
	const since = readTime('since', reader.value('since'), usualSince, SECOND, LONGEST_SINCE);
	return {
		query: {
			kinds,
			status: readStatus(reader.value('status')),
			organizations: reader.values('org'),
			id: reader.value('id'),
			sort: readSort(reader.value('sort')),
			skip,
			limit: readLimit(reader.value('limit'), since),
		},
		...readChosen(reader),
		since,
		warnAge: readTime('warn-age', reader.value('warn-age'), DAY, SECOND, LONGEST_SINCE),
		textfile: reader.value('textfile'),
		ids: [...new Set(operands)],
		interval: readTime('interval', reader.value('interval'), 5 * SECOND, SECOND),
		journal: readJournal(reader, environment),
		bell: reader.isOn('bell'),
		hook: readCommand('hook', reader.value('hook')),
		...readDeadlines(reader, command),
		...readLook(reader, environment, command),
		server: readServer(reader, environment, scenarios),
	};
}

/** Reads what `simulate` needs. */
export function readSimulateOptions(given: Arguments, scenarios: readonly string[]): SimulateOptions {
	const reader = createReader(given, {});
	const scenario = reader.value('scenario');
	return {
		port: readCount('port', reader.value('port'), 0, 0, 65_535),
		scenario: scenario === null ? null : readScenario('scenario', scenario, scenarios),
		seed: readCount('seed', reader.value('seed'), 1, 0, 999_999_999),
		jobsFile: reader.value('jobs-file'),
	};
}
