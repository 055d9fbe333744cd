import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { tallyRun } from './tally.ts';

/**
 * Runs the test files that are named, or all of them: Node 20's runner knows no globs. The last line says what the run went
 * through; a run of all files also fails where a fault of the catalogue is neither held by a test nor excused. When it passes,
 * the line is kept in the file that CCKM_TOP_TEST_FIGURES names.
 */
const named = process.argv.slice(2);
const files =
	named.length > 0
		? named
		: readdirSync('test', { recursive: true, encoding: 'utf8' })
				.filter(path => /\.test\.tsx?$/.test(path) && !path.includes('node_modules'))
				.map(path => `test/${path}`)
				.sort();

const events = run({ files, concurrency: availableParallelism() });
const tally = tallyRun(events);
events.on('test:fail', () => {
	process.exitCode = 1;
});
for await (const text of events.compose(new spec())) process.stdout.write(text);

if (named.length === 0) {
	for (const line of tally.notHeld()) console.log(line);
	const unexplained = tally.unexplained();
	if (unexplained.length > 0) {
		process.exitCode = 1;
		console.log(`no test names ${unexplained.join(' ')}`);
	}
}
const { CCKM_TOP_TEST_FIGURES: figures } = process.env;
if (figures !== undefined && process.exitCode !== 1) writeFileSync(figures, `${tally.line()}\n`);
console.log(tally.line());
