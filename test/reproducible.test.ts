import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'reproducible-'));
after(() => rmSync(folder, { recursive: true }));

/** What is not needed to make the package, or is made. */
const LEFT_OUT = ['.git', '.ci', 'bench', 'dist', 'node_modules', 'test'];

/** The same commit gets the same name. */
const COMMITTER = Object.fromEntries(
	['AUTHOR', 'COMMITTER'].flatMap(who => [
		[`GIT_${who}_NAME`, 'somebody'],
		[`GIT_${who}_EMAIL`, 'somebody@example.com'],
		[`GIT_${who}_DATE`, '2026-01-01T00:00:00Z'],
	]),
);

/** Who builds where: none of it may be seen in what is built. */
interface Builder {
	readonly path: string;
	readonly umask: string;
	readonly env: Readonly<Record<string, string>>;
	/** Whether the files are as old as those that they are copied from. */
	readonly preserveTimestamps: boolean;
}

const BUILDERS: readonly Builder[] = [
	{ path: 'one', umask: '022', env: { TZ: 'UTC', LC_ALL: 'C' }, preserveTimestamps: true },
	{
		path: 'a folder/far below/another',
		umask: '077',
		env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'C.UTF-8', NODE_ENV: 'development', USER: 'somebody' },
		preserveTimestamps: false,
	},
];

/** Copies the sources for a builder, as a checkout would with that umask. */
function copySources({ path, umask, preserveTimestamps }: Builder): string {
	const copy = join(folder, path);
	mkdirSync(copy, { recursive: true });
	for (const name of readdirSync('.').filter(name => !LEFT_OUT.includes(name))) {
		cpSync(name, join(copy, name), { recursive: true, preserveTimestamps });
	}
	for (const name of ['package.json', 'readme.md', 'LICENSE', 'docs/man/cckm-top.1']) {
		chmodSync(join(copy, name), 0o644 & ~Number.parseInt(umask, 8));
	}
	// As links to the same files where that can be: nothing writes to them.
	const linked = spawnSync('cp', ['-al', 'node_modules', copy]).status === 0;
	if (!linked) cpSync('node_modules', join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true });
	execFileSync('sh', ['-c', 'git init -q && git add source scripts package*.json && git commit -qm Sources'], {
		cwd: copy,
		env: { PATH: process.env.PATH, HOME: folder, ...COMMITTER },
	});
	return copy;
}

/** Packs with a builder's habits, and gives each file of the package and the packed file itself by their SHA-256. */
function pack(builder: Builder): Record<string, string> {
	const copy = copySources(builder);
	const out = join(folder, `${builder.umask} packed`);
	mkdirSync(out);
	execFileSync('sh', ['-c', `umask ${builder.umask} && exec npm pack --silent --pack-destination "$0"`, out], {
		cwd: copy,
		env: { ...process.env, ...builder.env },
		stdio: 'ignore',
	});
	const [archive = ''] = readdirSync(out);
	execFileSync('tar', ['-xzf', archive], { cwd: out });
	const files = readdirSync(out, { recursive: true, encoding: 'utf8', withFileTypes: true })
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name));
	return Object.fromEntries(
		files.map(path => [path.slice(out.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
	);
}

test('S04 the package is the same to the byte, whoever makes it where and when', () => {
	const [one = {}, another = {}] = BUILDERS.map(pack);
	assert.ok(Object.keys(one).length > 10);
	const different = [...new Set([...Object.keys(one), ...Object.keys(another)])].filter(
		name => one[name] !== another[name],
	);
	assert.deepEqual(different, []);
});

test('the program names the commit that it was built from', () => {
	const [builder] = BUILDERS;
	const copy = join(folder, builder?.path ?? '');
	const told = execFileSync(join(copy, 'dist/cli.js'), ['--version'], { encoding: 'utf8' });
	const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: copy, encoding: 'utf8' }).trim();
	assert.ok(told.includes(`(commit ${commit}, Node `), told);
});
