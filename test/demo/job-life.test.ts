import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { begin, draftJob, rowAt } from '../../source/demo/job-life.ts';
import { NO_CAUSE } from '../../source/demo/job-texts.ts';

const published = JSON.parse(readFileSync('test/fixtures/synchronization-jobs.json', 'utf8'));
const START = Date.UTC(2021, 6, 27, 3, 10, 56, 701) + 0.039;

test('a job that ended reads as in the published example, field by field and in its order', () => {
	const [example] = published.resources;
	const life = begin(
		draftJob(START, 547.054, ['00DB000000040bIMAQ'], () => NO_CAUSE),
		example.id,
	);
	const row = rowAt(life, START + 60_000);
	assert.deepEqual(Object.keys(row), Object.keys(example));
	const { completed_at: completedAt, ...rest } = row;
	const { completed_at: exampleCompletedAt, ...exampleRest } = example;
	assert.deepEqual(rest, exampleRest);
	assert.match(String(completedAt), /^2021-07-27T03:10:57\.24(7[89]|80)\d\d?\d?Z$/);
	assert.equal(typeof exampleCompletedAt, typeof completedAt);
});

test('the map fills up while the job runs, and the end comes just before the last change', () => {
	const life = begin(
		draftJob(START, 10_000, ['one', 'two'], organization => `${organization} done`),
		'id',
	);
	const seen = [0, 1000, 6000, 9990, 10_000, 99_000].map(after => {
		const row = rowAt(life, START + after);
		return [row.overall_status, row.detailed_status, 'completed_at' in row, row.updatedAt];
	});
	assert.deepEqual(seen, [
		['in_progress', {}, false, '2021-07-27T03:10:56.701039Z'],
		['in_progress', { one: 'in_progress' }, false, '2021-07-27T03:10:56.901039Z'],
		['in_progress', { one: 'one done', two: 'in_progress' }, false, '2021-07-27T03:11:01.751039Z'],
		['in_progress', { one: 'one done', two: 'two done' }, false, '2021-07-27T03:11:06.601039Z'],
		['completed', { one: 'one done', two: 'two done' }, true, '2021-07-27T03:11:06.701039Z'],
		['completed', { one: 'one done', two: 'two done' }, true, '2021-07-27T03:11:06.701039Z'],
	]);
	const microseconds = (moment: unknown) => Number(String(moment).slice(20, 26));
	const row = rowAt(life, START + 10_000);
	const lag = microseconds(row.updatedAt) - microseconds(row.completed_at);
	assert.ok(lag >= 120 && lag <= 230, `${lag}`);
});

test('a cancelled job says so from the request on, and leaves undone what was undone', () => {
	const draft = draftJob(START, 10_000, ['one', 'two'], () => 'done');
	const life = begin({ ...draft, abortAt: START + 7000, endsAt: START + 8000 }, 'id');
	const seen = [6000, 7500, 8000, 99_000].map(after => {
		const { abort, overall_status, detailed_status } = rowAt(life, START + after);
		return [abort, overall_status, detailed_status];
	});
	const undone = { one: 'done', two: 'in_progress' };
	assert.deepEqual(seen, [
		[false, 'in_progress', undone],
		[true, 'in_progress', undone],
		[true, 'completed', undone],
		[true, 'completed', undone],
	]);
});
