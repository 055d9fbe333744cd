import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(path, 'utf8');
const { scripts, version } = JSON.parse(read('package.json'));

for (const path of ['readme.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']) {
	test(`${path} names what there is`, () => {
		const text = read(path);
		for (const [, name = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g)) assert.ok(Object.hasOwn(scripts, name), name);
		for (const [, file = ''] of text.matchAll(/`((?:bench|scripts|source|test)\/[\w./-]+)`/g))
			assert.ok(existsSync(file), file);
		for (const [, file = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) assert.ok(existsSync(file), file);
	});
}

test('the newest section of CHANGELOG.md is this version', () => {
	assert.equal(/^## (\d+\.\d+\.\d+)$/m.exec(read('CHANGELOG.md'))?.[1], version);
});
