import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberLast, shareFields } from '../../source/model/remember.ts';

test('what was made last is given again for the very same arguments, and nothing else', () => {
	let count = 0;
	const make = rememberLast((list: readonly number[], width: number) => {
		count += 1;
		return [...list, width];
	});
	const list = [1, 2];
	const first = make(list, 3);
	assert.deepEqual(first, [1, 2, 3]);
	assert.equal(make(list, 3), first);
	assert.notEqual(make([1, 2], 3), first, 'an equal list is another one');
	assert.deepEqual(make(list, 4), [1, 2, 4]);
	assert.deepEqual([make(list, 3), count], [first, 4], 'only the last is kept');
	assert.equal(make(list, Number.NaN), make(list, Number.NaN));
});

test('a result that is nothing is remembered too', () => {
	let count = 0;
	const make = rememberLast((_key: string): null => {
		count += 1;
		return null;
	});
	make('a');
	make('a');
	assert.equal(count, 1);
});

test('fields that are the very same are the object of before; one that differs makes another', () => {
	const jobs = ['a'];
	const before = { jobs, now: 1 };
	assert.equal(shareFields(before, { now: 1, jobs }), before);
	assert.deepEqual(shareFields(before, { jobs, now: 2 }), { jobs, now: 2 });
	const other = { jobs: ['a'], now: 1 };
	assert.equal(shareFields(before, other), other);
	assert.equal(shareFields(null, other), other);
});
