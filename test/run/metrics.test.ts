import assert from 'node:assert/strict';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLEAN } from '../support/clean-environment.ts';
import { runProgram } from '../support/program.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { serve, stillClock } from '../support/server.ts';

/** The values by their series without the label of the server. */
function valuesIn(text: string): ReadonlyMap<string, number> {
	return new Map([...readMetrics(text)].map(([series, value]) => [series.replace(/server="[^"]*",?/, ''), value]));
}

test('the numbers are those of the other commands', async t => {
	const server = await serve(t, { scenario: 'calm', clock: stillClock() });
	const run = async (...args: string[]) =>
		(await runProgram({ args: [...args, ...server.flags, '--since', '7d'], env: CLEAN })).stdout;
	const values = valuesIn(await run('metrics'));
	const { organizations } = JSON.parse(await run('orgs', '-o', 'json'));
	const failing = organizations.filter(({ standing }: { standing: string }) => standing === 'failing').length;
	assert.equal(values.get('cckm_top_organizations{standing="failing"}'), failing);
	const { verdict, failed, degraded } = JSON.parse(await run('check', '-o', 'json'));
	assert.equal(failed.length + degraded.length, failing);
	assert.notEqual(verdict, 'ok');
	const { jobs } = JSON.parse(await run('list', '-o', 'json'));
	const ok = jobs.filter(({ health }: { health: string }) => health === 'ok').length;
	assert.equal(values.get('cckm_top_jobs{health="ok"}'), ok);
	assert.equal(values.get('cckm_top_up{}'), 1);
});

test('a file is put in place as a whole, for others to read, and nothing is left beside it', async t => {
	const server = await serve(t);
	const folder = join(server.folder, 'metrics');
	mkdirSync(folder);
	const file = join(folder, 'cckm.prom');
	const other = join(server.folder, 'other');
	writeFileSync(other, 'what is none of its business\n');
	symlinkSync(other, file);
	const before = process.umask(0o077);
	const { code, stdout, stderr } = await runProgram({
		args: ['metrics', ...server.flags, '--textfile', file, '--since', '3650d'],
		env: CLEAN,
	}).finally(() => process.umask(before));
	assert.deepEqual([code, stdout, stderr], [0, '', '']);
	assert.equal(valuesIn(readFileSync(file, 'utf8')).get('cckm_top_jobs{health="failed"}'), 2);
	assert.equal(lstatSync(file).mode & 0o777, 0o644);
	assert.ok(lstatSync(file).isFile());
	assert.equal(readFileSync(other, 'utf8'), 'what is none of its business\n');
	assert.deepEqual(readdirSync(folder), ['cckm.prom']);
	assert.equal(server.count('revoke'), 1);
});

test('a server that cannot be asked is told of in the file and by the exit code', async t => {
	const server = await serve(t);
	const file = join(server.folder, 'cckm.prom');
	const flags = server.flags.filter((_, index) => index !== 2 && index !== 3);
	const { code } = await runProgram({ args: ['metrics', ...flags, '--textfile', file], env: CLEAN });
	assert.equal(code, 4);
	assert.deepEqual([...valuesIn(readFileSync(file, 'utf8'))], [['cckm_top_up{}', 0]]);
});

test('without a password, or with a refused one, what was measured before does not stay as if it were so now', async t => {
	const server = await serve(t);
	const file = join(server.folder, 'cckm.prom');
	const run = (...args: string[]) => runProgram({ args: ['metrics', ...args, '--textfile', file], env: CLEAN });
	assert.equal((await run(...server.flags)).code, 0);
	assert.equal(valuesIn(readFileSync(file, 'utf8')).get('cckm_top_up{}'), 1);
	const withoutPassword = server.flags.slice(0, -2);
	assert.equal((await run(...withoutPassword, '--password-command', 'echo wrong')).code, 3);
	assert.deepEqual([...valuesIn(readFileSync(file, 'utf8'))], [['cckm_top_up{}', 0]]);
	assert.equal((await run(...server.flags)).code, 0);
	assert.equal((await run(...withoutPassword)).code, 2);
	assert.deepEqual([...valuesIn(readFileSync(file, 'utf8'))], [['cckm_top_up{}', 0]]);
});

test('the simulator is measured without a server', async () => {
	const { code, stdout } = await runProgram({ args: ['metrics', '--demo'], env: CLEAN });
	assert.equal(code, 0);
	assert.equal(readMetrics(stdout).get('cckm_top_up{server="simulator"}'), 1);
});

test('a place that is not there is told before any request', async t => {
	const server = await serve(t);
	const file = join(server.folder, 'not-there', 'cckm.prom');
	const run = (place: string) => runProgram({ args: ['metrics', ...server.flags, '--textfile', place], env: CLEAN });
	const { code, stderr } = await run(file);
	assert.equal(code, 2);
	const folder = await run(server.folder);
	assert.equal(folder.code, 2);
	assert.match(folder.stderr, /cannot be written \(EISDIR\)/);
	assert.match(stderr, /^cckm-top: .*not-there\/cckm\.prom cannot be written \(ENOENT\)\.\nGive a path/);
	assert.equal(existsSync(file), false);
	assert.equal(server.simulator.requests.length, 0);
});
