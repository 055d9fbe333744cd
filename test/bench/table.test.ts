import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellsOf, type Figure, formatFigure, formatSection } from '../../bench/table.ts';

const figures: readonly [text: string, ...Parameters<typeof formatFigure>][] = [
	['12.3 ms', 12.345, 'ms'],
	['123 ms', 123.45, 'ms'],
	['260 B', 259.6, 'B'],
	['0 B', 0, 'B'],
	['0.12 %', 0.1234, '%'],
	['1.3 B/s', 1.26, 'B/s'],
	['1.25', 1.25, ''],
	['—', Number.NaN, 'MB'],
];

for (const [text, value, unit] of figures) {
	test(`${value} is told as ${text}`, () => assert.equal(formatFigure(value, unit), text));
}

const node = { what: 'node', value: 20 };

const rows: readonly [figure: Figure, ...cells: string[]][] = [
	[{ what: 'a', value: 10, unit: 'B' }, 'a', '10 B', '', '', '', ''],
	[{ what: 'a', value: 10, unit: 'B', bound: 'cursorMove' }, 'a', '10 B', '', '', '≤ 260 B', 'met'],
	[{ what: 'a', value: 1, unit: 'B', bound: 'unchangedBytes' }, 'a', '1 B', '', '', '≤ 0 B', '**not met**'],
	[{ what: 'a', value: 50, unit: 'ms', against: node }, 'a', '50 ms', 'node: 20 ms', '2.50 ×', '', ''],
	[
		{ what: 'a', value: 50, unit: 'ms', against: node, bound: 'firstFrame' },
		...['a', '50 ms', 'node: 20 ms', '2.50 ×', '≤ 3.5 ×', 'met'],
	],
	[
		{ what: 'a', value: 80, unit: 'MB', against: node, bound: 'memoryGrowth' },
		...['a', '80 MB', 'node: 20 MB', '4.00 ×', '≤ +45 MB', '**not met**'],
	],
	[
		{ what: 'a', value: Number.NaN, unit: 'ms', against: node, bound: 'firstFrame' },
		...['a', '—', 'node: 20 ms', '—', '≤ 3.5 ×', '**not met**'],
	],
];

for (const [figure, ...cells] of rows) {
	test(`a row: ${cells.join(' | ')}`, () => assert.deepEqual(cellsOf(figure), cells));
}

test('a section is a Markdown table and its notes; a bar is no end of a cell', () => {
	const section = {
		title: 'Title',
		figures: [{ what: '`a | b`', value: 1, unit: 'B' } as const],
		notes: ['One.', 'Two.'],
	};
	assert.equal(
		formatSection(section),
		[
			'## Title\n',
			'| what | measured | against | ratio | bound |  |',
			'| --- | --- | --- | --- | --- | --- |',
			'| `a \\| b` | 1 B |  |  |  |  |\n',
			'One.\n',
			'Two.',
		].join('\n'),
	);
	assert.equal(formatSection({ title: 'Title', figures: [], notes: ['Nothing.'] }), '## Title\n\nNothing.');
});
