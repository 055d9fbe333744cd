import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { CHECK_CODES } from '../source/command-line/exit-codes.ts';
import { IS_LONG } from './hostile/effort.ts';
import { openTmux, tellingTheEnd } from './support/tmux.ts';

const PROGRAM = 'dist-executable/cckm-top-linux-x64';
const TERM = { TERM: 'xterm-256color' };

/** Building it takes a registry and another Node of 120 MB, so that only long runs do. */
const isBuilt = IS_LONG && process.platform === 'linux' && process.arch === 'x64';
const skip = isBuilt ? false : 'only in a long run, on Linux x64';

/** Builds the executable and gives what is told of it: its path, size and SHA-256. */
const build = () => execFileSync('npm', ['run', '--silent', 'build:executable'], { encoding: 'utf8' });

/** Runs it with nothing in its environment but this. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
	const { status, stdout, stderr } = spawnSync(PROGRAM, args, { env, encoding: 'utf8' });
	return { status, stdout, stderr };
};

let told = '';
before(() => {
	if (isBuilt) told = build();
});

test('the executable is the same to the byte when it is built again', { skip }, () => {
	assert.match(told, /^dist-executable\/cckm-top-linux-x64: 1\d\d\.\d MB, SHA-256 [0-9a-f]{64}\n$/);
	assert.equal(build(), told);
});

test('the executable needs no Node and no environment', { skip }, () => {
	const { status, stdout, stderr } = run(['--version']);
	assert.match(stdout, /^cckm-top \d+\.\d+\.\d+ \(.*Node 24\.\d+\.\d+\)\n$/);
	assert.deepEqual([status, stderr], [0, '']);
	assert.match(run(['list', '--demo', '--limit', '3', '-o', 'csv']).stdout, /^(?:[^\n]+\n){4}$/);
	assert.equal(run(['check', '--no-such-flag']).status, CHECK_CODES.unknown.code);
	// It starts itself once more then, and each takes the words of the command line for the other's.
	const debugged = run(['list', '--demo', '--limit', '3', '-o', 'csv'], { NODE_DEBUG: 'http' });
	assert.deepEqual([debugged.status, debugged.stdout.split('\n').length], [0, 5]);
	assert.doesNotMatch(debugged.stderr, /HTTP \d/);
});

test('the executable shows the monitor, takes keys and another size, and leaves the terminal', { skip }, async t => {
	const argv = ['env', '-i', ...Object.entries(TERM).map(pair => pair.join('=')), PROGRAM, '--demo'];
	const tmux = await openTmux({ argv: tellingTheEnd(argv), columns: 100, rows: 30 });
	t.after(() => tmux[Symbol.asyncDispose]());
	await tmux.waitFor(text => text.includes('LIVE') && /^> /m.test(text));
	await tmux.type('/no-such-job');
	await tmux.keys('Enter');
	await tmux.waitFor(/shown 0\b/);
	await tmux.keys('Escape');
	await tmux.waitFor(/^> /m);
	await tmux.resize(160, 50);
	await tmux.waitFor(text => text.split('\n').some(line => line.length > 120));
	await tmux.keys('?');
	await tmux.waitFor(/previous problem/);
	await tmux.keys('C-c');
	await tmux.waitFor(/ended with \d/);
	assert.equal(await tmux.value('#{alternate_on}'), '0');
});
