import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openPrivateFolder } from '../../source/store/private-folder.ts';
import { failureOf } from '../support/failure-of.ts';

const uid = process.getuid?.() ?? null;

/** A place for a folder that is not there yet. */
function place(t: TestContext): string {
	const parent = mkdtempSync(join(tmpdir(), 'private-'));
	t.after(() => rmSync(parent, { recursive: true, force: true }));
	return join(parent, 'state', 'cckm-top');
}

function modeOf(path: string): string {
	return (statSync(path).mode & 0o777).toString(8);
}

test('a file is read back, replaced as a whole and removed, for its owner only', async t => {
	const path = place(t);
	const before = process.umask(0);
	t.after(() => process.umask(before));
	const folder = openPrivateFolder(path, uid);
	assert.equal(await folder.read('a'), null);
	await folder.remove('a');
	await folder.write('a', 'one');
	await folder.write('a', 'two\n');
	assert.equal(await folder.read('a'), 'two\n');
	assert.deepEqual([modeOf(path), modeOf(join(path, 'a'))], ['700', '600']);
	assert.deepEqual(readdirSync(path), ['a'], 'nothing is left of the writing');
	assert.equal(folder.pathOf('a'), join(path, 'a'));
	await folder.remove('a');
	assert.equal(await folder.read('a'), null);
});

test('a place where nothing can be made is told, and soon', { timeout: 5_000 }, async () => {
	// Node's own way to make folders never ends there, as in homes that are mounted when they are asked for.
	const folder = openPrivateFolder('/proc/nowhere/state/cckm-top', uid);
	const { kind } = await failureOf(folder.write('a', 'one'));
	assert.equal(kind, 'usage');
});

test('many who write at once leave one whole text', async t => {
	const path = place(t);
	const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(20_000));
	await Promise.all(texts.map(text => openPrivateFolder(path, uid).write('a', text)));
	assert.ok(texts.includes((await openPrivateFolder(path, uid).read('a')) ?? ''));
	assert.deepEqual(readdirSync(path), ['a']);
});

test('of many who create a file or take it by renaming it, one succeeds, and a link is no way out', async t => {
	const path = place(t);
	const folder = openPrivateFolder(path, uid);
	assert.deepEqual([await folder.names(), await folder.changedAt('a'), await folder.move('a', 'b')], [[], null, false]);
	const many = Array.from({ length: 10 }, (_, index) => String(index));
	const created = await Promise.all(many.map(text => folder.create('a', text)));
	assert.equal(created.filter(Boolean).length, 1);
	assert.equal(await folder.read('a'), String(created.indexOf(true)));
	assert.ok(Math.abs(((await folder.changedAt('a')) ?? 0) - Date.now()) < 60_000);
	const moved = await Promise.all(many.map(name => folder.move('a', name)));
	assert.equal(moved.filter(Boolean).length, 1);
	const [name = ''] = await folder.names();
	assert.deepEqual([modeOf(join(path, name)), (await folder.names()).length], ['600', 1]);
	assert.deepEqual([await folder.remove(name), await folder.remove(name)], [true, false]);
	symlinkSync(join(path, 'target'), join(path, 'link'));
	assert.equal(await folder.create('link', 'text'), false);
	await folder.write('link', 'text');
	assert.deepEqual(await folder.names(), ['link'], 'what it led to was not made');
});

test('C18 a text that cannot be written leaves what was there, whole', async t => {
	const path = place(t);
	const folder = openPrivateFolder(path, uid);
	await folder.write('a', 'text');
	// The longest name that a file can have leaves no room for the new text beside it.
	const long = 'a'.repeat(255);
	await failureOf(folder.write(long, 'text'));
	assert.deepEqual([await folder.names(), await folder.read('a')], [['a'], 'text']);
});

const traps: readonly [name: string, set: (path: string) => void, told: RegExp][] = [
	['a file open to others', path => chmodSync(join(path, 'a'), 0o640), /a is open to others.*chmod go=/],
	['a folder open to others', path => chmodSync(path, 0o750), /cckm-top is open to others.*chmod go=/],
	['a file too large', path => writeFileSync(join(path, 'a'), 'x'.repeat(70_000)), /a is too large/],
	[
		'a link instead of the file',
		path => {
			writeFileSync(join(path, 'b'), 'b', { mode: 0o600 });
			rmSync(join(path, 'a'));
			symlinkSync(join(path, 'b'), join(path, 'a'));
		},
		/a is a link/,
	],
	[
		'a folder instead of the file',
		path => {
			rmSync(join(path, 'a'));
			mkdirSync(join(path, 'a'));
		},
		/a is not a file/,
	],
	[
		'a pipe instead of the file',
		path => {
			rmSync(join(path, 'a'));
			execFileSync('mkfifo', ['-m', '600', join(path, 'a')]);
		},
		/a is not a file/,
	],
	[
		'a link instead of the folder',
		path => {
			rmSync(path, { recursive: true });
			mkdirSync(`${path}-elsewhere`, { mode: 0o700 });
			symlinkSync(`${path}-elsewhere`, path);
		},
		/cckm-top is not a folder/,
	],
];

for (const [name, set, told] of traps) {
	test(`${name} is not believed`, { timeout: 10_000 }, async t => {
		const path = place(t);
		const folder = openPrivateFolder(path, uid);
		await folder.write('a', 'text');
		set(path);
		const failure = await failureOf(folder.read('a'));
		assert.match(failure.kind === 'usage' ? `${failure.message} ${failure.advice}` : '', told);
	});
}

test('what belongs to another user is neither read nor written to', async t => {
	const path = place(t);
	await openPrivateFolder(path, uid).write('a', 'text');
	const stranger = openPrivateFolder(path, (uid ?? 0) + 1);
	for (const attempt of [() => stranger.read('a'), () => stranger.write('a', 'mine'), () => stranger.remove('a')]) {
		const failure = await failureOf(attempt());
		assert.match(failure.kind === 'usage' ? failure.message : '', /belongs to another user/);
	}
	assert.equal(await openPrivateFolder(path, uid).read('a'), 'text');
});

test('a place that cannot be written is told, and one that cannot exist is empty', async () => {
	const nowhere = openPrivateFolder('/dev/null/cckm-top', uid);
	assert.equal(await nowhere.read('a'), null);
	const failure = await failureOf(nowhere.write('a', 'text'));
	assert.match(failure.kind === 'usage' ? failure.message : '', /cannot be written \(ENOTDIR\)/);
});
