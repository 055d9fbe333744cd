import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFiles, type JournalFiles } from '../../source/journal/files.ts';
import { safe } from '../../source/model/safe-text.ts';
import { travel } from '../../source/session/time-travel.ts';
import { ACME, answer, job, NOW, row } from '../support/jobs.ts';
import { entriesOf, startJournal } from '../support/journals.ts';
import { type Stage, setStage } from '../support/stage.ts';

const MINUTE = 60_000;
const HELD = [
	job('bbbb', { minutes: 10, texts: { [ACME]: 'error: EXPIRED' } }),
	job('aaaa', { minutes: 30, texts: { [ACME]: 'organization synchronized successfully' } }),
];

async function open(files: JournalFiles = createMemoryFiles()): Promise<Stage> {
	const stage = setStage(120, 40, { data: answer(HELD) }, {}, files);
	await stage.journal.start();
	return stage;
}

const header = (stage: Stage) => stage.lines()[0] ?? '';
const jobs = (stage: Stage) =>
	stage.lines().flatMap(line => /^[> ] (.) (\w{8}) +(\w+)/.exec(line)?.slice(1).join(' ') ?? []);

test('T goes into the past, J and K through its changes, N back to now; every view is of that moment', async () => {
	const stage = await open();
	stage.press('T');
	await stage.clock.settle();
	assert.match(header(stage), /◄ PAST 13:53:30Z {2}\(4 of 4 changes\) {2}K later {2}N now {2}q leave/);
	stage.press('J');
	assert.match(header(stage), /PAST 13:52:30Z {2}\(3 of 4 changes\)/);
	assert.deepEqual(jobs(stage), ['● bbbb0000 RUNNING', '✓ aaaa0000 OK']);
	stage.press('] J');
	assert.match(header(stage), /PAST 13:33:30Z {2}\(2 of 4 changes\)/);
	assert.match(stage.lines().join('\n'), /Acme-Prod +✓ {2}ok/);
	stage.press('K K');
	assert.match(stage.lines().join('\n'), /Acme-Prod +✓✗ {2}FAILING/);
	stage.press('[ J J J J J');
	assert.match(header(stage), /\(1 of 4 changes\)/);
	assert.deepEqual(jobs(stage), ['● aaaa0000 RUNNING']);
	stage.press('N');
	assert.match(header(stage), /LIVE/);
	assert.deepEqual(jobs(stage), ['✗ bbbb0000 FAILED', '✓ aaaa0000 OK']);
});

test('what earlier runs have seen, and the server has not any more, is part of the past', async () => {
	const files = createMemoryFiles();
	const before = await startJournal(files);
	before.record([
		{ kind: 'job', at: NOW, of: 'keys', row: row('gone', { minutes: 300 }) },
		{ kind: 'lost', at: NOW - 280 * MINUTE, reason: safe`ECONNREFUSED` },
	]);
	await before.close();
	const stage = await open(files);
	stage.press('T');
	await stage.journal.changes();
	await stage.clock.settle();
	assert.match(header(stage), /\(6 of 6 changes\)/);
	stage.press('J J J J');
	assert.match(header(stage), /PAST 09:03:30Z {2}\(2 of 6 changes\)/);
	assert.deepEqual(jobs(stage), ['✓ gone0000 OK']);
	stage.press('[');
	assert.doesNotMatch(stage.lines().join('\n'), /link lost/);
	stage.press('K');
	assert.match(stage.lines().join('\n'), /link lost/);
	await stage.journal.close();
});

test('polling goes on: the moment that is looked at stays, and now has what came', async () => {
	const stage = await open();
	stage.press('T J');
	const newer = job('cccc', { minutes: 1, texts: { [ACME]: 'organization synchronized successfully' } });
	stage.know({ data: answer([newer, ...HELD]) });
	assert.match(header(stage), /PAST 13:52:30Z {2}\(3 of 6 changes\)/);
	assert.equal(jobs(stage).length, 2);
	stage.press('T');
	assert.equal(jobs(stage).length, 3);
});

for (const key of ['escape', 'q', 'T', 'N']) {
	test(`${key} leaves the past and not the program; nothing is acknowledged there`, async () => {
		const files = createMemoryFiles();
		const stage = await open(files);
		stage.press('] T a');
		assert.match(stage.lines().at(-1) ?? '', /^nothing is acknowledged from the past/);
		stage.press(key);
		assert.match(header(stage), /LIVE/);
		assert.deepEqual(stage.asked, []);
		assert.equal(stage.session.ui.get().view, 'organizations');
		await stage.journal.close();
		assert.deepEqual(
			(await entriesOf(files)).filter(({ kind }) => kind !== 'key'),
			[],
		);
	});
}

test('Ctrl-C quits from the past too; without any job there is no past to go to', async () => {
	const stage = await open();
	stage.press('T ctrl-c');
	assert.deepEqual(stage.asked, ['quit']);
	stage.know({ data: answer([]) });
	stage.press('N T');
	assert.match(header(stage), /LIVE/);
});

test('steps stay within the changes; a replay has no now', () => {
	const moments = [10, 20, 30];
	const steps = (past: number | null, isReplay: boolean) =>
		(['toggle', 'earlier', 'later', 'now'] as const).map(step => travel(past, step, moments, isReplay));
	assert.deepEqual(steps(null, false), [30, null, null, null]);
	assert.deepEqual(steps(20, false), [null, 10, 30, null]);
	assert.deepEqual(steps(25, false), [null, 10, 30, null]);
	assert.deepEqual(steps(10, true), [30, 10, 20, 30]);
	assert.deepEqual(steps(30, true), [30, 20, 30, 30]);
});
