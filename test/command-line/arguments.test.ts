import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import { COMMANDS, type CommandName } from '../../source/command-line/commands.ts';
import { exitCodeOf } from '../../source/command-line/exit-codes.ts';
import { flagsOf } from '../../source/command-line/flags.ts';
import { describeFailure, FailureError } from '../../source/model/failure.ts';
import { fc } from '../support/properties.ts';

const SECRET = 'hunter2';

/** What a mistake is told as: its sentence and its advice. */
function mistakeOf(argv: readonly string[]): string {
	try {
		parseArguments(argv);
	} catch (error) {
		assert.ok(error instanceof FailureError);
		assert.equal(exitCodeOf(error.failure), 2);
		const { message, advice } = describeFailure(error.failure);
		return `${message} ${advice}`;
	}
	return assert.fail(`${argv.join(' ')} is taken`);
}

const taken: readonly (readonly [argv: readonly string[], command: CommandName, flags: Record<string, string[]>])[] = [
	[[], 'monitor', {}],
	[['list'], 'list', {}],
	[['simulate', '--port', '8443'], 'simulate', { port: ['8443'] }],
	[['--url', 'cm.example.com'], 'monitor', { url: ['cm.example.com'] }],
	[['--url=cm.example.com'], 'monitor', { url: ['cm.example.com'] }],
	[['list', '-o', 'json'], 'list', { output: ['json'] }],
	[['list', '-o=json'], 'list', { output: ['json'] }],
	[['list', '--output=json'], 'list', { output: ['json'] }],
	[['list', '--sort', '-createdAt'], 'list', { sort: ['-createdAt'] }],
	[['list', '--sort=-createdAt,abort'], 'list', { sort: ['-createdAt,abort'] }],
	[['--demo'], 'monitor', { demo: [''] }],
	[['--demo=storm'], 'monitor', { demo: ['storm'] }],
	[['list', '--demo', '--limit', '5'], 'list', { demo: [''], limit: ['5'] }],
	[['list', '--demo', '-o', 'json'], 'list', { demo: [''], output: ['json'] }],
	[['--org', 'a', '--org=b,c', '--org', 'd'], 'monitor', { org: ['a', 'b,c', 'd'] }],
	[['--filter', '!ok'], 'monitor', { filter: ['!ok'] }],
	[['--filter', '"session expired"'], 'monitor', { filter: ['"session expired"'] }],
	[['--filter=a=b'], 'monitor', { filter: ['a=b'] }],
	[['--filter=--utc'], 'monitor', { filter: ['--utc'] }],
	[['--id', '007'], 'monitor', { id: ['007'] }],
	[['--no-color', '--utc'], 'monitor', { 'no-color': [''], utc: [''] }],
	[['list', '--exit-status'], 'list', { 'exit-status': [''] }],
	[['-h'], 'monitor', { help: [''] }],
	[['config', 'init'], 'config', {}],
	[['config', '--help'], 'config', { help: [''] }],
	[['list', '--help', '--version'], 'list', { help: [''], version: [''] }],
];

for (const [argv, command, flags] of taken) {
	test(`takes cckm-top ${argv.join(' ')}`, () => {
		const given = parseArguments(argv);
		assert.equal(given.command, command);
		assert.deepEqual(Object.fromEntries(given.flags), flags);
	});
}

test('words that are no flags stand where a command takes them, and nowhere else', () => {
	const { operands, flags } = parseArguments(['wait', 'a', '--timeout', '5m', 'b', '--utc', 'c']);
	assert.deepEqual([operands, flags.get('timeout')], [['a', 'b', 'c'], ['5m']]);
	assert.match(mistakeOf(['wait', '']), /A word that is no flag/);
});

test('takes any value to the letter, behind a space or an equals sign', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('filter', 'org'), (value, name) => {
			assert.deepEqual(parseArguments([`--${name}=${value}`]).flags.get(name), [value]);
			if (!value.startsWith('--')) assert.deepEqual(parseArguments([`--${name}`, value]).flags.get(name), [value]);
		}),
	);
	for (const value of ['"', '""', "'x'", '=', '==', '-', '-x', '-1', 'true', 'false', '__proto__', '1e3', '\n']) {
		assert.deepEqual(parseArguments([`--filter=${value}`]).flags.get('filter'), [value]);
	}
});

test('every flag of every command is taken by its name', () => {
	for (const { name: command, words = [] } of COMMANDS) {
		for (const { name, kind } of flagsOf(command)) {
			const argv = [
				...(command === 'monitor' ? [] : [command]),
				...words.slice(0, 1),
				kind === 'switch' ? `--${name}` : `--${name}=value`,
			];
			assert.deepEqual([...parseArguments(argv).flags], [[name, [kind === 'switch' ? '' : 'value']]]);
		}
	}
});

const mistakes: readonly (readonly [argv: readonly string[], told: RegExp])[] = [
	[
		['lsit'],
		/no command lsit\..*list, orgs, errors, check, status, events, wait, metrics, login, logout, whoami, doctor, simulate/,
	],
	[['monitor'], /no command monitor/],
	[['lisst'], /no command lisst\. Did you mean list\?/],
	[['config'], /config needs a word: init\..*cckm-top config init/],
	[['config', 'int'], /config int does not fit\. Did you mean init\? It takes init\./],
	[['config', 'init', 'x'], /behind the command/],
	[['list', 'list'], /The command list stands behind a flag|behind the command/],
	[['--demo', 'list'], /command list.*cckm-top list/],
	[['list', SECRET], /behind the command/],
	[['--insecure', SECRET], /behind --insecure/],
	[['--demo', SECRET], /behind --demo.*--demo=SCENARIO/],
	[['--user', 'alice', SECRET], /behind --user/],
	[['--password', SECRET], /no flag --password here.*--password-file/],
	[[`--password=${SECRET}`], /no flag --password here.*--password-file/],
	[[`--password ${SECRET}`], /no flag --password here/],
	[['--user', 'alice', '--pass', SECRET], /no flag --pass here.*--password-file/],
	[['-p', SECRET], /no flag -p here/],
	[[`-p${SECRET}`], /no flag -p here/],
	[['--token', SECRET], /no flag --token here.*--token-file/],
	[['--limti', '5'], /no flag --limti here.*--limit\?/],
	[['--interval', '5s', '--no-colour'], /no flag --no-colour here.*--no-color\?/],
	[['list', '--interval', '5s'], /no flag --interval here/],
	[['--output', 'json'], /no flag --output here/],
	[['--nothing-like-it'], /no flag --nothing-like-it here\. See --help/],
	[['--constructor'], /no flag --constructor here/],
	[['--'], /no flag -- here/],
	[['-'], /no flag - here/],
	[['--x\x1b[2J'], /no flag --x here/],
	[['--url', 'a', '--url', 'b'], /--url is given twice/],
	[['list', '-o', 'json', '--output=json'], /--output is given twice/],
	[['--utc', '--utc'], /--utc is given twice/],
	[['--url'], /--url needs a value.*--url URL/],
	[['--url='], /--url needs a value/],
	[['--url', ''], /--url needs a value/],
	[['--url', '--utc'], /--url needs a value/],
	[[`--insecure=${SECRET}`], /--insecure takes no value/],
	[['--no-color=1'], /--no-color takes no value/],
];

for (const [argv, told] of mistakes) {
	test(`C01 does not take cckm-top ${JSON.stringify(argv)}`, () => {
		const mistake = mistakeOf(argv);
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2|undefined|[\x00-\x1f]/);
	});
}

test('C01 whatever stands there, it is taken or a mistake of usage, and the text behind a sign or a space is not told', () => {
	const word = fc.oneof(
		fc.constantFrom(
			'list',
			'simulate',
			'--demo',
			'-o',
			'--url',
			'--org',
			'--utc',
			`=${SECRET}`,
			`--x=${SECRET}`,
			SECRET,
		),
		fc.string({ unit: 'binary', maxLength: 5 }).map(text => `-${text}`),
	);
	fc.assert(
		fc.property(fc.array(word), words => {
			try {
				parseArguments(['list', ...words]);
			} catch (error) {
				assert.ok(error instanceof FailureError && error.failure.kind === 'usage', String(error));
				assert.doesNotMatch(error.message, /hunter2/);
			}
		}),
	);
});
