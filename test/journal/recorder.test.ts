import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine, writeLine } from '../../source/journal/line.ts';
import { createRecollection } from '../../source/journal/recollection.ts';
import { createRecorder } from '../../source/journal/recorder.ts';
import type { Job } from '../../source/model/job.ts';
import { answer, certificateJob, job, NOW, row } from '../support/jobs.ts';

test('what is new or has changed is kept, oldest first, and nothing twice', () => {
	const recorder = createRecorder();
	const take = (...jobs: Job[]) =>
		recorder.take(answer(jobs), NOW).map(entry => (entry.kind === 'job' ? entry.row : null));
	const [running, ended, old] = [job('a', { seconds: null }), job('a'), job('b', { minutes: 20 })];
	assert.deepEqual(take(running, old), [old.source, running.source]);
	assert.deepEqual(take(running, old), []);
	assert.deepEqual(take(ended, old), [row('a')]);
});

test('of jobs that are merely loaded the newest are kept, and whatever runs up to its end', () => {
	const recorder = createRecorder();
	const many = Array.from({ length: 3000 }, (_, index) => job(index.toString(36).padStart(8, 'z')));
	const late = job('late', { minutes: 9000, seconds: null });
	assert.equal(recorder.take(answer([...many, late]), NOW).length, 501);
	const ended = job('late', { minutes: 9000 });
	assert.deepEqual(recorder.take(answer([...many, ended]), NOW), [
		{ kind: 'job', at: NOW, of: 'keys', row: ended.source },
	]);
});

test('a job for certificates is kept as one, and is not taken for keys of the same id', () => {
	const jobs = [certificateJob('a'), job('a')];
	const entries = createRecorder().take(answer(jobs), NOW);
	const lines = entries.map(entry => readLine(writeLine(entry).line.trimEnd()) ?? assert.fail());
	assert.deepEqual(
		lines.map(({ entry }) => entry.kind === 'job' && (entry.of ?? 'keys')),
		['keys', 'certificates'],
	);
	const recollection = createRecollection();
	assert.deepEqual([...lines, ...lines].map(recollection.take), [true, true, false, false]);
});
