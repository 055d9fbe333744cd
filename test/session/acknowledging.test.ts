import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFiles, type JournalFiles } from '../../source/journal/files.ts';
import type { Job } from '../../source/model/job.ts';
import { ACME, answer, GLOBEX, job } from '../support/jobs.ts';
import { entriesOf } from '../support/journals.ts';
import { type Stage, setStage } from '../support/stage.ts';

const DONE = 'organization synchronized successfully';
const LOCKED = 'UNABLE_TO_LOCK_ROW: no access';

const JOBS: readonly Job[] = [
	job('eeee', { minutes: 10, texts: { [ACME]: LOCKED, [GLOBEX]: DONE } }),
	job('dddd', { minutes: 30, texts: { [ACME]: DONE, [GLOBEX]: DONE } }),
];

async function open(files: JournalFiles = createMemoryFiles(), jobs = JOBS): Promise<Stage> {
	const stage = setStage(120, 40, { data: answer(jobs) }, {}, files);
	await stage.journal.start();
	return stage;
}

const row = (stage: Stage, wanted: RegExp) => stage.lines().find(line => wanted.test(line)) ?? '';

function type(stage: Stage, text: string): void {
	for (const letter of text) stage.session.press(letter);
}

test('a acknowledges with a note what is wrong with an organization, in every view, and again takes it back', async () => {
	const files = createMemoryFiles();
	const stage = await open(files);
	stage.press(']');
	assert.match(row(stage, /^> ✗ Acme/), / NEW +UNABLE/);
	stage.press('a');
	assert.match(stage.lines().at(-1) ?? '', /^note: ▏ +for 1 organization +Enter acknowledge/);
	type(stage, 'OPS-4411 qa');
	stage.press('enter');
	assert.match(row(stage, /^> ✗ Acme/), / acked +UNABLE/);
	assert.match(row(stage, /acked by/), /acked by alice 14:02:30: OPS-4411 qa/);
	stage.press(']');
	assert.match(row(stage, /UNABLE/), /^> ✗ NEW, acked /);
	assert.match(row(stage, /acked by/), /acked by alice 14:02:30: OPS-4411 qa/);
	stage.press('a');
	assert.match(row(stage, /UNABLE/), /^> ✗ NEW {2}/);
	await stage.journal.close();
	const kinds = (await entriesOf(files)).map(({ kind }) => kind).filter(kind => kind !== 'key');
	assert.deepEqual(kinds, ['acknowledged', 'withdrawn']);
});

test('Enter without text is no note, Esc acknowledges nothing', async () => {
	const stage = await open();
	stage.press('] ] a x y escape');
	assert.equal(row(stage, /acked/), '');
	stage.press('a enter');
	assert.match(row(stage, /acked by/), /acked by alice 14:02:30$/);
});

test('it is there after a restart, until the error changes', async () => {
	const files = createMemoryFiles();
	const before = await open(files);
	before.press('] a enter');
	await before.journal.close();
	const stage = await open(files);
	stage.press(']');
	assert.match(row(stage, /^> ✗ Acme/), / acked +UNABLE/);
	const other = job('ffff', { minutes: 1, texts: { [ACME]: 'INVALID_SESSION_ID: expired error', [GLOBEX]: DONE } });
	stage.know({ data: answer([other, ...JOBS]) });
	assert.match(row(stage, /^> ✗ Acme/), / NEW +INVALID/);
	await stage.journal.close();
});

test('a kind of errors is acknowledged where that of all who have it is', async () => {
	const stage = await open();
	stage.press('] a enter ]');
	assert.match(row(stage, /UNABLE/), /acked/);
	const both = job('ffff', { minutes: 1, texts: { [ACME]: LOCKED, [GLOBEX]: LOCKED } });
	stage.know({ data: answer([both, ...JOBS]) });
	assert.match(row(stage, /UNABLE/), /^> ✗ active {2}/);
	stage.press('a');
	assert.match(stage.lines().at(-1) ?? '', /for 2 organizations/);
	stage.press('enter');
	assert.match(row(stage, /UNABLE/), /^> ✗ active, acked/);
});

test('a note is about the row on which it was begun, whatever comes meanwhile', async () => {
	const stage = await open();
	stage.press('] a');
	const other = job('ffff', { minutes: 1, texts: { [ACME]: DONE, [GLOBEX]: 'error: OTHER' } });
	stage.know({ data: answer([other, ...JOBS]) });
	stage.press('enter');
	assert.equal(row(stage, /acked/), '');
});

test('where nothing is to be acknowledged, the last line says so', async () => {
	const stage = await open();
	stage.press('a');
	assert.match(stage.lines().at(-1) ?? '', /^organizations and errors can be acknowledged/);
	stage.press('] j a');
	assert.match(stage.lines().at(-1) ?? '', /^nothing is wrong here/);
	assert.equal(stage.session.ui.get().mode, 'list');
});
