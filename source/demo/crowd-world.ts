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

/** No other job runs longer than this. */
const LONGEST_USUAL = 60 * MINUTE;

/** What still runs far behind the newest jobs: how many jobs ago it started, and when it ends after the simulator did start. */
const LONG_RUNNING: ReadonlyMap<number, number> = new Map([
	[900, 90 * SECOND],
	[2_500, Number.POSITIVE_INFINITY],
	[60_000, 20 * MINUTE],
]);

/** The job as one that still runs: its last organization takes until `endsAt`. */
function prolong(job: JobDraft, endsAt: number): JobDraft {
	const last = job.steps.length - 1;
	return { ...job, endsAt, steps: job.steps.map((step, index) => (index === last ? { ...step, to: endsAt } : step)) };
}

function draftOldJob({ origin, seed }: WorldSettings, serial: number): JobDraft {
	const age = JOBS - serial;
	const createdAt = origin - age * SPACING + roll(seed, serial, 'late') * MINUTE;
	const first = Math.floor(roll(seed, serial, 'first') * ORGANIZATIONS.length);
	const organizations = ORGANIZATIONS.slice(first, first + 3).map(({ organizationId }) => organizationId);
	const duration =
		SECOND * (5 + 65 * roll(seed, serial, 'duration')) + (age <= RUNNING ? age * SPACING + 2 * MINUTE : 0);
	const goesWrong = roll(seed, serial, 'trouble') < 0.05;
	const text = pick([ROW_LOCKED, NO_CAUSE], seed, serial, 'text');
	const usual = draftJob(createdAt, duration, organizations, organization =>
		goesWrong && roll(seed, serial, organization) < 0.5 ? text : SUCCESS,
	);
	const remaining = LONG_RUNNING.get(age);
	const job = remaining === undefined ? usual : prolong(usual, origin + remaining);
	return roll(seed, serial, 'status') < 0.002 ? { ...job, endStatus: 'failed' } : job;
}

/** The history of a server that was never tidied up: each of its 100,000 jobs is made only when it is asked for. */
export function createCrowdWorld(settings: WorldSettings): World {
	const past = {
		length: JOBS,
		at: (serial: number) => (serial < JOBS ? draftOldJob(settings, serial) : undefined),
	};
	const world = createWorld(settings, past, createSyncStream(settings));
	return { ...world, unended: now => findUnended(world, now) };
}

/** Those that started lately, and those known to run longer. */
function findUnended(world: World, now: number): number[] {
	const late = [...LONG_RUNNING.keys()].map(age => JOBS - age);
	const serials: number[] = [];
	for (let serial = world.count(now) - 1; serial >= 0; serial -= 1) {
		if (world.life(serial).createdAt < now - LONGEST_USUAL) break;
		serials.push(serial);
	}
	return [...serials, ...late.filter(serial => serial < (serials.at(-1) ?? JOBS))];
}
