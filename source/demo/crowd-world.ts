import { pick, roll } from './dice.ts';
import { draftJob, type JobDraft } from './job-life.ts';
import { NO_CAUSE, ROW_LOCKED, SUCCESS } from './job-texts.ts';
import { ORGANIZATIONS } from './organizations.ts';
import { createSyncStream } from './sync-jobs.ts';
import { createWorld, type World, type WorldSettings } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const JOBS = 100_000;
const SPACING = 210 * SECOND;
/** So many of the newest jobs have not ended yet when the simulator starts. */
const RUNNING = 6;

function draftOldJob({ origin, seed }: WorldSettings, serial: number): JobDraft {
	const age = JOBS - serial;
	const createdAt = origin - age * SPACING + roll(seed, serial, 'late') * MINUTE;
	const first = Math.floor(roll(seed, serial, 'first') * ORGANIZATIONS.length);
	const organizations = ORGANIZATIONS.slice(first, first + 3).map(({ organizationId }) => organizationId);
	const duration =
		SECOND * (5 + 65 * roll(seed, serial, 'duration')) + (age <= RUNNING ? age * SPACING + 2 * MINUTE : 0);
	const goesWrong = roll(seed, serial, 'trouble') < 0.05;
	const text = pick([ROW_LOCKED, NO_CAUSE], seed, serial, 'text');
	const job = draftJob(createdAt, duration, organizations, organization =>
		goesWrong && roll(seed, serial, organization) < 0.5 ? text : SUCCESS,
	);
	return roll(seed, serial, 'status') < 0.002 ? { ...job, endStatus: 'failed' } : job;
}

/** The history of a server that was never tidied up: each of its 100,000 jobs is made only when it is asked for. */
export function createCrowdWorld(settings: WorldSettings): World {
	const past = {
		length: JOBS,
		at: (serial: number) => (serial < JOBS ? draftOldJob(settings, serial) : undefined),
	};
	return createWorld(settings, past, createSyncStream(settings));
}
