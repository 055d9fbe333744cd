import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemClock } from '../../source/live/clock.ts';
import { journalName, openJournalFiles } from '../../source/store/journal-files.ts';
import { openPrivateFolder } from '../../source/store/private-folder.ts';
import { row } from '../support/jobs.ts';
import { startJournal } from '../support/journals.ts';
import { buildProgram, runProgram } from '../support/program.ts';

/** A home with the journals of these servers. */
async function homeWith(t: TestContext, ...servers: readonly string[]): Promise<string> {
	await buildProgram();
	const home = mkdtempSync(join(tmpdir(), 'bundle-home-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const folder = openPrivateFolder(join(home, 'cckm-top', 'journals'), process.getuid?.() ?? null);
	for (const server of servers) {
		const files = openJournalFiles(folder, journalName(server, null), systemClock);
		const journal = await startJournal(files, undefined, undefined);
		journal.record([{ kind: 'job', at: Date.now(), of: 'keys', row: row(server.replaceAll(/\W/g, '').slice(-6)) }]);
		await journal.close();
	}
	return home;
}

test('a report is printed or put into a new file of this user alone, and says what is in it', async t => {
	const home = await homeWith(t, 'https://one.example', 'https://two.example');
	const env = { XDG_STATE_HOME: home };
	const newest = await runProgram({ args: ['bundle'], env });
	assert.deepEqual([newest.code, JSON.parse(newest.stdout).counts.jobs], [0, 1]);
	assert.match(newest.stderr, /1 changes of 1 jobs .* no names/);
	const path = join(home, 'report.json');
	const args = ['bundle', '--url', 'one.example', '--output', path];
	const written = await runProgram({ args, env });
	assert.deepEqual([written.code, written.stdout, statSync(path).mode & 0o777], [0, '', 0o600]);
	assert.equal(JSON.parse(readFileSync(path, 'utf8')).tool.name, 'cckm-top');
	const again = await runProgram({ args, env });
	assert.equal(again.code, 2, 'what is there is left alone');
	assert.match(again.stderr, /EEXIST/);
	const other = await runProgram({ args: ['bundle', '--url', 'three.example'], env });
	assert.deepEqual([other.code, other.stdout], [2, '']);
	assert.match(other.stderr, /no journal of this server/);
});

test('without any journal the report says where they would be', async t => {
	const home = await homeWith(t);
	const { code, stderr } = await runProgram({ args: ['bundle'], env: { XDG_STATE_HOME: home } });
	assert.equal(code, 2);
	assert.match(stderr, /There is no journal yet\./);
});
