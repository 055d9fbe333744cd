import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedParts } from '../scripts/generated-parts.ts';

const readme = readFileSync('readme.md', 'utf8');

for (const [name, part] of Object.entries(generatedParts())) {
	test(`the readme holds the ${name} as the program has them`, () => {
		assert.ok(readme.includes(`<!-- ${name} -->\n${part}\n<!-- /${name} -->`), 'run `npm run docs`');
	});
}
