import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookBack } from '../../source/api/look-back.ts';
import type { Watch } from '../../source/api/watch.ts';
import type { Job } from '../../source/model/job.ts';
import { answer, job, NOW } from '../support/jobs.ts';

const HOUR = 3_600_000;

/** A job for each hour, newest first; one that began long ago runs on. */
function history(hours: number): readonly Job[] {
	const ended = Array.from({ length: hours }, (_, index) => job(`e${index}`, { minutes: index * 60 + 1 }));
	return [...ended.slice(0, 1), job('old', { minutes: 999_999, seconds: null }), ...ended.slice(1)];
}

/** A watch that gives ten jobs more each time it is asked to, up to `most`. */
function watching(jobs: readonly Job[], most = Number.POSITIVE_INFINITY) {
	let reach = 10;
	let wanted = false;
	let pages = 0;
	const tell = async () => {
		pages += 1;
		wanted = false;
		return answer(jobs.slice(0, reach), { complete: reach >= jobs.length, total: jobs.length });
	};
	const watch: Pick<Watch, 'poll' | 'more' | 'loadOlder' | 'isMoreWanted'> = {
		poll: tell,
		more: tell,
		isMoreWanted: () => wanted,
		loadOlder() {
			wanted = reach < Math.min(most, jobs.length);
			if (wanted) reach += 10;
		},
	};
	return { watch: watch as Watch, pages: () => pages };
}

async function look(hours: number, jobs: readonly Job[], most?: number): Promise<{ jobs: number; pages: number }> {
	const { watch, pages } = watching(jobs, most);
	const found = await lookBack(watch, () => NOW - hours * HOUR, new AbortController().signal);
	return { jobs: found.jobs.length, pages: pages() };
}

test('asks for older pages until a job is old enough; one that runs since long ago is none', async () => {
	assert.deepEqual(await look(5, history(100)), { jobs: 10, pages: 1 });
	assert.deepEqual(await look(24, history(100)), { jobs: 30, pages: 3 });
});

test('ends with the list, and where no more is to be had', async () => {
	assert.deepEqual(await look(1000, history(30)), { jobs: 31, pages: 4 });
	assert.deepEqual(await look(1000, history(100), 40), { jobs: 40, pages: 4 });
	assert.deepEqual(await look(1000, []), { jobs: 0, pages: 1 });
});

test('tells how far it is', async () => {
	const { watch } = watching(history(30));
	const told: unknown[] = [];
	await lookBack(
		watch,
		() => 0,
		new AbortController().signal,
		(...progress) => told.push(progress),
	);
	assert.deepEqual(told, [
		[10, 31],
		[20, 31],
		[30, 31],
	]);
});
