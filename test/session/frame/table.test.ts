import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SafeText, safe } from '../../../source/model/safe-text.ts';
import { layTable, type TableColumn } from '../../../source/session/frame/table.ts';

const columns: readonly TableColumn<SafeText>[] = [
	{ id: 'novelty', title: safe`NEW`, width: 5, align: 'right', text: text => text, tone: () => 'alert' },
	{ id: 'name', title: safe`NAME`, width: 6, align: 'left', text: () => safe`a`, tone: () => 'strong' },
];

test('what draws the background is kept to the words: an empty cell is no block of it', () => {
	const spansOf = (text: SafeText) => layTable(columns, 20, false).lines([text])[0]?.spans ?? [];
	const alerts = (text: SafeText) =>
		spansOf(text)
			.filter(({ tone }) => tone === 'alert')
			.map(({ text: words }) => words);
	assert.deepEqual(alerts(safe``), []);
	assert.deepEqual(alerts(safe`+3`), ['+3']);
	assert.deepEqual(alerts(safe`a b`), ['a b']);
	for (const text of [safe``, safe`+3`]) {
		assert.equal(
			spansOf(text)
				.map(span => span.text)
				.join(''),
			`  ${text.padStart(5)}  a     `,
		);
	}
});

test('a row that is drawn again is the very same line, but for the one under the cursor and those that are marked', () => {
	const rows = [safe`a`, safe`b`, safe`c`, safe`d`];
	const { lines } = layTable(columns, 20, true);
	const cursorOn = (index: number) => (line: number) => (line === index ? 'bar' : 'none');
	const first = lines(rows, cursorOn(0));
	const second = lines(rows, cursorOn(1), line => line === 3);
	assert.deepEqual(
		second.map((line, index) => line === first[index]),
		[false, false, true, false],
	);
	const third = lines(rows.slice(1), cursorOn(0));
	assert.equal(third[1], first[2], 'wherever it is');
	assert.deepEqual(lines(rows, cursorOn(0)), first);
	assert.ok([first, second, third].flat().every(({ faded }) => faded));
	assert.notEqual(layTable(columns, 20, false).lines(rows)[2]?.faded, true);
});
