import assert from 'node:assert/strict';
import { test } from 'node:test';
import { widthOf } from '../../source/model/text-width.ts';
import { BINDINGS } from '../../source/session/bindings.ts';
import { overlayLines } from '../../source/session/frame/overlays.ts';
import { lineText } from '../../source/session/frame/text.ts';
import { footerFor } from '../../source/session/key-help.ts';
import { initialUiState } from '../../source/session/ui-state.ts';

test('every key is explained in the help overlay', () => {
	const help = overlayLines('help', initialUiState({ columns: 200, rows: 60 }), 200, () => []).map(lineText);
	for (const { keys } of BINDINGS)
		assert.ok(
			help.some(line => line.includes(keys)),
			keys,
		);
});

test('the footer fits, and keeps the way to help and out to the last', () => {
	for (const width of [20, 40, 60, 80, 120, 200]) {
		const hints = footerFor('list', 'jobs', width);
		const taken = hints.reduce((sum, { keys, word }) => sum + widthOf(keys) + widthOf(word) + 3, -2);
		assert.ok(taken <= width || hints.length === 2);
		assert.deepEqual(
			hints.slice(-2).map(({ keys }) => keys),
			['?', 'q'],
		);
	}
});
