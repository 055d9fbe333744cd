import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/** Runs the test files that are named, or all of them: Node 20's runner knows no globs. */
const named = process.argv.slice(2);
const files =
	named.length > 0
		? named
		: readdirSync('test', { recursive: true, encoding: 'utf8' })
				.filter(path => /\.test\.tsx?$/.test(path) && !path.includes('node_modules'))
				.map(path => `test/${path}`)
				.sort();
const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter=spec', ...files], {
	stdio: 'inherit',
});
process.exitCode = status ?? 1;
