import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readCommit } from '../scripts/commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'commit-'));
after(() => rmSync(folder, { recursive: true }));

const write = (path: string) => writeFileSync(join(folder, path), path);
const SOMEBODY = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
const git = (...args: readonly string[]) =>
	execFileSync('git', [...SOMEBODY, ...args], { cwd: folder, encoding: 'utf8' });

test('a commit is named where the sources are those of one, and no other is guessed', () => {
	assert.equal(readCommit(folder), null, 'no repository');
	git('init', '-q');
	assert.equal(readCommit(folder), null, 'no commit');
	for (const name of ['source', 'archive']) mkdirSync(join(folder, name));
	for (const path of ['source/a.ts', 'package.json', 'readme.md']) write(path);
	git('add', '.');
	git('commit', '-qm', 'Begin');
	const commit = git('rev-parse', 'HEAD').slice(0, 12);
	assert.equal(readCommit(folder), commit);
	write('notes.txt');
	writeFileSync(join(folder, 'readme.md'), 'other words');
	assert.equal(readCommit(folder), commit, 'the program is not made of these');
	assert.equal(readCommit(join(folder, 'archive')), null, "another's repository above");
	process.env.GIT_DIR = '/nowhere';
	assert.equal(readCommit(folder), commit, 'within a hook');
	delete process.env.GIT_DIR;
	write('source/b.ts');
	assert.equal(readCommit(folder), `${commit} with changes`);
	git('add', '.');
	assert.equal(readCommit(folder), `${commit} with changes`);
	git('commit', '-qm', 'Go on');
	assert.equal(readCommit(folder), git('rev-parse', 'HEAD').slice(0, 12));
	writeFileSync(join(folder, 'package.json'), '{}');
	assert.match(readCommit(folder) ?? '', /^[0-9a-f]{12} with changes$/);
});
