import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toAscii } from '../../source/model/ascii.ts';
import { GLYPHS } from '../../source/model/fields.ts';
import { toSafeText } from '../../source/model/safe-text.ts';
import { widthOf } from '../../source/model/text-width.ts';
import { fc } from '../support/properties.ts';

test('ASCII is ASCII, and as wide as what it stands for', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), remote => {
			const text = toSafeText(remote);
			assert.match(toAscii(text), /^[\x20-\x7e]*$/);
		}),
	);
	for (const text of ['● LIVE ≤5s', '── jobs ──┬│', '東京…', 'a–b — ␤']) {
		assert.equal(widthOf(toAscii(toSafeText(text))), widthOf(toSafeText(text)));
	}
});

test('every glyph of a state has a stand-in of its own kind', () => {
	assert.deepEqual(Object.values(GLYPHS).map(toAscii), ['x', '!', '*', '*', '+', '-', '?']);
});
