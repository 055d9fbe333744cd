import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PALETTES } from '../../scripts/pictures/palette.ts';
import { blend, contrast } from '../support/palettes.ts';

/** What WCAG asks of text. */
const ENOUGH = 4.5;

for (const [name, { background, text, colors, dimmed }] of Object.entries(PALETTES)) {
	test(`every colour of the ${name} pictures can be read on their background, dimmed text too`, () => {
		for (const color of [text, ...Object.values(colors)]) {
			const ratio = contrast(color, background);
			assert.ok(ratio >= ENOUGH, `${color} has ${ratio.toFixed(2)}`);
		}
		const faint = contrast(blend(text, background, dimmed), background);
		assert.ok(faint >= ENOUGH, `dimmed text has ${faint.toFixed(2)}`);
	});
}
