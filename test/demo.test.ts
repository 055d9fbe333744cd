import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASKING } from '../source/command-line/command-groups.ts';
import { CLEAN } from './support/clean-environment.ts';
import { runProgram } from './support/program.ts';

const MORE: Readonly<Record<string, readonly string[]>> = {
	events: ['--for', '2s'],
	wait: ['nobody'],
	status: ['--timeout', '60s'],
};
/** `check` finds something to say of the simulator's world, and `wait` no such job. */
const CODES: Readonly<Record<string, number>> = { check: 1, wait: 1 };

for (const command of ASKING.filter(name => name !== 'monitor')) {
	test(`${command} asks the simulator where it is told to, and nothing else`, async () => {
		const env = { ...CLEAN, CCKM_TOP_URL: undefined, CCKM_TOP_PASSWORD: 'canary', CCKM_TOP_USERNAME: 'nobody' };
		const { code, stderr } = await runProgram({ args: [command, '--demo', ...(MORE[command] ?? [])], env });
		assert.equal(code, CODES[command] ?? 0, stderr);
	});
}
