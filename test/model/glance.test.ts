import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glanceOf, isFresh, isGlanced } from '../../source/model/glance.ts';
import type { JobQuery } from '../../source/model/job-query.ts';
import { safe } from '../../source/model/safe-text.ts';
import { answer, certificateJob, job, NOW, STORY } from '../support/jobs.ts';

const FACTS = { at: NOW, interval: 5000, user: safe`alice` };
const USUAL: JobQuery = {
	kinds: ['keys', 'certificates'],
	status: null,
	organizations: [],
	id: null,
	sort: '-createdAt',
	skip: 0,
	limit: 200,
};

test('jobs for keys count, the newest two hundred of them', () => {
	assert.deepEqual(glanceOf(answer(), FACTS), { ...FACTS, counts: [1, 1, 2, 2, 2], partial: false });
	assert.deepEqual(glanceOf(answer([...STORY, certificateJob('c')]), FACTS).counts, [1, 1, 2, 2, 2]);
	const many = Array.from({ length: 201 }, (_, index) => job(`${index}`, { minutes: index }));
	assert.deepEqual(glanceOf(answer(many), FACTS), { ...FACTS, counts: [0, 0, 0, 200, 0], partial: true });
	assert.equal(glanceOf(answer([], { complete: false }), FACTS).partial, true);
});

test('it is told for two polls and half a minute at the most, and never before it was', () => {
	const ages = [-1, 0, 10_000, 10_001];
	assert.deepEqual(
		ages.map(age => isFresh(glanceOf(answer(), FACTS), NOW + age)),
		[false, true, true, false],
	);
	const slow = glanceOf(answer(), { ...FACTS, interval: 600_000 });
	assert.deepEqual([isFresh(slow, NOW + 30_000), isFresh(slow, NOW + 30_001)], [true, false]);
});

const parts: readonly Partial<JobQuery>[] = [
	{ kinds: ['certificates'] },
	{ status: 'failed' },
	{ organizations: ['acme'] },
	{ id: 'x' },
	{ sort: 'createdAt' },
	{ skip: 1 },
	{ limit: 100 },
];

test('a part of the jobs is not all that there is to be seen', () => {
	assert.ok(isGlanced(USUAL) && isGlanced({ ...USUAL, limit: null }) && isGlanced({ ...USUAL, kinds: ['keys'] }));
	for (const part of parts) assert.ok(!isGlanced({ ...USUAL, ...part }), JSON.stringify(part));
});
