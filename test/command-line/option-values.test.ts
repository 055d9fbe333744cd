import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChoice, readCount, readTime } from '../../source/command-line/option-values.ts';
import { FailureError } from '../../source/model/failure.ts';
import { fc } from '../support/properties.ts';

test('whatever is written, a number is within its bounds or a mistake of usage', () => {
	const text = fc.oneof(
		fc.integer().map(String),
		fc.stringMatching(/^[0-9.]{1,6}(ms|s|m|h|d)?$/),
		fc.string({ unit: 'binary' }),
	);
	const isMistake = (error: unknown) => error instanceof FailureError && error.failure.kind === 'usage';
	fc.assert(
		fc.property(text, written => {
			try {
				const count = readCount('limit', written, 0, 1, 500);
				assert.ok(Number.isInteger(count) && count >= 1 && count <= 500);
			} catch (error) {
				assert.ok(isMistake(error));
			}
			try {
				const time = readTime('interval', written, 0, 1000);
				assert.ok(time >= 1000 && time <= 24 * 3_600_000);
			} catch (error) {
				assert.ok(isMistake(error));
			}
		}),
	);
});

test('what is not given is the usual, bounds or not', () => {
	assert.equal(readCount('limit', null, 200, 1, 100), 200);
	assert.equal(readTime('interval', null, 5, 1000), 5);
	assert.equal(readChoice('color', null, 'auto', ['always']), 'auto');
});
