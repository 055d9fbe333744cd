import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/bundle.ts';
import { applyEdit } from '../scripts/bundle-plugins.ts';
import { buildProgram, programPath } from './support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
after(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('S04 an Ink app is bundled whole, twice to the same bytes, over what was there', async () => {
	writeFileSync(join(folder, 'left-over.js'), '');
	const entry = 'test/fixtures/guarded-app.tsx';
	const bytes = await bundle({ entry, folder });
	const files = readdirSync(folder).sort();
	assert.ok(files.includes('guarded-app.js') && files.includes('third-party-licenses.txt'), files.join());
	assert.ok(!files.includes('left-over.js'));
	assert.equal(
		bytes,
		files.map(name => statSync(join(folder, name)).size).reduce((sum, size) => sum + size, 0),
	);
	assert.equal(statSync(join(folder, 'guarded-app.js')).mode & 0o111, 0o111);
	const before = files.map(read);
	await bundle({ entry, folder });
	assert.deepEqual(readdirSync(folder).sort().map(read), before);
	assert.doesNotMatch(before.join(''), /NODE_ENV|env\.DEV|react-devtools-core/, 'the environment changes nothing');
	assert.equal(before.join('').match(/new Intl\.Segmenter/g)?.length, 1, 'the one that is made only when needed');
	assert.match(read('third-party-licenses.txt'), /^ink 8\.0\.0\n\nMIT License/m);
});

test('what is loaded only when asked is a chunk of its own, and CommonJS can require', async () => {
	const entry = join(folder, 'main.ts');
	writeFileSync(entry, "console.log(process.argv.length > 2 ? (await import('./late.cjs')).default.sep : 'early');");
	writeFileSync(join(folder, 'late.cjs'), "exports.sep = require('path').sep;");
	const out = join(folder, 'out');
	await bundle({ entry, folder: out });
	assert.equal(readdirSync(out).filter(name => name.startsWith('chunk-')).length > 0, true);
	const run = (...args: string[]) => spawnSync(join(out, 'main.js'), args, { encoding: 'utf8' });
	assert.equal(run().stdout, 'early\n');
	assert.equal(run('late').stdout, '/\n');
});

test('what the program begins with is one chunk, whoever else needs parts of it', async () => {
	const sources = {
		'first.ts':
			"import { a } from './a.ts';\nimport { b } from './b.ts';\nconsole.log(a, b, (await import('./c.ts')).c);",
		'a.ts': "export const a = String('a');",
		'b.ts': "export const b = String('b');",
		'c.ts': "import { a } from './a.ts';\nexport const c = 'c' + a;\nexport const d = () => import('./d.ts');",
		'd.ts': "export { b } from './b.ts';",
	};
	for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
	const out = join(folder, 'chunks');
	await bundle({ entry: join(folder, 'first.ts'), folder: out });
	const main = readFileSync(join(out, 'first.js'), 'utf8');
	assert.equal(main.match(/(?:from|import)"\.\/chunk-/g)?.length, 1, main);
	assert.equal(spawnSync(join(out, 'first.js'), { encoding: 'utf8' }).stdout, 'a b ca\n');
});

/** The files of the built program that are loaded for a command, besides what it loads later. */
function loadedFor(command: string): Set<string> {
	const dist = dirname(programPath);
	const textOf = (name: string) => readFileSync(join(dist, name), 'utf8');
	const loaded = new Set<string>();
	const load = (name: string) => {
		if (loaded.has(name)) return;
		loaded.add(name);
		for (const [, next = ''] of textOf(name).matchAll(/(?:from|import)"\.\/(chunk-\w+\.js)"/g)) load(next);
	};
	load(basename(programPath));
	const [, chunk = ''] =
		textOf(basename(programPath)).match(new RegExp(`import\\("\\./(chunk-\\w+\\.js)"\\)\\)\\.${command}\\b`)) ?? [];
	load(chunk);
	return loaded;
}

test('the monitor and list are few files, and share no more than they need', async () => {
	await buildProgram();
	const [monitor, list, status] = [loadedFor('runMonitor'), loadedFor('runList'), loadedFor('runStatus')];
	const counts = { monitor: monitor.size, list: list.size, status: status.size };
	// The program, what it begins with, the command and its group; status prints what the monitor shows; the package's version.
	assert.deepEqual(counts, { monitor: 6, list: 4, status: 5 });
	assert.equal([...monitor].filter(name => list.has(name)).length, 2);
});

test('an edit whose place an upgrade has changed stops the build and names the file', () => {
	const edit = { file: 'some-package/index.js', find: 'new Thing()', replace: 'thing' };
	assert.equal(applyEdit('a = new Thing();', edit), 'a = thing;');
	assert.throws(() => applyEdit('a = createThing();', edit), /some-package\/index\.js no longer holds .*new Thing\(\)/);
});

test('S07 node-fetch looks for no package above the program', async () => {
	const decoy = join(folder, 'node_modules/encoding');
	mkdirSync(decoy, { recursive: true });
	writeFileSync(join(decoy, 'index.js'), "process.stdout.write('loaded');");
	const entry = fileURLToPath(new URL('../node_modules/cross-fetch/dist/node-ponyfill.js', import.meta.url));
	const main = join(folder, 'fetches.ts');
	writeFileSync(main, `import { fetch } from ${JSON.stringify(entry)};\nconsole.log(typeof fetch);`);
	const out = join(folder, 'fetches');
	await bundle({ entry: main, folder: out });
	assert.equal(spawnSync(join(out, 'fetches.js'), { encoding: 'utf8' }).stdout, 'function\n');
});
