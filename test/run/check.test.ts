import assert from 'node:assert/strict';
import { test } from 'node:test';
import { THALES } from '../../source/demo/organizations.ts';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { serve } from '../support/server.ts';

const NOW = Date.now();
const HOUR = 3_600_000;

function rowOf(id: string, hours: number, texts: Readonly<Record<string, string>>): Record<string, unknown> {
	const started = NOW - hours * HOUR;
	return {
		id,
		createdAt: new Date(started).toISOString(),
		completed_at: new Date(started + 60_000).toISOString(),
		overall_status: 'completed',
		detailed_status: texts,
		kms: Object.keys(texts),
		abort: false,
	};
}

/** An organization that the server still has. */
const THERE = THALES.organizationId ?? '';
const GOOD = 'success';
const BAD = 'Error listing keys from SFDC: ';

const cases: readonly (readonly [what: string, code: number, rows: readonly unknown[], flags?: readonly string[]])[] = [
	['OK', 0, [rowOf('a', 1, { one: GOOD, two: GOOD })]],
	['OK', 0, [rowOf('a', 1, { one: GOOD }), rowOf('b', 2, { one: BAD })]],
	['OK', 0, [rowOf('a', 24 * 8, { one: BAD })]],
	['CRITICAL', 2, [rowOf('a', 24 * 8, { one: BAD })], ['--since', '10d']],
	['WARNING', 1, [rowOf('a', 1, { one: GOOD, two: BAD })]],
	['OK', 0, [rowOf('a', 1, { one: GOOD, two: BAD })], ['--org', 'one']],
	['WARNING', 1, [rowOf('a', 3, { [THERE]: GOOD })], ['--warn-age', '2h']],
	['OK', 0, [rowOf('a', 3, { deleted: GOOD })], ['--warn-age', '2h']],
	['CRITICAL', 2, [rowOf('a', 1, { one: BAD })]],
];

test('judges as a plug-in of Nagios does, with its exit codes', async t => {
	for (const [word, expected, rows, flags = []] of cases) {
		const server = await serve(t, { rows });
		const { code, stdout, stderr } = await runProgram({ args: ['check', ...server.flags, ...flags], env: CLEAN });
		assert.deepEqual([code, stderr], [expected, ''], stdout);
		assert.match(stdout, new RegExp(`^CCKM ${word}: [^|\\n]+ \\| organizations=\\d+;;;0 [^|\\n]+\\n$`));
		assert.deepEqual([server.count('sign-in'), server.count('revoke')], [1, 1]);
	}
});

test('looks back over as many pages as it takes, and no further', async t => {
	const rows = Array.from({ length: 700 }, (_, index) =>
		rowOf(`job-${index}`, index, { [index < 300 ? 'one' : index < 400 ? 'two' : 'three']: index < 300 ? GOOD : BAD }),
	);
	const server = await serve(t, { rows });
	const { code, stdout } = await runProgram({
		args: ['check', ...server.flags, '--since', '350h', '-o', 'json'],
		env: CLEAN,
	});
	const value = JSON.parse(stdout);
	assert.deepEqual([code, value.verdict, value.complete, value.total], [2, 'critical', true, 700]);
	assert.deepEqual(
		value.failed.map(({ id }: { id: string }) => id),
		['two'],
	);
	assert.ok(server.count('jobs') <= 4, String(server.count('jobs')));
});

test('where it could not ask, that is UNKNOWN: whatever the reason, and whatever other commands end with', async t => {
	const server = await serve(t);
	const [, url = '', , , ...signIn] = server.flags;
	const failing: Readonly<Record<string, readonly string[]>> = {
		'certificate is not trusted': ['--url', url, ...signIn],
		'There is no flag --warnage here': [...server.flags, '--warnage', '2h'],
		'--warn-age soon does not fit': [...server.flags, '--warn-age', 'soon'],
		'No server was named': [],
	};
	for (const [told, flags] of Object.entries(failing)) {
		const { code, stdout } = await runProgram({ args: ['check', ...flags], env: CLEAN });
		assert.equal(code, 3, told);
		assert.match(stdout, new RegExp(`^CCKM UNKNOWN: [^\\n|]*${told}[^\\n|]*\\n$`));
	}
	const json = await runProgram({ args: ['check', ...server.flags, '--since', '0', '-o', 'json'], env: CLEAN });
	assert.equal(json.code, 3);
	assert.equal(JSON.parse(json.stdout).error.kind, 'usage');
	assert.equal(server.count('sign-in'), 0);
});

test('the simulator can be judged', async () => {
	const { code, stdout } = await runProgram({ args: ['check', '--demo=empty'], env: CLEAN });
	assert.deepEqual(
		[code, stdout.slice(0, 'CCKM OK: nothing was synchronized'.length)],
		[0, 'CCKM OK: nothing was synchronized'],
	);
});
