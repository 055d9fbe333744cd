import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe } from '../../source/model/safe-text.ts';
import { span } from '../../source/session/frame/line.ts';
import { chooseLook, styleLine } from '../../source/ui/look.ts';

const coloured = chooseLook({ color: true, ascii: false });

test('without colour nothing is coloured, and what is urgent still stands out', () => {
	const { style } = chooseLook({ color: false, ascii: false });
	const used = new Set(Object.values(style).flat());
	assert.deepEqual([...used].sort(), ['bold', 'dim', 'inverse']);
	for (const tone of ['alert', 'banner', 'cursor', 'escape'] as const) assert.ok(style[tone].includes('inverse'));
	assert.ok(style.failed.includes('bold'));
});

test('a line is its words, with a sequence before and behind those that stand out', () => {
	const spans = [span(safe`a `), span(safe`b`, 'failed'), span(safe` c`), span(safe``, 'dim')];
	assert.equal(styleLine({ spans }, coloured), 'a \u001b[31;1mb\u001b[0m c');
});

test('what the whole line is, each of its words is, and no attribute twice', () => {
	const spans = [span(safe`a`), span(safe`b`, 'dim'), span(safe`c`, 'escape')];
	const styled = styleLine({ spans, faded: true }, coloured);
	assert.equal(styled, '\u001b[2ma\u001b[0m\u001b[2mb\u001b[0m\u001b[2;7mc\u001b[0m');
});

test('characters that the terminal cannot show are written as others', () => {
	assert.equal(styleLine({ spans: [span(safe`● ok`)] }, chooseLook({ color: true, ascii: true })), '* ok');
});
