import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { splitWords } from '../../source/command-line/split-words.ts';
import { fc } from '../support/properties.ts';

const table: readonly (readonly [line: string, words: readonly string[] | null])[] = [
	['', []],
	['  pass  show\tcm ', ['pass', 'show', 'cm']],
	["pass 'two words'", ['pass', 'two words']],
	['pass "two words" a"b c"d', ['pass', 'two words', 'ab cd']],
	['pass two\\ words', ['pass', 'two words']],
	["pass ''", ['pass', '']],
	['pass "a\\"b\\\\c\\d"', ['pass', 'a"b\\c\\d']],
	['pass $HOME `id` *;|&', ['pass', '$HOME', '`id`', '*;|&']],
	["pass 'open", null],
	['pass "open', null],
	['pass \\', null],
];

for (const [line, words] of table) {
	test(`${JSON.stringify(line)} is ${JSON.stringify(words)}`, () => assert.deepEqual(splitWords(line), words));
}

test('quotes, backslashes and blanks mean what they mean to sh', () => {
	const lines = fc.array(fc.constantFrom('a', 'b', ' ', '  ', "'", '"', '\\'), { maxLength: 12 });
	fc.assert(
		fc.property(lines, letters => {
			const line = letters.join('');
			const words = splitWords(line);
			if (words === null) return;
			const script = `for word in ${line}\ndo printf '%s\\0' "$word"; done`;
			const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
			assert.deepEqual(words, printed.split('\0').slice(0, -1));
		}),
		{ numRuns: 60 },
	);
});
