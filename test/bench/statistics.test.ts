import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alternate, median, percentile } from '../../bench/statistics.ts';
import { fc } from '../support/properties.ts';

const figures = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });

test('the median stands in the middle, whatever the order', () => {
	assert.equal(median([5, 1, 3]), 3);
	assert.equal(median([10, 2, 9, 1]), 5.5);
	fc.assert(
		fc.property(figures, values => {
			const middle = median(values);
			const half = values.length / 2;
			assert.ok(values.filter(value => value < middle).length <= half);
			assert.ok(values.filter(value => value > middle).length <= half);
		}),
	);
});

test('a percentile is one of the values, and its share of them does not exceed it', () => {
	assert.equal(percentile([4, 1, 3, 2], 0.5), 2);
	assert.equal(percentile([4, 1, 3, 2], 0.51), 3);
	fc.assert(
		fc.property(figures, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
			const value = percentile(values, share);
			assert.ok(values.includes(value));
			assert.ok(values.filter(other => other <= value).length >= values.length * share);
			assert.ok(values.filter(other => other < value).length < values.length * share);
		}),
	);
});

test('nothing has neither', () => {
	assert.ok(Number.isNaN(median([])));
	assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('each contestant runs once a round, and each begins one in its turn', async () => {
	const order: string[] = [];
	const run = (name: string, times: number[]) => async () => {
		order.push(name);
		return times.shift() ?? Number.NaN;
	};
	const medians = await alternate(3, { a: run('a', [3, 1, 2]), b: run('b', [9, 9, 7]), c: run('c', [4, 5, 6]) });
	assert.deepEqual(medians, { a: 2, b: 9, c: 5 });
	assert.equal(order.join(''), 'abcbcacab');
});
