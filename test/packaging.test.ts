import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildProgram } from './support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
const packed = join(folder, 'package');

before(async () => {
	await buildProgram();
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { stdio: 'ignore' });
	execFileSync('tar', ['-xzf', readdirSync(folder)[0] ?? ''], { cwd: folder });
});
after(() => rmSync(folder, { recursive: true }));

test('the package holds the program and what tells of it, nothing else', () => {
	for (const name of readdirSync(packed)) assert.match(name, /^(?:dist|license|package\.json|readme\.md)$/i);
	for (const name of readdirSync(join(packed, 'dist'))) {
		assert.match(name, /^(?:cli\.js|chunk-\w+\.js|third-party-licenses\.txt)$/);
	}
});

test('the package installs nothing else', () => {
	const described = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
	for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies']) {
		assert.equal(described[kind], undefined, kind);
	}
	for (const script of ['preinstall', 'install', 'postinstall']) assert.equal(described.scripts[script], undefined);
});

test('the packed program runs by itself, far from its sources', () => {
	const run = spawnSync(join(packed, 'dist/cli.js'), ['--version'], { cwd: '/', encoding: 'utf8' });
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	assert.equal(run.stderr, '');
	assert.match(run.stdout, new RegExp(`^cckm-top ${version.replaceAll('.', '\\.')}\\b`));
	assert.equal(run.status, 0);
});

test('S03 the program is a production build that takes nothing from its surroundings to run', () => {
	const files = readdirSync(join(packed, 'dist')).filter(name => name.endsWith('.js'));
	const code = files.map(name => readFileSync(join(packed, 'dist', name), 'utf8')).join('\n');
	assert.doesNotMatch(code, /process\.env\.NODE_ENV|env\.DEV\b|react-dom|react-devtools-core/);
	assert.doesNotMatch(code, /\beval\(|node_modules\//);
	// Nothing of the machine that made it, and none of the tests' secrets.
	assert.doesNotMatch(code, /\/(?:home|root|work)\/\w|PRIVATE KEY-----\\n\w|hunter2/);
	assert.doesNotMatch(code, /Each child in a list should have a unique/, "React's development build");
});
