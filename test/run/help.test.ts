import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SCENARIOS } from '../../source/demo/scenarios.ts';
import { runProgram } from '../support/program.ts';

test('tells its version, which is that of the package, and the commit that it was built from', async () => {
	const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
	const { code, stdout } = await runProgram({ args: ['--version'] });
	assert.equal(code, 0);
	// Which one it is depends on when it was built; test/commit.test.ts looks at that.
	const [start, commit, end] = stdout.split(/(?<=\()commit (.*)(?=,)/);
	assert.deepEqual([start, end], [`cckm-top ${version} (`, `, Node ${process.versions.node})\n`]);
	assert.match(commit ?? '', /^(?:[0-9a-f]{12}(?: with changes)?|unknown)$/);
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
