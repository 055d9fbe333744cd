import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from '../../source/api/json.ts';
import { FailureError } from '../../source/model/failure.ts';
import { fc } from '../support/properties.ts';

/** What a body of these bytes is read as; null and the failure where it cannot be. */
function read(bytes: Uint8Array): unknown {
	return parseJson(new Uint8Array(bytes).buffer);
}

function problemOf(bytes: Uint8Array): string | null {
	try {
		read(bytes);
		return null;
	} catch (error) {
		assert.ok(error instanceof FailureError && error.failure.kind === 'shape', String(error));
		return error.failure.problem;
	}
}

test('a page cut off at any byte is told to be broken', () => {
	const page = Buffer.from(JSON.stringify({ total: 1, resources: [{ id: 'a"b\\', kms: ['ä'], n: -1.5e3, x: null }] }));
	for (let length = 1; length < page.length; length += 1) {
		assert.equal(problemOf(page.subarray(0, length)), 'broken JSON', `cut off at ${length}`);
	}
	assert.equal(problemOf(page.subarray(0, 0)), 'nothing');
	assert.deepEqual(read(page), JSON.parse(page.toString()));
});

test('no bytes whatever are more than a failure of the family', () => {
	fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => typeof problemOf(bytes) !== 'undefined'));
});

test('every JSON value that is not too deep is read as it is', () => {
	fc.assert(
		fc.property(fc.json({ maxDepth: 10 }), text => assert.deepEqual(read(Buffer.from(text)), JSON.parse(text))),
	);
});

test('depth is limited by counting brackets outside of strings', () => {
	const nested = (depth: number) => Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`);
	assert.equal(problemOf(nested(64)), null);
	assert.equal(problemOf(nested(65)), 'nested deeper than 64 levels');
	assert.equal(problemOf(nested(5_000_000)), 'nested deeper than 64 levels');
	assert.equal(problemOf(Buffer.from(JSON.stringify(['['.repeat(100), '\\"[['.repeat(100)]))), null);
});

test('keys with a meaning of their own are only keys', () => {
	const body = read(Buffer.from('{"__proto__":{"evil":true},"constructor":1}'));
	assert.equal((body as { evil?: unknown }).evil, undefined);
	assert.deepEqual(Object.keys(body as object), ['__proto__', 'constructor']);
});

test('a mark at the beginning of the text does no harm', () => {
	assert.deepEqual(read(Buffer.from('\ufeff{}')), {});
});

test('an integer that a number would change is read as the string that it is', () => {
	const big = '9007199254740993';
	const text = `{"id":${big},"ids":[-${big} ,12345678901234567891],"kept":[9007199254740992,1.5,1e-16,1E+2],"s":"${big}"}`;
	assert.deepEqual(read(Buffer.from(text)), {
		id: big,
		ids: [`-${big}`, '12345678901234567891'],
		kept: [9007199254740992, 1.5, 1e-16, 100],
		s: big,
	});
});

test('a body of more values than memory is fit for is refused before it is read', () => {
	const values = (count: number) => Buffer.from(`[${'0,'.repeat(count - 1)}0]`);
	assert.equal(problemOf(values(499_999)), null);
	assert.equal(problemOf(values(1_000_000)), 'more than 500000 values');
	assert.equal(problemOf(Buffer.from(JSON.stringify([','.repeat(1_000_000)]))), null);
});
