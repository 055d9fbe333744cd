import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { documentPaths } from '../scripts/documents.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const { scripts, version } = JSON.parse(read('package.json'));

for (const path of [...documentPaths(), 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']) {
	test(`${path} names what there is`, () => {
		const text = read(path);
		for (const [, name = ''] of text.matchAll(/\bnpm run ([\w:-]+)/g)) assert.ok(Object.hasOwn(scripts, name), name);
		for (const [, file = ''] of text.matchAll(/`((?:bench|scripts|source|test)\/[\w./-]+)`/g))
			assert.ok(existsSync(file), file);
		for (const [, file = ''] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
			assert.ok(existsSync(join(dirname(path), file)), file);
	});
}

test('the newest section of CHANGELOG.md is this version', () => {
	assert.equal(/^## (\d+\.\d+\.\d+)$/m.exec(read('CHANGELOG.md'))?.[1], version);
});

test('the steps for one more of something name what stands in the files that they name', () => {
	const steps = read('docs/contributing-code.md')
		.split('\n')
		.filter(line => /^\d\. /.test(line));
	assert.ok(steps.length >= 12);
	for (const step of steps) {
		const files = Array.from(step.matchAll(/`((?:source|test)\/[\w./-]+\.tsx?)`/g), ([, file = '']) =>
			read(file),
		).join();
		const names = Array.from(step.matchAll(/`([A-Za-z_]+)`/g), ([, name = '']) => name);
		for (const name of names) assert.match(files, new RegExp(`\\b${name}\\b`), step);
	}
});
