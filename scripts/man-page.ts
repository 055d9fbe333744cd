import { readFileSync } from 'node:fs';
import { COMMANDS, type CommandDescription, writeFlag } from '../source/command-line/commands.ts';
import { CHECK_CODES, EXIT_CODES } from '../source/command-line/exit-codes.ts';
import type { Flag } from '../source/command-line/flag.ts';
import { FLAG_GROUPS } from '../source/command-line/flags.ts';
import { KEY_PASSPHRASE, PASSWORD_VARIABLES, TOKEN_VARIABLES } from '../source/command-line/server-options.ts';
import { SCENARIOS } from '../source/demo/scenarios.ts';
import { BINDING_GROUPS } from '../source/session/bindings.ts';
import { entry, literal, order, plain, set } from './roff.ts';

/** Where the manual page is kept. */
export const MAN_PAGE = 'docs/man/cckm-top.1';

const DESCRIPTION = `It polls a CipherTrust Manager and shows the jobs that synchronize keys with Salesforce organizations. A job that
says completed may have failed for every organization; this shows how well it really went, which organizations are broken and
with what error, and always how old that knowledge is. Nothing is changed on the server.`;

const EXAMPLES = [
	'cckm-top --demo',
	'cckm-top login --url cm.example.com --user alice',
	'cckm-top --url cm.example.com',
	"cckm-top list --since 24h --filter 'org:acme !health:ok'",
	'cckm-top list -o ndjson | jq -r \'select(.health=="failed").id\'',
	'cckm-top check --url cm.example.com --warn-age 6h',
];

/** What is kept between two runs and read at the start, by where it is. */
const FILES: Readonly<Record<string, string>> = {
	'~/.config/cckm-top/config.toml':
		'the configuration file, below XDG_CONFIG_HOME where that is set; config init prints one',
	'~/.local/state/cckm-top/':
		'sign-ins, remembered certificates, journals and saved screens, below XDG_STATE_HOME where that is set',
	'~/.cache/cckm-top/':
		'what Node 22 and newer compiled of the program, for a quicker start, below XDG_CACHE_HOME where that is set',
	'~/.ksctl/config.yaml, ~/.ciphertrust/config':
		"the files of Thales' ksctl and of Terraform's provider, which are read too",
};

/** Keys that are written with letters which a terminal of ASCII cannot show. */
const ARROWS: Readonly<Record<string, string>> = { '←': 'Left', '↑': 'Up', '→': 'Right', '↓': 'Down' };

const named = (keys: string) => keys.replace(/[←↑→↓]/g, arrow => ARROWS[arrow] ?? arrow);

function synopsis(): string {
	const line = (...words: readonly string[]) => `${set('B', 'cckm-top')} ${words.join(' ')}`;
	return [line(`[${set('I', 'flags')}]`), '.br', line(set('I', 'command'), `[${set('I', 'flags')}]`)].join('\n');
}

function command({ name, summary, words, operands }: CommandDescription): string {
	const behind = [words?.join('|'), operands].filter(word => word !== undefined).map(word => ` ${set('I', word)}`);
	return entry(name === 'monitor' ? plain('(none)') : `${set('B', name)}${behind.join('')}`, plain(summary));
}

function flag(described: Flag): string {
	const { help, environment = [] } = described;
	const variables = environment.length === 0 ? '' : `\n.br\nAlso ${plain(environment.join(', '))}.`;
	return entry(set('B', writeFlag(described)), `${plain(help)}${variables}`);
}

const codes = (described: Readonly<Record<string, { readonly code: number; readonly meaning: string }>>) =>
	Object.values(described).map(({ code, meaning }) => entry(set('B', String(code)), plain(meaning)));

const titled = (title: string, entries: readonly string[]) => [order('SS', plain(title)), ...entries];

/** The manual page, as roff: made from the tables that the help is made from. */
export function manPage(): string {
	const { version, description } = JSON.parse(readFileSync('package.json', 'utf8'));
	const sections: Readonly<Record<string, readonly string[]>> = {
		NAME: [`cckm\\-top \\- ${plain(description)}`],
		SYNOPSIS: [synopsis()],
		DESCRIPTION: [plain(DESCRIPTION)],
		COMMANDS: [...COMMANDS.map(command), '.PP', plain('cckm-top COMMAND --help tells which flags a command takes.')],
		FLAGS: FLAG_GROUPS.flatMap(({ title, flags }) => titled(title, flags.map(flag))),
		KEYS: BINDING_GROUPS.flatMap(({ title, bindings }) =>
			titled(
				title,
				bindings.map(({ keys, help }) => entry(set('B', named(keys)), plain(help))),
			),
		),
		'EXIT STATUS': [
			...codes(EXIT_CODES),
			entry(set('B', '128+n'), plain('ended by a signal')),
			'.PP',
			plain('check ends as plug-ins of Nagios do:'),
			...codes(CHECK_CODES),
		],
		ENVIRONMENT: [
			plain('Flags count for more than the variables that stand with them above. Secrets are given by no flag:'),
			entry(set('B', PASSWORD_VARIABLES.join(', ')), plain('the password; the first that is set counts')),
			entry(set('B', TOKEN_VARIABLES.join(', ')), plain('a ready bearer token')),
			entry(set('B', KEY_PASSPHRASE), plain('the passphrase of an encrypted --key')),
			entry(set('B', 'HTTPS_PROXY, NO_PROXY'), plain('the proxy, and for what it is left out')),
			entry(set('B', 'NO_COLOR'), plain('no colours, where it is set to anything')),
		],
		FILES: Object.entries(FILES).map(([path, about]) => entry(set('I', path), plain(about))),
		SCENARIOS: Object.entries(SCENARIOS).map(([name, { summary }]) => entry(set('B', name), plain(summary))),
		EXAMPLES: [literal(EXAMPLES)],
	};
	const body = Object.entries(sections).flatMap(([title, lines]) => [order('SH', title), ...lines]);
	// Names are not to be broken in two where a line ends.
	return `${[order('TH', 'CCKM-TOP', '1', '', `cckm-top ${version}`, 'User Commands'), '.nh', ...body].join('\n')}\n`;
}
