import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SCENARIO, isScenarioName, SCENARIOS } from '../../source/demo/scenarios.ts';

test('each scenario has a name to type and one line for the help', () => {
	for (const [name, { summary }] of Object.entries(SCENARIOS)) {
		assert.match(name, /^[a-z]+$/);
		assert.match(summary, /^[\x20-\x7e]{10,90}$/);
		assert.ok(isScenarioName(name));
	}
	assert.equal(DEFAULT_SCENARIO, 'calm');
	for (const name of ['', 'Calm', 'toString', '__proto__']) assert.ok(!isScenarioName(name), name);
});
