import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePins } from '../../source/api/pin.ts';
import type { FailureError } from '../../source/model/failure.ts';

const hex = '0123456789abcdef'.repeat(4);
const colons = hex.toUpperCase().replaceAll(/..(?=.)/g, '$&:');

test('fingerprints are taken as people copy them, and nothing else is', () => {
	for (const text of [hex, colons, ` ${hex}\n`, `SHA256:${hex}`, `sha-256=${colons}`]) {
		assert.deepEqual(parsePins(text), [hex]);
		assert.deepEqual(parsePins(`${text},${'f'.repeat(64)}`), [hex, 'f'.repeat(64)]);
	}
	for (const text of ['', ',', `${hex},`, hex.slice(1), `${hex}0`, 'g'.repeat(64)]) {
		assert.throws(
			() => parsePins(text),
			(error: FailureError) => error.failure.kind === 'usage',
		);
	}
});
