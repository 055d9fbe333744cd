import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'ink-testing-library';
import { safe } from '../../../source/model/safe-text.ts';
import { ConnectionTable } from '../../../source/ui/parts/connection-table.tsx';

test('draws the facts as a table', () => {
	const facts = [{ what: safe`server`, value: safe`https://cm.example.net` }];
	const lines = (render(<ConnectionTable facts={facts} />).lastFrame() ?? '').split('\n');
	assert.deepEqual(lines, [
		'┌────────┬────────────────────────┐',
		'│ what   │ value                  │',
		'├────────┼────────────────────────┤',
		'│ server │ https://cm.example.net │',
		'└────────┴────────────────────────┘',
	]);
});
