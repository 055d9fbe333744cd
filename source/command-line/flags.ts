import type { CommandName } from './commands.ts';

/** What stands behind a flag: nothing, a text, or a text that may be left out. */
export type FlagKind = 'switch' | 'text' | 'optional-text';

/** One flag: its name, what it takes, and which variables stand in for it. */
export interface Flag {
	readonly name: string;
	readonly short?: string;
	readonly kind: FlagKind;
	/** What the help calls its value. */
	readonly value?: string;
	readonly repeats?: true;
	readonly help: string;
	/** Environment variables that give the same, first found wins. */
	readonly environment?: readonly string[];
	/** The commands that take it, where they are not those of its group. */
	readonly commands?: readonly CommandName[];
}

/** Flags that belong together in the help, and the commands that take them. */
export interface FlagGroup {
	readonly title: string;
	readonly commands: readonly CommandName[];
	readonly flags: readonly Flag[];
}

const ASKING: readonly CommandName[] = ['monitor', 'list'];
const SIGNING_IN: readonly CommandName[] = [...ASKING, 'login', 'whoami'];
const WITH_TOKEN: readonly CommandName[] = [...ASKING, 'whoami'];
const EVERY: readonly CommandName[] = [...SIGNING_IN, 'logout', 'simulate'];

/** Every flag once: parsing, help and readme are made from it. */
export const FLAG_GROUPS: readonly FlagGroup[] = [
	{
		title: 'Server and sign-in',
		commands: [...SIGNING_IN, 'logout'],
		flags: [
			{
				name: 'url',
				kind: 'text',
				value: 'URL',
				help: 'the server; https where no scheme is given, http only to loopback',
				environment: ['CCKM_TOP_URL', 'CIPHERTRUST_ADDRESS', 'CIPHERTRUST_URL', 'KSCTL_URL', 'CM_ADDRESS', 'CM_BASE'],
			},
			{
				name: 'user',
				kind: 'text',
				value: 'NAME',
				help: 'who signs in',
				environment: ['CCKM_TOP_USERNAME', 'CIPHERTRUST_USERNAME', 'CIPHERTRUST_USER', 'KSCTL_USERNAME', 'CM_USERNAME'],
			},
			{
				name: 'password-file',
				kind: 'text',
				value: 'PATH',
				help: 'a file with the password, readable by its owner only; there is no flag for the password itself',
				commands: SIGNING_IN,
			},
			{
				name: 'password-command',
				kind: 'text',
				value: 'CMD',
				help: 'a program that prints the password within 10s; run without a shell',
				commands: SIGNING_IN,
			},
			{
				name: 'token-file',
				kind: 'text',
				value: 'PATH',
				help: 'a file with a ready bearer token, read again when it changes and after a 401',
				commands: WITH_TOKEN,
			},
			{
				name: 'domain',
				kind: 'text',
				value: 'NAME',
				help: 'the domain to look at (default: root)',
				environment: ['CCKM_TOP_DOMAIN', 'CIPHERTRUST_DOMAIN', 'KSCTL_DOMAIN', 'CM_DOMAIN'],
			},
			{
				name: 'auth-domain',
				kind: 'text',
				value: 'NAME',
				help: 'the domain where the user lives (default: root)',
				environment: ['CCKM_TOP_AUTH_DOMAIN', 'CIPHERTRUST_AUTH_DOMAIN', 'KSCTL_AUTH_DOMAIN', 'CM_AUTH_DOMAIN'],
			},
			{
				name: 'tenant',
				kind: 'text',
				value: 'NAME',
				help: 'the tenant, on the hosted service',
				environment: ['CCKM_TOP_TENANT', 'CIPHERTRUST_TENANT'],
			},
			{
				name: 'connection',
				kind: 'text',
				value: 'NAME',
				help: 'the identity provider of the user (default: local accounts)',
				environment: ['CCKM_TOP_CONNECTION', 'CM_CONNECTION'],
			},
			{
				name: 'ca-file',
				kind: 'text',
				value: 'PATH',
				help: "PEM certificates to trust beside the system's: a path, or the PEM itself",
				environment: ['CCKM_TOP_CA_FILE', 'CIPHERTRUST_CA_CERT', 'CM_CA_BUNDLE'],
			},
			{
				name: 'pin-sha256',
				kind: 'text',
				value: 'HEX',
				help: "trust the server by its own certificate's SHA-256 fingerprint and nothing else; several with commas",
				environment: ['CCKM_TOP_PIN_SHA256'],
			},
			{
				name: 'server-name',
				kind: 'text',
				value: 'NAME',
				help: 'the name that the certificate is checked for, where it is not that of the URL',
			},
			{
				name: 'cert',
				kind: 'text',
				value: 'PATH',
				help: 'the client certificate to show to a server that asks for one, in PEM; goes with --key',
			},
			{
				name: 'key',
				kind: 'text',
				value: 'PATH',
				help: 'its private key in PEM, readable by its owner only; a passphrase comes from CCKM_TOP_KEY_PASSPHRASE or is asked for',
			},
			{
				name: 'insecure',
				kind: 'switch',
				help: 'do not check the certificate: a banner stays on the screen for as long as it runs',
				environment: ['CIPHERTRUST_NOSSLVERIFY', 'NO_SSL_VERIFY', 'KSCTL_NOSSLVERIFY'],
			},
			{
				name: 'demo',
				kind: 'optional-text',
				value: 'SCENARIO',
				help: 'the embedded simulator instead of a server; credentials in the environment are not read',
				commands: WITH_TOKEN,
			},
			{ name: 'timeout', kind: 'text', value: 'TIME', help: "a request's deadline (default: 10s)" },
		],
	},
	{
		title: 'What to show',
		commands: ASKING,
		flags: [
			{ name: 'status', kind: 'text', value: 'STATUS', help: 'in_progress, completed or failed: sent to the server' },
			{
				name: 'health',
				kind: 'text',
				value: 'LIST',
				help: 'failed, degraded, running, ok, cancelled, unknown: one or more, with commas',
			},
			{
				name: 'org',
				kind: 'text',
				value: 'NAME|ID',
				repeats: true,
				help: 'jobs of this organization; may be given again for more',
			},
			{ name: 'id', kind: 'text', value: 'ID', help: 'this job only' },
			{
				name: 'filter',
				kind: 'text',
				value: 'EXPR',
				help: 'what the / key takes: words, /patterns/, org: err: status: health: job: new: age< dur>, ! for not',
			},
			{
				name: 'sort',
				kind: 'text',
				value: 'KEY',
				help: "the server's property names, with commas; - descends (default: -createdAt)",
				commands: ['list'],
			},
			{ name: 'skip', kind: 'text', value: 'N', help: 'leave out the first N jobs', commands: ['list'] },
			{
				name: 'limit',
				kind: 'text',
				value: 'N',
				help: 'how many jobs at the most, or all; the monitor loads more where you scroll (default: 200)',
			},
			{
				name: 'interval',
				kind: 'text',
				value: 'TIME',
				help: 'the wait between polls, at least 1s (default: 5s)',
				commands: ['monitor'],
			},
		],
	},
	{
		title: 'How it looks',
		commands: ASKING,
		flags: [
			{
				name: 'output',
				short: 'o',
				kind: 'text',
				value: 'FORMAT',
				help: 'table or json (default: table)',
				commands: ['list', 'whoami'],
			},
			{
				name: 'sources',
				kind: 'switch',
				help: 'asks no server; prints what each flag and variable comes to, and where that is from',
				commands: ['whoami'],
			},
			{ name: 'exit-status', kind: 'switch', help: 'exit 10 when something is failed or degraded', commands: ['list'] },
			{ name: 'utc', kind: 'switch', help: "the world's hours (default)" },
			{ name: 'local', kind: 'switch', help: "this machine's hours" },
			{ name: 'ascii', kind: 'switch', help: 'no characters beyond ASCII' },
			{ name: 'no-color', kind: 'switch', help: 'no colours; NO_COLOR says the same' },
			{ name: 'color', kind: 'text', value: 'WHEN', help: 'always, never or auto (default)' },
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
		title: 'General',
		commands: EVERY,
		flags: [
			{ name: 'help', short: 'h', kind: 'switch', help: 'this text' },
			{ name: 'version', kind: 'switch', help: 'the version' },
		],
	},
];

/** The flags that a command takes. */
export function flagsOf(command: CommandName): readonly Flag[] {
	return FLAG_GROUPS.flatMap(group => group.flags.filter(flag => (flag.commands ?? group.commands).includes(command)));
}
