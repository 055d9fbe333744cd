import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { isRunning, ownMark } from '../../source/store/process-mark.ts';

const own = ownMark();

test('this process runs, and is the same each time', () => {
	assert.equal(isRunning(own, own), true);
	assert.deepEqual(ownMark(), own);
	assert.match(own.machine, /^\w+$/);
});

test('a process that has ended runs no longer', () => {
	const { pid } = spawnSync('true');
	assert.equal(isRunning({ ...own, pid }, own), false);
});

test('C17 a number that was given to another process since is not taken for the one of before', t => {
	if (!existsSync('/proc/self/stat')) return t.skip('no /proc');
	assert.equal(isRunning({ ...own, started: own.started + 1 }, own), false);
});

test('a process that was killed and that nobody asked about since runs no longer', async t => {
	if (!existsSync('/proc/self/stat')) return t.skip('no /proc');
	// The shell becomes the sleep and never asks about its child.
	const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 1000'], { stdio: ['ignore', 'pipe', 'ignore'] });
	t.after(() => parent.kill('SIGKILL'));
	const [chunk] = await parent.stdout.take(1).toArray();
	assert.equal(isRunning({ ...own, pid: Number(String(chunk)), started: 1 }, own), false);
});

test('of a process on another machine nothing can be told', () => {
	assert.equal(isRunning({ ...own, machine: 'elsewhere' }, own), null);
});

test('where the system tells no start, the number alone decides', () => {
	const elsewhere = { ...own, started: 0 };
	const { pid } = spawnSync('true');
	assert.equal(isRunning({ ...elsewhere, pid }, elsewhere), false);
});
