import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import type { Environment } from '../../source/command-line/option-values.ts';
import { type Options, readOptions, readSimulateOptions } from '../../source/command-line/options.ts';
import { JOB_KINDS } from '../../source/model/job.ts';
import { mistakeOf } from '../support/mistake-of.ts';

const SCENARIOS = ['calm', 'storm'];
const SIGN_IN = ['--url', 'cm.example.com', '--user', 'alice', '--password-file', '/secret'];

function read(argv: readonly string[], environment: Environment = {}): Options {
	return readOptions(parseArguments(argv), environment, SCENARIOS);
}

test('without flags: everything of the usual', () => {
	assert.deepEqual(read(SIGN_IN), {
		query: { kinds: JOB_KINDS, status: null, organizations: [], id: null, sort: '-createdAt', skip: 0, limit: 200 },
		healths: null,
		filter: '',
		since: null,
		warnAge: 86_400_000,
		duration: null,
		textfile: null,
		ids: [],
		interval: 5000,
		journal: true,
		bell: false,
		hook: null,
		timeout: 10_000,
		output: 'table',
		columns: null,
		exitStatus: false,
		zone: 'utc',
		ascii: false,
		color: 'auto',
		theme: 'ansi',
		server: {
			kind: 'remote',
			url: new URL('https://cm.example.com'),
			user: 'alice',
			password: { from: 'file', path: '/secret' },
			token: null,
			domain: null,
			authDomain: null,
			tenant: null,
			connection: null,
			ca: null,
			pinSha256: null,
			serverName: null,
			insecure: false,
			client: null,
		},
	});
});

const shown: readonly (readonly [argv: readonly string[], part: (options: Options) => unknown, value: unknown])[] = [
	[['--status', 'in_progress'], ({ query }) => query.status, 'in_progress'],
	[['--kind', 'all'], ({ query }) => query.kinds, ['keys', 'certificates']],
	[['--kind', 'certificates'], ({ query }) => query.kinds, ['certificates']],
	[[], ({ query }) => query.kinds, ['keys']],
	[['--skip', '5', '--kind', 'certificates'], ({ query }) => query.skip, 5],
	[['--org', 'Acme', '--org', '00D1'], ({ query }) => query.organizations, ['Acme', '00D1']],
	[['--id', 'c8d2'], ({ query }) => query.id, 'c8d2'],
	[['--sort', '-createdAt,abort'], ({ query }) => query.sort, '-createdAt,abort'],
	[['--skip', '10'], ({ query }) => query.skip, 10],
	[['--limit', '1'], ({ query }) => query.limit, 1],
	[['--limit', '1000000'], ({ query }) => query.limit, 1_000_000],
	[['--limit', 'all'], ({ query }) => query.limit, null],
	[['--health', 'failed'], ({ healths }) => [...(healths ?? [])], ['failed']],
	[['--health', 'failed, ok,failed'], ({ healths }) => [...(healths ?? [])], ['failed', 'ok']],
	[['--filter', '!ok'], ({ filter }) => filter, '!ok'],
	[['--timeout', '500ms'], ({ timeout }) => timeout, 500],
	[['--timeout', '1.5'], ({ timeout }) => timeout, 1500],
	[['--timeout', '2m'], ({ timeout }) => timeout, 120_000],
	[['--timeout', '24h'], ({ timeout }) => timeout, 86_400_000],
	[['--output', 'json'], ({ output }) => output, 'json'],
	[['-o', 'csv'], ({ output }) => output, 'csv'],
	[['--columns', 'id, health'], ({ columns }) => columns, ['id', 'health']],
	[['--since', '24h'], ({ since }) => since, 86_400_000],
	[['--since', '7d'], ({ since, query }) => [since, query.limit], [604_800_000, null]],
	[['--since', '7d', '--limit', '5'], ({ query }) => query.limit, 5],
	[['--exit-status'], ({ exitStatus }) => exitStatus, true],
	[['--local'], ({ zone }) => zone, 'local'],
	[['--ascii'], ({ ascii }) => ascii, true],
	[['--no-color'], ({ color }) => color, 'never'],
	[['--color', 'always'], ({ color }) => color, 'always'],
];

for (const [argv, part, value] of shown) {
	test(`${argv.join(' ')} is ${JSON.stringify(value)}`, () => {
		assert.deepEqual(part(read(['list', '--demo', ...argv])), value);
	});
}

test('what check and status take for usual', () => {
	const check = read(['check', '--demo']);
	assert.deepEqual([check.output, check.since, check.query.limit], ['text', 604_800_000, null]);
	assert.deepEqual(read(['check', '--demo', '--warn-age', '2h', '-o', 'json']).warnAge, 7_200_000);
	assert.equal(read(['status', '--demo']).timeout, 3000);
	assert.equal(read(['status', '--demo', '--timeout', '1s']).timeout, 1000);
});

test('what events, wait and metrics take', () => {
	const events = read(['events', '--demo', '--for', '10m', '-o', 'ndjson', '--interval', '2s']);
	assert.deepEqual([events.duration, events.output, events.interval], [600_000, 'ndjson', 2000]);
	assert.equal(read(['events', '--demo']).output, 'text');
	assert.deepEqual(events.query.kinds, ['keys', 'certificates']);
	const wait = read(['wait', 'a', '--demo', 'b', 'a', '--timeout', '30m']);
	assert.deepEqual([wait.ids, wait.duration, wait.timeout], [['a', 'b'], 1_800_000, 10_000]);
	assert.equal(read(['wait', 'a', '--demo']).duration, null);
	const metrics = read(['metrics', '--demo', '--textfile', '/x/y.prom']);
	assert.deepEqual([metrics.textfile, metrics.since], ['/x/y.prom', 604_800_000]);
});

test('the wait between polls is at least a second', () => {
	assert.equal(read(['--demo', '--interval', '1s']).interval, 1000);
	assert.equal(read(['--demo', '--interval', '90']).interval, 90_000);
});

test('NO_COLOR says no, unless colours are asked for', () => {
	assert.equal(read(['--demo'], { NO_COLOR: '1' }).color, 'never');
	assert.equal(read(['--demo'], { NO_COLOR: '' }).color, 'auto');
	assert.equal(read(['--demo', '--color', 'always'], { NO_COLOR: '1' }).color, 'always');
});

const mistakes: readonly (readonly [argv: readonly string[], told: RegExp, environment?: Environment])[] = [
	[[], /No server.*--url.*--demo/],
	[['list'], /No server/],
	[['--demo=nonsense'], /--demo.*calm, storm/],
	[['--demo', '--url', 'cm'], /--demo and --url exclude/],
	[['--demo', '--utc', '--local'], /--utc and --local exclude/],
	[['--demo', '--no-color', '--color', 'always'], /--no-color and --color always exclude/],
	[['--demo', '--color', 'sometimes'], /--color.*auto, always, never/],
	[['--demo', '--status', 'queued'], /--status.*one of in_progress, completed, failed\./],
	[['--demo', '--status', 'Failed'], /--status/],
	[['--demo', '--health', 'bad'], /--health.*failed, degraded/],
	[['--demo', '--health', 'failed,'], /--health/],
	[['--demo', '--limit', '0'], /--limit.*from 1/],
	[['--demo', '--limit', '-1'], /--limit/],
	[['--demo', '--limit', '1.5'], /--limit/],
	[['--demo', '--limit', '1e3'], /--limit/],
	[['--demo', '--limit', '1000001'], /--limit/],
	[['--demo', '--limit', 'ALL'], /--limit/],
	[['--demo', '--interval', '0.5'], /--interval.*1s at the least/],
	[['--demo', '--interval', '999ms'], /--interval/],
	[['--demo', '--interval', '5 s'], /--interval/],
	[['--demo', '--interval', '-5'], /--interval/],
	[['--demo', '--interval', '25h'], /--interval.*a day at the most/],
	[['--demo', '--interval', 'Infinity'], /--interval/],
	[['--demo', '--timeout', '0'], /--timeout.*0\.1s at the least/],
	[['--demo', '--seed', 'x'], /--seed/],
	[['list', '--demo', '--skip', '-1'], /--skip.*from 0/],
	[['list', '--demo', '--sort', 'a;b'], /--sort.*-createdAt/],
	[['list', '--demo', '--sort', '-'], /--sort/],
	[['events', '--demo', '-o', 'json'], /--output json.*one of text, ndjson/],
	[['wait', 'a', '--demo', '--timeout', 'soon'], /--timeout soon/],
	[['events', '--demo', '--for', '0'], /--for 0/],
	[['events', '--demo', '--interval', '10ms'], /--interval/],
	[['events', '--demo', '--for', '21d'], /--for 21d.*20 days at the most/],
	[['check', '--demo', '-o', 'table'], /--output table.*one of text, json/],
	[['check', '--demo', '--warn-age', '-1'], /--warn-age/],
	[['list', '--demo', '-o', 'yaml'], /--output.*table, wide, json, ndjson, csv/],
	[['list', '--demo', '--columns', 'id,,health'], /--columns.*names with commas/],
	[['list', '--demo', '--since', '0'], /--since.*1s at the least and 3650 days at the most/],
	[['list', '--demo', '--since', 'yesterday'], /--since/],
	[['--demo', '--filter', 'age<soon'], /--filter cannot be read: a time such as 90s.*[.] {3}age<soon\n {6}\^$/],
	[['--demo', '--filter', '\u6771 /(/'], /never closed\. {3}\u6771 \/\(\/\n {6}\^$/],
];

for (const [argv, told, environment] of mistakes) {
	test(`${argv.join(' ') || 'nothing'}: ${told.source}`, () => {
		const mistake = mistakeOf(() => read(argv, environment));
		assert.match(mistake, told);
		assert.doesNotMatch(mistake, /hunter2|undefined|of ,/);
	});
}

test('the simulator: its own port, world and rows, and nothing from the environment', () => {
	const simulate = (...argv: string[]) => readSimulateOptions(parseArguments(['simulate', ...argv]), SCENARIOS);
	assert.deepEqual(simulate(), { port: 0, scenario: null, seed: 1, jobsFile: null });
	assert.deepEqual(simulate('--port', '8443', '--scenario=storm', '--seed', '0', '--jobs-file', 'a.json'), {
		port: 8443,
		scenario: 'storm',
		seed: 0,
		jobsFile: 'a.json',
	});
	assert.match(
		mistakeOf(() => simulate('--port', '65536')),
		/--port.*from 0 to 65535/,
	);
	assert.match(
		mistakeOf(() => simulate('--scenario', 'nonsense')),
		/--scenario.*calm, storm/,
	);
});

for (const [value, journal] of [
	['off', false],
	['no', false],
	['0', false],
	['on', true],
	['', true],
] as const) {
	test(`CCKM_TOP_JOURNAL=${value} ${journal ? 'keeps' : 'leaves out'} the journal`, () =>
		assert.equal(read(SIGN_IN, { CCKM_TOP_JOURNAL: value }).journal, journal));
}

test('--no-journal leaves it out whatever the variable says', () => {
	const monitor = ['--url', 'cm.example.com', '--no-journal'];
	assert.equal(read(monitor, { CCKM_TOP_JOURNAL: 'on' }).journal, false);
});

test('the monitor is told whether to ring, and what to run', () => {
	const { bell, hook } = read([...SIGN_IN, '--bell', '--hook', "tee -a '/tmp/x y'"]);
	assert.deepEqual([bell, hook], [true, ['tee', '-a', '/tmp/x y']]);
	for (const command of [' ', 'tee "']) {
		const mistake = mistakeOf(() => read([...SIGN_IN, '--hook', command]));
		assert.match(mistake, /^The command of --hook does not fit/);
	}
});
