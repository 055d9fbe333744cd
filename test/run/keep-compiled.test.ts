import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runProgram } from '../support/program.ts';

/** From Node 22.1 on. */
const canKeep = 'enableCompileCache' in nodeModule;

function makeHome(t: TestContext): string {
	const home = mkdtempSync(join(tmpdir(), 'home-'));
	t.after(() => rmSync(home, { recursive: true }));
	return home;
}

async function run(home: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
	const { code, stderr } = await runProgram({
		args: ['--version'],
		env: { HOME: home, XDG_CACHE_HOME: undefined, NODE_DISABLE_COMPILE_CACHE: undefined, ...env },
	});
	assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
}

const countFiles = (folder: string) =>
	existsSync(folder)
		? readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length
		: 0;

test('what Node compiled is kept for the next start in a folder of this user alone', async t => {
	const home = makeHome(t);
	const folder = join(home, '.cache/cckm-top');
	await run(home);
	assert.equal(countFiles(folder) > 0, canKeep);
	assert.equal(existsSync(folder) && (statSync(folder).mode & 0o777) === 0o700, canKeep);
	await run(home);
});

test('nothing is kept, and nothing taken, in a folder that others can change', async t => {
	const home = makeHome(t);
	const folder = join(home, 'cckm-top');
	mkdirSync(folder);
	chmodSync(folder, 0o777);
	await run(home, { XDG_CACHE_HOME: home });
	assert.equal(countFiles(folder), 0);
	chmodSync(folder, 0o700);
	await run(home, { XDG_CACHE_HOME: home });
	assert.equal(countFiles(folder) > 0, canKeep, 'as soon as it is private');
});

test('a home that is not there is not made', async t => {
	const home = join(makeHome(t), 'nobody');
	await run(home);
	assert.ok(!existsSync(home));
});

test('a home that cannot be written to is nothing to tell', async () => {
	await run('/proc/nowhere');
});
