import { HEALTHS, STATUSES } from '../model/health.ts';
import { JOB_KINDS } from '../model/job.ts';
import { ASKING, CHOOSING, EVERY, FOLLOWING, GOING_ON, LISTING } from './command-groups.ts';
import type { CommandName } from './commands.ts';
import type { Flag, FlagGroup } from './flag.ts';
import { SERVER_FLAGS } from './server-flags.ts';

/** Every flag once: parsing, help and readme are made from it. */
export const FLAG_GROUPS: readonly FlagGroup[] = [
	SERVER_FLAGS,
	{
		title: 'What to show',
		commands: CHOOSING,
		flags: [
			{
				name: 'kind',
				kind: 'text',
				value: 'KIND',
				choices: [...JOB_KINDS, 'all'],
				help: 'keys, certificates or all (default of monitor, events and wait: all; of others: keys)',
				example: 'all',
				commands: ASKING,
			},
			{
				name: 'status',
				kind: 'text',
				value: 'STATUS',
				choices: STATUSES,
				help: 'in_progress, completed or failed: sent to the server',
			},
			{
				name: 'health',
				kind: 'text',
				value: 'LIST',
				choices: HEALTHS,
				help: 'failed, degraded, running, ok, cancelled, unknown: one or more, with commas',
				commands: ['monitor', 'list'],
			},
			{
				name: 'org',
				kind: 'text',
				value: 'NAME|ID',
				repeats: true,
				help: 'jobs of this organization; may be given again for more',
				commands: ASKING.filter(command => command !== 'wait'),
			},
			{ name: 'id', kind: 'text', value: 'ID', help: 'this job only', commands: ['monitor', 'list'] },
			{
				name: 'filter',
				kind: 'text',
				value: 'EXPR',
				help: 'what the / key takes: words, /patterns/, kind: org: err: status: health: job: new: age< dur>, ! for not',
				commands: [...CHOOSING, 'events'],
			},
			{
				name: 'sort',
				kind: 'text',
				value: 'KEY',
				help: "the server's property names, with commas; - descends (default: -createdAt)",
				example: '-createdAt',
				commands: ['list'],
			},
			{ name: 'skip', kind: 'text', value: 'N', help: 'leave out the first N jobs', commands: ['list'] },
			{
				name: 'limit',
				kind: 'text',
				value: 'N',
				help: 'how many jobs at the most, or all; the monitor loads more where you scroll (default: 200, with --since all)',
				example: '200',
			},
			{
				name: 'since',
				kind: 'text',
				value: 'TIME',
				help: 'jobs that began within this time, such as 24h or 7d (default of check and metrics: 7d)',
				commands: [...LISTING, 'check', 'metrics'],
			},
			{
				name: 'warn-age',
				kind: 'text',
				value: 'TIME',
				help: 'how old the latest sync of an organization may be (default: 24h)',
				example: '24h',
				commands: ['check'],
			},
			{
				name: 'interval',
				kind: 'text',
				value: 'TIME',
				help: 'the wait between polls, at least 1s (default: 5s)',
				example: '5s',
				commands: GOING_ON,
			},
			{
				name: 'for',
				kind: 'text',
				value: 'TIME',
				help: 'end after this time, such as 10m (default: as long as it takes)',
				commands: ['events'],
			},
		],
	},
	{
		title: 'What to be told of',
		commands: ['monitor'],
		flags: [
			{ name: 'bell', kind: 'switch', help: 'begin with the bell on; the b key switches it', example: 'true' },
			{
				name: 'hook',
				kind: 'text',
				value: 'CMD',
				help: 'a program that is run for each change, with 10s and the change as JSON on its stdin; without a shell',
				example: 'tee -a alerts.ndjson',
			},
		],
	},
	{
		title: 'How it looks',
		commands: CHOOSING,
		flags: [
			{
				name: 'output',
				short: 'o',
				kind: 'text',
				value: 'FORMAT',
				help: 'table, wide, json, ndjson or csv (default: table); of whoami and doctor table or json, of check text or json, of events text or ndjson',
				commands: [...LISTING, 'check', 'events', 'whoami', 'doctor'],
			},
			{
				name: 'columns',
				kind: 'text',
				value: 'LIST',
				help: 'these columns in this order, with commas; a name that there is not is answered with those that there are',
				commands: LISTING,
			},
			{
				name: 'sources',
				kind: 'switch',
				help: 'asks no server; prints what each flag and variable comes to, and where that is from',
				commands: ['whoami'],
			},
			{ name: 'exit-status', kind: 'switch', help: 'exit 10 when something is failed or degraded', commands: LISTING },
			{
				name: 'textfile',
				kind: 'text',
				value: 'PATH',
				help: 'put the metrics into this file, as a whole, instead of the standard output',
				commands: ['metrics'],
			},
			{ name: 'utc', kind: 'switch', help: "the world's hours (default)", commands: [...CHOOSING, ...FOLLOWING] },
			{
				name: 'local',
				kind: 'switch',
				help: "this machine's hours",
				commands: [...CHOOSING, ...FOLLOWING],
				example: 'true',
				opposite: 'utc',
			},
			{
				name: 'ascii',
				kind: 'switch',
				help: 'no characters beyond ASCII',
				commands: [...CHOOSING, 'status', 'events', 'doctor'],
				example: 'true',
			},
			{ name: 'no-color', kind: 'switch', help: 'no colours; NO_COLOR says the same' },
			{
				name: 'color',
				kind: 'text',
				value: 'WHEN',
				choices: ['auto', 'always', 'never'],
				help: 'always, never or auto (default)',
				example: 'never',
				opposite: 'no-color',
			},
			{
				name: 'theme',
				kind: 'text',
				value: 'NAME',
				help: "ansi (default), mono, or high-contrast: nothing but the terminal's own text and background, nothing faint",
				environment: ['CCKM_TOP_THEME'],
				commands: ['monitor'],
				example: 'high-contrast',
			},
		],
	},
	{
		title: 'Simulator',
		commands: ['simulate'],
		flags: [
			{ name: 'port', kind: 'text', value: 'N', help: 'the port on 127.0.0.1 (default: any that is free)' },
			{ name: 'scenario', kind: 'text', value: 'NAME', help: 'what happens there' },
			{ name: 'seed', kind: 'text', value: 'N', help: 'which of all simulated worlds (default: 1)', commands: EVERY },
			{ name: 'jobs-file', kind: 'text', value: 'FILE', help: 'serve the rows of a saved answer, as they are' },
		],
	},
	{
		title: 'Journal',
		commands: ['monitor'],
		flags: [
			{
				name: 'no-journal',
				kind: 'switch',
				help: 'keep nothing of what is seen for the next run; CCKM_TOP_JOURNAL=off says the same',
				example: 'true',
			},
			{
				name: 'replay',
				kind: 'text',
				value: 'FILE',
				help: 'play the file of a journal, without any server: it begins at its end, J and K go through it',
			},
			{
				name: 'output',
				kind: 'text',
				value: 'FILE',
				help: 'write to this new file, readable by its owner only (default: the standard output)',
				commands: ['bundle'],
			},
		],
	},
	{
		title: 'General',
		commands: [...EVERY, 'bundle', 'config', 'completion'],
		flags: [
			{ name: 'help', short: 'h', kind: 'switch', help: 'this text' },
			{
				name: 'debug',
				kind: 'text',
				value: 'FILE',
				help: 'write down what happens, without secrets, in this file, readable by its owner only; 10 MiB at the most',
			},
			{ name: 'version', kind: 'switch', help: 'the version' },
		],
	},
];

const BY_COMMAND = new Map<CommandName, readonly Flag[]>();

/** The flags that a command takes. */
export function flagsOf(command: CommandName): readonly Flag[] {
	const known = BY_COMMAND.get(command);
	if (known !== undefined) return known;
	const flags = FLAG_GROUPS.flatMap(group =>
		group.flags.filter(flag => (flag.commands ?? group.commands).includes(command)),
	);
	BY_COMMAND.set(command, flags);
	return flags;
}
