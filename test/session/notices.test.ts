import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFiles } from '../../source/journal/files.ts';
import { safe } from '../../source/model/safe-text.ts';
import { answer, NOW, STORY } from '../support/jobs.ts';
import { entriesOf, startJournal } from '../support/journals.ts';
import { setStage } from '../support/stage.ts';

const MINUTE = 60_000;

test('what happened between two runs is told at the start of the second, once, and the timeline begins with the first', async () => {
	const files = createMemoryFiles();
	const before = await startJournal(files);
	before.record([
		{ kind: 'lost', at: NOW - 60 * MINUTE, reason: safe`ECONNREFUSED` },
		{ kind: 'restored', at: NOW - 58 * MINUTE, reason: safe`ECONNREFUSED`, outage: 2 * MINUTE, failures: 5 },
		{ kind: 'key', at: NOW - 45 * MINUTE },
	]);
	await before.close();
	const stage = setStage(120, 40, { data: null, dataAt: null }, {}, files);
	await stage.journal.start();
	assert.doesNotMatch(stage.lines().at(-1) ?? '', /since you last looked/, 'nothing is known yet');
	stage.know({ data: answer(STORY), dataAt: { wall: NOW, monotonic: 0 } });
	assert.match(
		stage.lines().at(-1) ?? '',
		/^since you last looked \(45m00s\): 2 finished {2}1 new failing org {2}1 with another error/,
	);
	await stage.clock.advance(6000);
	stage.press('[');
	const told = stage.lines().join('\n');
	assert.match(told, /13:17:30 +─ +-------- you last looked here/);
	assert.match(
		told,
		/13:04:30 +● +link restored after 2m00s \(5 polls failed: ECONNREFUSED\)\n.*13:02:30 +▲ +link lost: ECONNREFUSED/,
	);
	assert.doesNotMatch(stage.lines().at(-1) ?? '', /since you last looked/);
	await stage.journal.close();
});

test('keys are kept a minute apart, and the last one when the reader leaves', async () => {
	const files = createMemoryFiles();
	const stage = setStage(80, 24, {}, {}, files);
	await stage.journal.start();
	stage.press('j j j');
	await stage.clock.advance(30_000);
	stage.press('k k');
	await stage.clock.advance(31_000);
	stage.press('j');
	await stage.clock.advance(5000);
	stage.press('q');
	await stage.journal.close();
	const keys = (await entriesOf(files)).map(({ kind, at }) => [kind, at - NOW]);
	assert.deepEqual(keys, [
		['key', 0],
		['key', 61_000],
		['key', 66_000],
	]);
});
