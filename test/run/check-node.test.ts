import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHECK_CODES, EXIT_CODES } from '../../source/command-line/exit-codes.ts';
import { runProgram } from '../support/program.ts';

/** Runs the built program by a Node that says that it is this one, and cannot do what only newer ones can. */
async function runBy(version: string, ...args: readonly string[]) {
	const code = `
		Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${version}'}});
		const {RegExp} = globalThis;
		globalThis.RegExp = function (source, flags = '') {
			if (flags.includes('v')) throw new SyntaxError('Invalid flags supplied to RegExp constructor');
			return new RegExp(source, flags);
		};`;
	const { stdout, stderr, ...ending } = await runProgram({
		args,
		env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` },
	});
	return { stdout, stderr, code: ending.code };
}

test('S06 a Node that is too old is told so in one sentence, before anything that it cannot load', async () => {
	const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
	assert.equal(engines.node, '>=20');
	const stderr = 'cckm-top needs Node 20 or newer, and this is Node 18.20.8.\n';
	for (const [args, { code }] of [
		[['--version'], EXIT_CODES.failed],
		[['list', '--demo'], EXIT_CODES.failed],
		[['check', '--demo'], CHECK_CODES.unknown],
	] as const) {
		assert.deepEqual(await runBy('18.20.8', ...args), { stdout: '', stderr, code });
	}
	// It is this that the program cannot be loaded without.
	assert.match((await runBy('20.0.0', '--version')).stderr, /Invalid flags supplied to RegExp/);
});
