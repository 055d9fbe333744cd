import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Fault } from '../../source/demo/faults.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { startProgram } from '../support/running.ts';
import { serve, type TestServer } from '../support/server.ts';
import { waitFor } from '../support/wait-for.ts';

const BAD = 'INVALID_SESSION_ID: Session expired or invalid';

interface Row {
	readonly id: string;
	readonly createdAt: string;
	readonly overall_status: string;
	readonly [field: string]: unknown;
}

/** A job that began so many seconds before the test did; it runs on where `text` is null. */
function rowOf(id: string, secondsAgo: number, text: string | null): Row {
	const started = START - secondsAgo * 1000;
	return {
		id,
		createdAt: new Date(started).toISOString(),
		...(text === null ? {} : { completed_at: new Date(started + 1000).toISOString() }),
		overall_status: text === null ? 'in_progress' : 'completed',
		detailed_status: { one: text ?? 'in_progress' },
		kms: ['one'],
		abort: false,
	};
}

const START = Date.now();

/** A server with a list that the test changes, newest first, and that fails when the test says so. */
async function world(t: TestContext) {
	const rows: Row[] = [rowOf('old', 600, 'success'), rowOf('older', 1200, 'success')];
	let fault: Fault | null = null;
	const server: TestServer = await serve(t, { rows, fault: ({ purpose }) => (purpose === 'jobs' ? fault : null) });
	return {
		rows,
		server,
		fail(with_: Fault | null) {
			fault = with_;
		},
		/** Waits until the list was asked for so many times more. */
		async polls(count: number) {
			const before = server.count('jobs');
			await waitFor(
				() => server.count('jobs') >= before + count,
				() => `${server.count('jobs')} requests`,
				60_000,
			);
		},
	};
}

/** The lines without their times. */
function linesOf(output: string): string[] {
	return output
		.split('\n')
		.slice(0, -1)
		.map(line => {
			assert.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ /);
			return line.slice('2026-11-23 14:02:30Z '.length);
		});
}

test('tells what happens when it happens, once, the link included, and signs out on Ctrl-C', async t => {
	const { rows, server, fail, polls } = await world(t);
	const program = await startProgram(t, ['events', ...server.flags, '--interval', '1s']);
	await polls(2);
	rows.unshift(rowOf('new', 5, null));
	await program.until(/new started/);
	rows[0] = rowOf('new', 5, BAD);
	await program.until(/new ended/);
	rows.push(rowOf('oldest', 9999, BAD));
	rows.splice(1, 0, rowOf('lost-and-found', 300, BAD));
	await polls(2);
	fail({ kind: 'reset' });
	await program.until(/link lost/);
	rows.unshift(rowOf('newest', 1, 'success'));
	fail(null);
	await program.until(/newest ended/);
	program.child.kill('SIGINT');
	assert.equal(await program.ended, 130);
	const lines = linesOf(program.output());
	assert.match(lines[3] ?? '', /^link lost: The server could not be reached: .+$/);
	assert.match(
		lines[4] ?? '',
		/^link restored after \d+s \(\d+ polls failed: .+\); meanwhile 1 finished {2}0 new failing orgs {2}1 recovered$/,
	);
	lines.splice(3, 2);
	assert.deepEqual(lines, [
		'job new started, 1 organization',
		`one ✗ ${BAD}`,
		'job new ended completed: FAILED, 1 of 1 failed',
		'job newest started, 1 organization',
		`one recovered from ${BAD}`,
		'job newest ended completed: OK',
	]);
	assert.equal(program.errors(), '');
	assert.equal(server.count('revoke'), server.count('sign-in'));
});

test('as NDJSON, chosen by a filter', async t => {
	const { rows, server, polls } = await world(t);
	const program = await startProgram(t, [
		...['events', ...server.flags, '--interval', '1s', '-o', 'ndjson'],
		...['--filter', 'err:session'],
	]);
	await polls(1);
	rows.unshift(rowOf('new', 5, BAD));
	await program.until(/\n/);
	rows.unshift(rowOf('newest', 2, 'Error: another'));
	await polls(3);
	program.child.kill('SIGINT');
	assert.equal(await program.ended, 130);
	const events = program
		.output()
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line));
	assert.deepEqual(
		events.map(({ kind, job, organizations }) => [kind, job, organizations]),
		[
			['failed', 'new', [{ id: 'one', name: 'one' }]],
			['changed', 'newest', [{ id: 'one', name: 'one' }]],
		],
	);
	assert.equal(server.count('revoke'), 1);
});

test('it goes on for no longer than it may', async t => {
	const { server } = await world(t);
	const program = await startProgram(t, ['events', ...server.flags, '--for', '1s']);
	assert.equal(await program.ended, 0);
	assert.equal(program.errors(), '');
	assert.equal(server.count('revoke'), server.count('sign-in'));
});

test('a reader that has had enough ends it, and it is signed out', async t => {
	const { rows, server, polls } = await world(t);
	const program = await startProgram(t, ['events', ...server.flags, '--interval', '1s']);
	await polls(1);
	rows.unshift(rowOf('new', 5, null));
	await program.until(/new started/);
	program.child.stdout.destroy();
	rows[0] = rowOf('new', 5, BAD);
	assert.equal(await program.ended, 0);
	assert.equal(program.errors(), '');
	assert.equal(server.count('revoke'), 1);
});

test('SIGTERM ends it as it ends every command', async t => {
	const { server, polls } = await world(t);
	const program = await startProgram(t, ['events', ...server.flags]);
	await polls(1);
	program.child.kill('SIGTERM');
	assert.equal(await program.ended, 143);
	assert.deepEqual([program.output(), program.errors(), server.count('revoke')], ['', '', 1]);
});

test('a reader that reads nothing keeps nobody from ending it', async t => {
	const { rows, server, polls } = await world(t);
	const program = await startProgram(t, ['events', ...server.flags, '--interval', '1s', '-o', 'ndjson']);
	await polls(1);
	program.child.stdout.pause();
	// Far more than fits into what lies between two programs.
	const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
	const long = Array.from({ length: 150 }, (_, job) => ({
		...rowOf(`job-${job}`, job / 10, BAD),
		detailed_status: Object.fromEntries(
			letters.map(name => [name, `Error: ${(letters[job % letters.length] ?? '').repeat(500)} of ${name}`]),
		),
	}));
	rows.unshift(...long);
	await polls(3);
	program.child.kill('SIGTERM');
	await waitFor(
		() => program.child.exitCode !== null,
		() => program.errors(),
		60_000,
	);
	assert.equal(program.child.exitCode, 143);
	program.child.stdout.resume();
	assert.equal(server.count('revoke'), 1);
});

test('the simulator is followed without a server', async t => {
	const program = await startProgram(t, ['events', '--demo=incident', '--interval', '1s']);
	await program.until(/ job [-0-9a-f]{36} started/);
	program.child.kill('SIGINT');
	assert.equal(await program.ended, 130);
	assert.equal(program.errors(), '');
});

test('a refused sign-in is the end, and it is tried once', async t => {
	const { server } = await world(t);
	const flags = [...server.flags.slice(0, -2), '--password-command', 'echo wrong'];
	const program = await startProgram(t, ['events', ...flags, '-o', 'ndjson']);
	assert.equal(await program.ended, 3);
	assert.equal(JSON.parse(program.output()).error.kind, 'unauthorized');
	assert.equal(server.count('sign-in'), 1);
});

test('what is wrong before anything is asked ends it at once, however long it was to run', async () => {
	for (const command of [
		['events', '--for', '10m'],
		['wait', 'an-id', '--timeout', '10m'],
	]) {
		const { code, stderr } = await runProgram({
			args: [...command, '--url', 'https://127.0.0.1:1', '--user', 'x', '--password-file', '/nowhere/password'],
			env: CLEAN,
		});
		assert.equal(code, 2);
		assert.match(stderr, /\/nowhere\/password cannot be read/);
	}
});
