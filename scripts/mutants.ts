import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MUTANTS } from './mutant-list.ts';

/**
 * Plants each weakness of the list in a copy of the sources, one at a time, and runs the tests that should see it. Ends with
 * how many were caught; one that none of its tests sees is a failure, and so is one whose place has changed.
 */
const folder = mkdtempSync(join(tmpdir(), 'cckm-top-mutants-'));
const env = { ...process.env, CCKM_TOP_TEST_FIGURES: undefined };

function passes(tests: readonly string[]): boolean {
	const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/test.ts', ...tests], {
		cwd: folder,
		env,
		stdio: 'ignore',
	});
	return status === 0;
}

try {
	const names = [
		'source',
		'test',
		'scripts',
		'dist',
		'package.json',
		'package-lock.json',
		'tsconfig.json',
		'readme.md',
	];
	for (const name of names) {
		cpSync(name, join(folder, name), { recursive: true });
	}
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
	let caught = 0;
	for (const { weakness, file, find, replace, tests } of MUTANTS) {
		const path = join(folder, file);
		const sound = readFileSync(path, 'utf8');
		if (sound.split(find).length !== 2) throw new Error(`${file} does not hold this once any more: ${find}`);
		writeFileSync(
			path,
			sound.replace(find, () => replace),
		);
		const survived = passes(tests);
		writeFileSync(path, sound);
		if (survived) process.exitCode = 1;
		else caught += 1;
		console.log(`${survived ? 'NOT SEEN' : 'caught  '}  ${weakness}`);
	}
	// What fails anyway sees nothing.
	const all = [...new Set(MUTANTS.flatMap(({ tests }) => tests))];
	if (!passes(all)) {
		process.exitCode = 1;
		console.log('the tests fail without any weakness too');
	}
	console.log(`${caught} of ${MUTANTS.length} planted weaknesses caught`);
} finally {
	rmSync(folder, { recursive: true });
}
