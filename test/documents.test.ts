import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPart } from '../scripts/documents.ts';
import { generatedParts } from '../scripts/generated-parts.ts';

for (const [name, part] of Object.entries(generatedParts())) {
	test(`the documents hold the ${name} as the program has them`, () => {
		assert.deepEqual(readPart(name), [part], 'run `npm run docs`');
	});
}
