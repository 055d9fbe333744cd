import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildProgram } from './support/program.ts';
import { openTmux, tellingTheEnd } from './support/tmux.ts';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
const packed = join(folder, 'package');

const archive = () => join(folder, readdirSync(folder).find(name => name.endsWith('.tgz')) ?? '');

before(async () => {
	await buildProgram();
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { stdio: 'ignore' });
	execFileSync('tar', ['-xzf', archive()], { cwd: folder });
});
after(() => rmSync(folder, { recursive: true }));

test('the package holds the program and what tells of it, nothing else', () => {
	for (const name of readdirSync(packed)) assert.match(name, /^(?:dist|docs|license|package\.json|readme\.md)$/i);
	assert.deepEqual(readdirSync(join(packed, 'docs'), { recursive: true }).sort(), ['man', 'man/cckm-top.1']);
	for (const name of readdirSync(join(packed, 'dist'))) {
		assert.match(name, /^(?:cli\.js|chunk-\w+\.js|third-party-licenses\.txt|sbom\.cdx\.json)$/);
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

/** What a user has who has just installed Node: no settings, nothing in any cache, and no network that npm would use. */
function bareEnvironment(): Record<string, string> {
	const PATH = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
	const npm = { offline: 'true', cache: join(folder, 'no-cache'), userconfig: '/dev/null', update_notifier: 'false' };
	return {
		PATH,
		HOME: join(folder, 'home'),
		LC_ALL: 'C.UTF-8',
		...Object.fromEntries(Object.entries(npm).map(([name, value]) => [`npm_config_${name}`, value])),
	};
}

const runBare = (command: string, ...args: readonly string[]) =>
	execFileSync(command, args, { cwd: folder, env: bareEnvironment(), encoding: 'utf8' });

test('the package installs for everybody without a network and shows the monitor', async t => {
	const prefix = join(folder, 'prefix');
	runBare('npm', 'install', '--global', '--prefix', prefix, archive());
	assert.ok(existsSync(join(prefix, 'share/man/man1/cckm-top.1')));
	const program = join(prefix, 'bin/cckm-top');
	assert.match(runBare(program, '--version'), /^cckm-top \d+\.\d+\.\d+ \(.*\)\n$/);
	assert.match(runBare(program, 'list', '--demo', '--limit', '3'), /^HEALTH +JOB .*\n(?:.+\n){3}$/);
	const variables = Object.entries({ ...bareEnvironment(), TERM: 'xterm-256color' }).map(pair => pair.join('='));
	const tmux = await openTmux({
		argv: tellingTheEnd(['env', '-i', ...variables, program, '--demo']),
		columns: 100,
		rows: 30,
	});
	t.after(() => tmux[Symbol.asyncDispose]());
	await tmux.waitFor(text => /SIMULATOR/.test(text) && /LIVE/.test(text) && /RUNNING|OK|DEGRADED/.test(text));
	await tmux.keys('q');
	await tmux.waitFor('ended with 0');
});

test('npx runs the package from its file without a network', () => {
	assert.match(runBare('npx', '--yes', `--package=${archive()}`, 'cckm-top', '--version'), /^cckm-top \d/m);
});
