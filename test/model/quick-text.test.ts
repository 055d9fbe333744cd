import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { isOneColumnEach, plainColumns, quickSegmenter } from '../../source/model/quick-text.ts';
import { fc } from '../support/properties.ts';

test('every plain character is one column and one grapheme, as the real measures say', () => {
	const real = new Intl.Segmenter();
	const plain: string[] = [];
	for (let code = 0; code <= 0xffff; code++) {
		const character = String.fromCharCode(code);
		if (!isOneColumnEach(character)) continue;
		plain.push(character);
		assert.equal(stringWidth(character), 1, code.toString(16));
	}
	assert.ok(plain.length > 1000);
	assert.equal(plainColumns('a \u001b[1;31mb\u001b[0m'), 3);
	for (const glyph of '✗!●✓⊘?─│╭╯…·▶↑↓⠋█░') assert.ok(isOneColumnEach(glyph), glyph);
	const characters = fc.oneof(
		{ weight: 8, arbitrary: fc.constantFrom(...plain) },
		{
			weight: 1,
			arbitrary: fc.constantFrom('\u{1b}', '\u{1b}[31m', '\r\n', '日', 'e\u0301', '👨‍👩‍👧', '🇨🇭', '\u200d'),
		},
	);
	fc.assert(
		fc.property(fc.array(characters, { maxLength: 30 }), parts => {
			const text = parts.join('');
			const graphemes = quickSegmenter.segment(text);
			assert.deepEqual([...graphemes], [...real.segment(text)]);
			for (const index of [0, 1, text.length - 1, text.length]) {
				assert.deepEqual(graphemes.containing(index), real.segment(text).containing(index));
			}
			assert.ok([null, stringWidth(text)].includes(plainColumns(text)));
		}),
	);
});
