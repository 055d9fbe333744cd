import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { serve } from '../support/server.ts';

const NOW = Date.now();
const MINUTE = 60_000;

/** Jobs of two organizations, newest first, `minutes` ago each; the second one fails in the newest two. */
const ROWS = [3, 63, 123, 1563].map((minutes, index) => ({
	id: `job-${index}`,
	createdAt: new Date(NOW - minutes * MINUTE).toISOString(),
	completed_at: new Date(NOW - minutes * MINUTE + 30_000).toISOString(),
	overall_status: 'completed',
	detailed_status: { one: 'success', two: index < 2 ? '=cmd|x: error' : 'success' },
	kms: ['one', 'two'],
	abort: false,
}));

test('list, orgs and errors print their rows in every format', async t => {
	const server = await serve(t, { rows: ROWS });
	const commands = { list: ['jobs', 4], orgs: ['organizations', 2], errors: ['errors', 1] } as const;
	for (const [command, [name, count]] of Object.entries(commands)) {
		const print = async (...args: string[]) => {
			const { code, stdout, stderr } = await runProgram({ args: [command, ...server.flags, ...args], env: CLEAN });
			assert.deepEqual([code, stderr], [0, ''], `${command} ${args.join(' ')}`);
			assert.doesNotMatch(stdout, /[^\n\r\x20-\x7e\u00a0-\u{10ffff}]/u);
			return stdout;
		};
		for (const format of ['table', 'wide']) {
			const lines = (await print('-o', format)).split('\n');
			assert.equal(lines.length, count + 2);
			assert.match(lines[1] ?? '', /^(DEGRADED|FAILING|active) /);
		}
		const printed = JSON.parse(await print('-o', 'json'));
		assert.equal(printed.server, server.simulator.url);
		assert.equal(printed[name].length, count);
		const objects = (await print('-o', 'ndjson')).split('\n');
		assert.equal(objects.pop(), '');
		assert.deepEqual(
			objects.map(line => JSON.parse(line)),
			printed[name],
		);
		assert.equal((await print('-o', 'csv')).split('\r\n').length, count + 2);
	}
});

test('E27 the columns that are asked for and no other, in that order', async t => {
	const server = await serve(t, { rows: ROWS });
	const print = async (...args: string[]) =>
		(await runProgram({ args: [...args, ...server.flags], env: CLEAN })).stdout;
	assert.equal(
		await print('list', '-o', 'csv', '--columns', 'id,health', '--limit', '1'),
		'id,health\r\n"job-0","degraded"\r\n',
	);
	assert.equal(await print('list', '--columns', 'ID', '--limit', '2'), 'JOB\njob-0\njob-1\n');
	assert.deepEqual(
		JSON.parse(await print('orgs', '-o', 'json', '--columns', 'failuresInARow,standing')).organizations,
		[
			{ failuresInARow: 2, standing: 'failing' },
			{ failuresInARow: 0, standing: 'ok' },
		],
	);
	assert.equal(await print('errors', '-o', 'csv', '--columns', 'text'), 'text\r\n"\'=cmd|x: error"\r\n');
});

test('a column that there is not is told before any request', async t => {
	const server = await serve(t, { rows: ROWS });
	for (const command of ['list', 'orgs', 'errors']) {
		const { code, stdout, stderr } = await runProgram({
			args: [command, ...server.flags, '--columns', 'nmae'],
			env: CLEAN,
		});
		assert.deepEqual([code, stdout], [2, '']);
		assert.match(stderr, /^cckm-top: --columns knows no nmae\./);
	}
	assert.equal(server.simulator.requests.length, 0);
});

test('--since, --filter and --org choose, and the numbers are of what was chosen', async t => {
	const server = await serve(t, { rows: ROWS });
	const rows = async (command: string, ...args: string[]) => {
		const { stdout } = await runProgram({ args: [command, ...server.flags, '-o', 'ndjson', ...args], env: CLEAN });
		return stdout
			.split('\n')
			.slice(0, -1)
			.map(line => JSON.parse(line));
	};
	assert.deepEqual(
		(await rows('list', '--since', '2h')).map(({ id }) => id),
		['job-0', 'job-1'],
	);
	assert.deepEqual((await rows('list', '--since', '7d')).length, 4);
	assert.deepEqual(
		(await rows('list', '--filter', 'age>1h !err:cmd')).map(({ id }) => id),
		['job-2', 'job-3'],
	);
	const [failing, ok] = await rows('orgs', '--since', '10m');
	assert.deepEqual([failing.id, failing.failuresInARow, failing.sinceIsCertain], ['two', 1, false]);
	assert.deepEqual([ok.id, ok.strip], ['one', ['ok']]);
	assert.deepEqual(
		(await rows('orgs', '--org', 'one')).map(({ id }) => id),
		['one'],
	);
	assert.deepEqual(
		(await rows('orgs', '--filter', 'health:failing')).map(({ id }) => id),
		['two'],
	);
	assert.deepEqual(await rows('errors', '--org', 'one'), []);
	assert.deepEqual(
		(await rows('errors', '--filter', 'health:active')).map(({ jobCount }) => jobCount),
		[2],
	);
});

test('--exit-status tells of what is printed', async t => {
	const server = await serve(t, { rows: ROWS });
	const code = async (...args: string[]) => {
		const [command = '', ...others] = args;
		return (await runProgram({ args: [command, ...server.flags, ...others, '--exit-status'], env: CLEAN })).code;
	};
	assert.equal(await code('orgs'), 10);
	assert.equal(await code('orgs', '--org', 'one'), 0);
	assert.equal(await code('errors'), 10);
	assert.equal(await code('errors', '--org', 'one'), 0);
	assert.equal(await code('list', '--filter', 'job:job-3'), 0);
});

test('an empty list is a head and a word on stderr, and under --ascii nothing is beyond ASCII', async t => {
	const empty = await serve(t, { rows: [] });
	const { stdout, stderr } = await runProgram({ args: ['orgs', ...empty.flags], env: CLEAN });
	assert.match(stdout, /^NOW {2}ORG /);
	assert.equal(stderr, 'nothing is there of what was asked for\n');
	const server = await serve(t, { rows: ROWS });
	const ascii = await runProgram({ args: ['orgs', ...server.flags, '--ascii'], env: CLEAN });
	assert.match(ascii.stdout, /^[\x0a\x20-\x7e]+$/);
});

test('a failure is an object under -o json and -o ndjson', async () => {
	for (const format of ['json', 'ndjson']) {
		const { code, stdout } = await runProgram({ args: ['orgs', '-o', format], env: CLEAN });
		assert.equal(code, 2);
		assert.equal(JSON.parse(stdout).error.kind, 'usage');
	}
});
