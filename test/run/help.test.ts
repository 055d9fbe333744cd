import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SCENARIOS } from '../../source/demo/scenarios.ts';
import { runProgram } from '../support/program.ts';

test('tells its version, which is that of the package', async () => {
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	const { code, stdout } = await runProgram({ args: ['--version'] });
	assert.deepEqual([code, stdout], [0, `cckm-top ${version} (Node ${process.versions.node})\n`]);
});

test('every command tells what it takes', async () => {
	for (const [args, words] of [
		[['--help'], ['--interval TIME', 'simulate', ...Object.keys(SCENARIOS)]],
		[
			['list', '-h'],
			['-o, --output FORMAT', '--exit-status'],
		],
		[['simulate', '--help'], ['--jobs-file FILE']],
	] as const) {
		const { code, stdout, stderr } = await runProgram({ args });
		assert.deepEqual([code, stderr], [0, '']);
		for (const word of words) assert.ok(stdout.includes(word), word);
	}
});
