import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bundle } from '../scripts/bundle.ts';
import { applyEdit } from '../scripts/bundle-plugins.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
after(() => rmSync(folder, { recursive: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('an Ink app is bundled whole, twice to the same bytes, over what was there', async () => {
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

test('an edit whose place an upgrade has changed stops the build and names the file', () => {
	const edit = { file: 'some-package/index.js', find: 'new Thing()', replace: 'thing' };
	assert.equal(applyEdit('a = new Thing();', edit), 'a = thing;');
	assert.throws(() => applyEdit('a = createThing();', edit), /some-package\/index\.js no longer holds .*new Thing\(\)/);
});
