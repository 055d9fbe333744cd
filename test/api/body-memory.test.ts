import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ReadBody, rememberBodies } from '../../source/api/body-memory.ts';
import { parseJson } from '../../source/api/json.ts';

/** A reader with its count of the bodies that it was really asked to read. */
function remember(parse: ReadBody = parseJson) {
	let count = 0;
	const readBytes = rememberBodies(bytes => {
		count += 1;
		return parse(bytes);
	});
	return { read: (text: string) => readBytes(new TextEncoder().encode(text).buffer), count: () => count };
}

test('a body that comes again is the very same value, whatever came in between', () => {
	const { read, count } = remember();
	const [jobs, running] = [read('{"total":1}'), read('{"total":2}')];
	assert.equal(read('{"total":1}'), jobs);
	assert.equal(read('{"total":2}'), running);
	assert.deepEqual([jobs, running, count()], [{ total: 1 }, { total: 2 }, 2]);
});

test('a body that differs by a byte, or is longer, is read', () => {
	const { read } = remember();
	assert.deepEqual(
		['[1,2]', '[1,3]', '[1,2] ', '[1,2]'].map(text => read(text)),
		[
			[1, 2],
			[1, 3],
			[1, 2],
			[1, 2],
		],
	);
});

test('a body that cannot be read fails each time it comes', () => {
	const { read, count } = remember();
	for (const _ of [1, 2]) assert.throws(() => read('{'));
	assert.equal(count(), 2);
});

test('few bodies are kept, and none that is long', () => {
	const { read, count } = remember();
	for (let index = 0; index < 5; index += 1) read(`[${index}]`);
	assert.deepEqual([read('[4]'), count()], [[4], 5]);
	read('[0]');
	assert.equal(count(), 6, 'the oldest was let go');
	const long = `"${'x'.repeat(1024 * 1024)}"`;
	read(long);
	read(long);
	assert.equal(count(), 8);
});
