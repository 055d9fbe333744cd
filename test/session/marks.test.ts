import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, job, STORY } from '../support/jobs.ts';
import { setStage } from '../support/stage.ts';

test('Space marks rows, which stay marked through polls, filters and other views', async () => {
	const stage = setStage(80, 24);
	stage.press('j');
	stage.session.press(' ');
	stage.session.press(' ');
	const marks = () => stage.lines().flatMap(line => /^[> ]•. (\w{8})/.exec(line)?.[1] ?? []);
	assert.deepEqual(marks(), ['c8d2f27b', '0be4417d']);
	assert.match(stage.lines()[2] ?? '', /2 marked/);
	stage.know({ data: answer([job('f0000001', { minutes: 0 }), ...STORY]) });
	stage.press('] [');
	assert.deepEqual(marks(), ['c8d2f27b', '0be4417d']);
	stage.press('y S');
	await stage.clock.settle();
	const [[, copied = ''] = [], [, saved = ''] = []] = stage.taken;
	assert.deepEqual(
		copied.split('\n').map(id => id.slice(0, 8)),
		['c8d2f27b', '0be4417d'],
	);
	assert.equal(JSON.parse(saved).rows.length, 2);
	for (const letter of '/c8d2') stage.session.press(letter);
	stage.press('enter y');
	await stage.clock.settle();
	assert.equal(stage.taken.at(-1)?.[1].slice(0, 8), 'c8d2f27b');
	stage.press('escape U');
	assert.deepEqual(marks(), []);
	assert.doesNotMatch(stage.lines()[2] ?? '', /marked/);
});
