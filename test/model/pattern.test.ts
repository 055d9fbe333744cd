import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compilePattern } from '../../source/model/pattern.ts';
import { PatternError } from '../../source/model/pattern-syntax.ts';
import { fc } from '../support/properties.ts';

const CASES: readonly (readonly [pattern: string, text: string, found: boolean])[] = [
	['', '', true],
	['timeout', 'Connection TIMEOUT', true],
	['^connect', 'connect ETIMEDOUT', true],
	['^connect', 'cannot connect', false],
	['50[234]\\b', 'unexpected status 503', true],
	['50[234]\\b', 'took 5031 ms', false],
	['(key|cert)s? lost', 'two keys lost', true],
	['\\d{1,3}(\\.\\d{1,3}){3}', 'connect 10.20.1.5:443', true],
	['\\d{1,3}(\\.\\d{1,3}){3}', 'version 10.20.1', false],
	['a.c', 'a\u{1F511}c', true],
	['[^a-c]$', 'abc', false],
	['[A-F]{4}', 'cafe', true],
	['[]x]', ']', true],
	['a{2}', 'baab', true],
	['a{2,}b', 'ab', false],
	['\\(x\\)', '(X)', true],
	['(?:ab)+c', 'ababc', true],
];

for (const [pattern, text, found] of CASES) {
	test(`/${pattern}/ is ${found ? '' : 'not '}found in ${JSON.stringify(text)}`, () => {
		assert.equal(compilePattern(pattern)(text), found);
	});
}

const WRONG: readonly (readonly [pattern: string, at: number])[] = [
	['(ab', 0],
	['ab)', 2],
	['x[ab', 1],
	['*a', 0],
	['a|+', 2],
	['a\\', 1],
	['a\\1', 1],
	['(?=a)', 1],
	['a{3,2}', 1],
	['[z-a]', 1],
	['(a{99}){99}', 11],
];

for (const [pattern, at] of WRONG) {
	test(`/${pattern}/ is refused at ${at}`, () => {
		assert.throws(
			() => compilePattern(pattern),
			(error: unknown) => error instanceof PatternError && error.at === at,
		);
	});
}

/** Patterns of all kinds of parts, deep and small. */
const { pattern: patterns } = fc.letrec<{ pattern: string; part: string }>(tie => ({
	part: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom('a', 'b', '0', '_', ' ', '.', '[ab]', '[^a]', '[a-b0]', '\\d', '\\w', '\\S', '\\b', '^', '$'),
		tie('pattern').map(inner => `(${inner})`),
		fc
			.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,1}', '{1,}', '*?'))
			.map(([p, s]) => `(${p})${s}`),
	),
	pattern: fc.array(fc.oneof(tie('part'), fc.constant('|')), { maxLength: 4 }).map(parts => parts.join('')),
}));

test('what is found is what JavaScript finds', () => {
	const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '0', '_', ' ', '-'), maxLength: 8 });
	fc.assert(
		fc.property(patterns, texts, (pattern, text) => {
			assert.equal(compilePattern(pattern)(text), new RegExp(pattern, 'isu').test(text));
		}),
		{ numRuns: 3000 },
	);
});

test('any text is a pattern or is refused, with a place inside it', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom(...'ab\\()[]{}*+?|^$-.1,'), maxLength: 12 }), pattern => {
			try {
				compilePattern(pattern)('abab');
			} catch (error) {
				assert.ok(error instanceof PatternError && error.at >= 0 && error.at <= pattern.length, String(error));
			}
		}),
		{ numRuns: 2000 },
	);
});

test('patterns that are made to explode end', () => {
	for (const pattern of ['(a*)*b', '(a|a)*b', '(a+)+$b', 'a*a*a*a*a*a*a*b', '(.*)(.*)(.*)(.*)x', '((a?){20}){5}b'])
		assert.equal(compilePattern(pattern)('a'.repeat(100_000)), false);
});
