import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprintOf } from '../../source/model/fingerprint.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { ERROR_KINDS } from '../support/error-texts.ts';
import { fc } from '../support/properties.ts';

const print = (text: string) => fingerprintOf(toSafeText(text));

test('the corpus holds more than sixty texts, none of them twice', () => {
	const texts = ERROR_KINDS.flat();
	assert.ok(texts.length >= 60, String(texts.length));
	assert.equal(new Set(texts).size, texts.length);
});

test('errors that differ in kind are never merged', () => {
	const kinds = new Map<string, number>();
	for (const [kind, texts] of ERROR_KINDS.entries()) {
		for (const text of texts) {
			const before = kinds.get(print(text));
			assert.ok(before === undefined || before === kind, `${text}\n is merged with\n${ERROR_KINDS[before ?? 0]?.[0]}`);
			kinds.set(print(text), kind);
		}
	}
});

test('cases of one kind are found to be one', () => {
	for (const texts of ERROR_KINDS) {
		const prints = new Set(texts.map(print));
		assert.equal(prints.size, 1, [...prints].join('\n'));
	}
});

const READABLE: readonly (readonly [string, string])[] = [
	['connect ETIMEDOUT 10.20.1.5:443', 'connect ETIMEDOUT <host>'],
	['INVALID_SESSION_ID: Session expired or invalid', 'INVALID_SESSION_ID: Session expired or invalid'],
	['Error getting key 02O5g000000Abc1EAB from SFDC: not found', 'Error getting key <id> from SFDC: not found'],
	['failed: timed out after 30000ms', 'failed: timed out after <n>ms'],
	['Job cancelled by alice@example.com at 2026-11-23T12:00:00.123Z', 'Job cancelled by <user> at <time>'],
	['HTTP status 404 from key service', 'HTTP status 404 from key service'],
	['Error listing keys from SFDC: 503 Service Unavailable', 'Error listing keys from SFDC: 503 Service Unavailable'],
	['first line\n  second line 7', 'first line second line <n>'],
	['', ''],
];

for (const [text, expected] of READABLE) {
	test(`the kind of ${JSON.stringify(text)} reads ${JSON.stringify(expected)}`, () => {
		assert.equal(print(text), expected);
	});
}

test('a fingerprint is safe to draw, of one line, and no longer than what is looked at', () => {
	const parts = fc.oneof(
		fc.constantFrom(...ERROR_KINDS.flat()),
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.constantFrom('\u001b[31m', '\n', '"', "'", '<n>', '10.0.0.1:1', '::1', '1 '.repeat(200)),
	);
	fc.assert(
		fc.property(fc.array(parts, { maxLength: 6 }), texts => {
			const fingerprint = print(texts.join(' '));
			assert.equal(toSafeText(fingerprint), fingerprint);
			assert.ok(!/[\n␤]/.test(fingerprint));
			assert.ok(fingerprint.length <= 6000);
		}),
		{ numRuns: 500 },
	);
});

test('a text made to be slow is taken apart in time that grows with its length only', () => {
	for (const unit of ['1-', 'a.', '1:', '"a', 'error id ', 'a@', '1.1', 'deadbeef', '0015g00000'])
		assert.ok(print(unit.repeat(30_000)).length < 10_000);
});
