import { roll } from './dice.ts';
import type { JobDraft } from './job-life.ts';
import { createStories } from './stories.ts';
import { createSyncStream, draftAdHocSync, draftFullSync, SCHEDULE } from './sync-jobs.ts';
import { createWorld, type World, type WorldSettings } from './world.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** The last scheduled synchronization is still under way when the simulator starts. */
const LAST_SCHEDULED = 20 * SECOND;
const SCHEDULED_JOBS = 126;
const AD_HOC_JOBS = 18;
const AD_HOC_SPAN = 96 * HOUR;

function createHistory(settings: WorldSettings): JobDraft[] {
	const { origin, seed } = settings;
	const scheduled = Array.from({ length: SCHEDULED_JOBS }, (_, index) => {
		const late = roll(seed, index, 'late') * 3 * SECOND;
		return draftFullSync(settings, origin - LAST_SCHEDULED - index * SCHEDULE + late);
	});
	const adHoc = Array.from({ length: AD_HOC_JOBS }, (_, index) => {
		const turn = (index + 0.2 + 0.6 * roll(seed, index, 'by hand')) / AD_HOC_JOBS;
		return draftAdHocSync(settings, origin - turn * AD_HOC_SPAN);
	});
	return [...scheduled, ...adHoc, ...createStories(settings)].sort((one, other) => one.createdAt - other.createdAt);
}

/**
 * An ordinary week with its troubles: some 150 jobs of the last four days, one organization that fails since two hours,
 * one job that is stuck, and new jobs that start, run and end while one watches.
 */
export function createCalmWorld(settings: WorldSettings): World {
	return createWorld(settings, createHistory(settings), createSyncStream(settings));
}
