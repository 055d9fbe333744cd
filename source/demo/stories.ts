import { draftJob, type JobDraft } from './job-life.ts';
import { DEFERRED, LONG_ERROR, NO_CAUSE, SUCCESS, TIMED_OUT } from './job-texts.ts';
import { idsOf } from './organizations.ts';
import { allOrganizations } from './sync-jobs.ts';
import { troubleOf } from './trouble.ts';
import type { WorldSettings } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Stops after `done` organizations: the next one stays at work for ever, those after it are never taken up. */
function stopAfter(done: number, draft: JobDraft): Pick<JobDraft, 'steps'> {
	const steps = draft.steps.slice(0, done + 1);
	return { steps: steps.map((step, index) => (index < done ? step : { ...step, to: Number.POSITIVE_INFINITY })) };
}

/** One job for each thing that a reader should have seen once; the times are before the origin. */
export function createStories(settings: WorldSettings): JobDraft[] {
	const at = (before: number) => settings.origin - before + 0.483;
	const sync = (before: number, duration: number, organizations: readonly string[], text = SUCCESS) =>
		draftJob(at(before), duration, organizations, () => text);

	const queued = sync(2 * MINUTE, MINUTE, idsOf(['Vandelay']));
	const everyone = draftJob(
		at(25 * MINUTE),
		MINUTE,
		allOrganizations(settings, at(25 * MINUTE)),
		organization => troubleOf(settings, organization, at(25 * MINUTE)) ?? SUCCESS,
	);
	const failed = sync(5.2 * HOUR, 31 * SECOND, idsOf(['Umbrella', 'Soylent-APAC', 'Wonka-UAT']), TIMED_OUT);
	const cancelled = sync(7.1 * HOUR, MINUTE, allOrganizations(settings, at(7.1 * HOUR)));
	const incomplete = sync(11.3 * HOUR, 19 * SECOND, idsOf(['Hooli', 'Stark-EU', 'Cyberdyne']));

	return [
		{ ...queued, steps: [], endsAt: Number.POSITIVE_INFINITY, status: 'queued' },
		{ ...everyone, ...stopAfter(5, everyone), endsAt: Number.POSITIVE_INFINITY },
		{ ...failed, endStatus: 'failed' },
		{
			...cancelled,
			...stopAfter(4, cancelled),
			abortAt: cancelled.createdAt + 24 * SECOND,
			endsAt: cancelled.createdAt + 26 * SECOND,
		},
		{ ...incomplete, steps: incomplete.steps.slice(0, 2) },
		sync(9.4 * HOUR, 12 * SECOND, idsOf(['Wayne-DR']), DEFERRED),
		sync(16.6 * HOUR, 27 * SECOND, idsOf(['Tyrell-Dev']), LONG_ERROR),
		sync(31.1 * HOUR, 547, idsOf(['Initech']), NO_CAUSE),
		sync(31.1 * HOUR - 4.4 * SECOND, 428, idsOf(['Initech']), NO_CAUSE),
		sync(44.7 * HOUR, 912, idsOf(['Hooli', 'Umbrella']), NO_CAUSE),
	];
}
