import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { SECRET_VARIABLES } from '../../source/command-line/server-options.ts';
import { createHook, type HookOptions } from '../../source/run/hook.ts';
import { tally } from '../support/tally.ts';
import { PATIENCE, waitFor } from '../support/wait-for.ts';

/** A hook that runs a script of Node with a file to write to, and what it told of itself. */
function createRig(t: TestContext, script: string, change: Partial<HookOptions> = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'hook-'));
	const file = join(folder, 'told');
	const failures: string[] = [];
	const hook = createHook({
		words: [process.execPath, '-e', script, file],
		environment: process.env,
		describeDropped: count => ({ dropped: count }),
		onFailure: told => void failures.push(told),
		patience: PATIENCE,
		...change,
	});
	t.after(() => {
		hook.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
	const lines = () => text().split('\n').slice(0, -1);
	return {
		hook,
		file,
		failures,
		text,
		lines,
		until: (count: number) => waitFor(() => lines().length >= count && lines(), text),
	};
}

/** Appends what stands on stdin. */
const APPEND = 'fs.appendFileSync(process.argv[1], fs.readFileSync(0, "utf8"))';
/** Whether a process still runs; one that has ended and was not asked how does not. */
function runs(pid: number): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

test('each message is a line of JSON on stdin, one run at a time and in order', { timeout: PATIENCE }, async t => {
	const script = `fs.appendFileSync(process.argv[1], '[\\n'); ${APPEND}; fs.appendFileSync(process.argv[1], ']\\n')`;
	const rig = createRig(t, script);
	for (const number of [1, 2, 3]) rig.hook.send({ number, name: 'Zoë\u009b ␤' });
	const lines = await rig.until(9);
	assert.deepEqual(
		lines.map(line => (/^[[\]]$/.test(line) ? line : JSON.parse(line).number)),
		['[', 1, ']', '[', 2, ']', '[', 3, ']'],
	);
	assert.ok(!rig.text().includes('\u009b'), 'nothing that a terminal obeys');
	assert.deepEqual(rig.failures, []);
});

test('its words reach it as they are, and no secret of ours does', { timeout: PATIENCE }, async t => {
	const script = 'fs.writeFileSync(process.argv[1], JSON.stringify([process.argv.slice(2), process.env]) + "\\n")';
	const secrets = Object.fromEntries(SECRET_VARIABLES.map(name => [name, 'canary']));
	const rig = createRig(t, script, { environment: { ...process.env, ...secrets, KEPT: 'yes' } });
	const words = ['$HOME `id` $(id)', '*', ';'];
	const other = createRig(t, script, {
		words: [process.execPath, '-e', script, rig.file, ...words],
		environment: { ...process.env, ...secrets, KEPT: 'yes' },
	});
	other.hook.send({});
	const [line = ''] = await rig.until(1);
	const [taken, environment] = JSON.parse(line);
	assert.deepEqual(taken, words);
	assert.equal(environment.KEPT, 'yes');
	const leaked = line.split('canary').length - 1;
	tally(t, 'leaked', leaked);
	assert.equal(leaked, 0);
});

test('of more than fifty that wait, the others are one message that says how many', { timeout: PATIENCE }, async t => {
	const rig = createRig(t, '');
	const script = 'while [ ! -e "$0.go" ]; do sleep 0.05; done; cat >> "$0"';
	const { hook } = createRig(t, '', { words: ['sh', '-c', script, rig.file] });
	for (let number = 0; number < 60; number += 1) hook.send({ number });
	writeFileSync(`${rig.file}.go`, '');
	const lines = await rig.until(52);
	// One ran already, fifty waited.
	assert.deepEqual(
		lines.map(line => JSON.parse(line)),
		[...Array.from({ length: 51 }, (_, number) => ({ number })), { dropped: 9 }],
	);
	hook.send({ number: 'later' });
	assert.deepEqual(JSON.parse((await rig.until(53))[52] ?? ''), { number: 'later' });
});

const failing: readonly (readonly [words: readonly string[], told: RegExp])[] = [
	[['/nowhere/program', 'hunter2'], /^the hook \/nowhere\/program cannot be run \(ENOENT\)$/],
	[['sh', '-c', 'cat > /dev/null; exit 3'], /^the hook sh ended with code 3$/],
	[['sh', '-c', 'exit 4'], /^the hook sh ended with code 4$/],
	[['sh', '-c', 'kill -TERM $$; sleep 60'], /^the hook sh was ended by SIGTERM$/],
	[['sh', 'a\0b'], /^the hook sh cannot be run$/],
];

for (const [words, told] of failing) {
	test(`a hook that fails is told of once: ${told.source}`, { timeout: PATIENCE }, async t => {
		let isDone = false;
		const describeDropped = () => {
			isDone = true;
			return {};
		};
		const rig = createRig(t, '', { words, describeDropped });
		// So many that some are dropped: that is told when all before it were run.
		for (let message = 0; message < 60; message += 1) rig.hook.send({ filling: 'x'.repeat(100_000) });
		await waitFor(
			() => isDone,
			() => rig.failures.join(),
		);
		assert.equal(rig.failures.length, 1);
		assert.match(rig.failures[0] ?? '', told);
	});
}

test('it is told again that it fails when it went well in between', { timeout: PATIENCE }, async t => {
	const rig = createRig(
		t,
		`${APPEND}; process.exitCode = JSON.parse(fs.readFileSync(process.argv[1], 'utf8').trim().split('\\n').at(-1)).code`,
	);
	for (const code of [1, 1, 0, 1]) rig.hook.send({ code });
	await waitFor(() => rig.failures.length === 2, rig.text);
	assert.equal(rig.lines().length, 4);
});

/** Starts another that would live on, writes both ids, and takes too long. */
const LINGER = 'sleep 300 & echo "$$ $!" >> "$0"; sleep 300';

for (const [why, end] of [
	['that takes too long', () => undefined],
	['that runs when the monitor ends', (rig: ReturnType<typeof createRig>) => rig.hook.close()],
] as const) {
	test(`a hook ${why} is ended with what it started`, { timeout: 2 * PATIENCE }, async t => {
		const place = createRig(t, '');
		const isSlow = why.includes('long');
		const rig = createRig(t, '', { words: ['sh', '-c', LINGER, place.file], ...(isSlow ? { patience: 2000 } : {}) });
		rig.hook.send({});
		rig.hook.send({});
		const [line = ''] = await place.until(1);
		end(rig);
		const pids = line.split(' ').map(Number);
		await waitFor(
			() => !pids.some(runs),
			() => line,
		);
		tally(t, 'orphans', pids.filter(runs).length);
		if (isSlow) assert.match(rig.failures[0] ?? '', /took longer than 2 s/);
		else assert.deepEqual([rig.failures, place.lines().length], [[], 1]);
	});
}

test('what a hook that ended well has left behind is ended too', { timeout: PATIENCE }, async t => {
	const place = createRig(t, '');
	const rig = createRig(t, '', { words: ['sh', '-c', 'sleep 300 & echo "$!" >> "$0"', place.file] });
	rig.hook.send({});
	const [line = ''] = await place.until(1);
	await waitFor(
		() => !runs(Number(line)),
		() => line,
	);
	assert.deepEqual(rig.failures, []);
});
