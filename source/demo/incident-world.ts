import { roll } from './dice.ts';
import { draftJob, type JobDraft } from './job-life.ts';
import { SESSION_EXPIRED, SUCCESS, TIMED_OUT } from './job-texts.ts';
import { FAILING_ORGANIZATION, ORGANIZATIONS } from './organizations.ts';
import { createWorld, type JobStream, type World, type WorldSettings } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The organization that the incident begins and ends with. */
export const STRICKEN_ORGANIZATION = FAILING_ORGANIZATION;

/** What fails from when to when, in milliseconds after the origin. Where two hold, the later one counts. */
const ACTS = [
	{ who: 'one', from: 30 * SECOND, to: 140 * SECOND, text: SESSION_EXPIRED },
	{ who: 'all', from: 80 * SECOND, to: 120 * SECOND, text: TIMED_OUT },
] as const;

const PAST_JOBS = 60;
const PAST_GAP = 10 * MINUTE;

/** While one watches, all organizations are synchronized every ten seconds. */
const GAP = 10 * SECOND;
const FIRST = 3 * SECOND;

function textAt(organization: string, sinceOrigin: number): string {
	const act = ACTS.findLast(
		({ who, from, to }) =>
			sinceOrigin >= from &&
			sinceOrigin < to &&
			(who === 'all' || organization === STRICKEN_ORGANIZATION.organizationId),
	);
	return act?.text ?? SUCCESS;
}

function draftSync({ origin, seed }: WorldSettings, createdAt: number): JobDraft {
	const duration = (3 + 2 * roll(seed, createdAt, 'duration')) * SECOND;
	const organizations = ORGANIZATIONS.map(({ organizationId }) => organizationId);
	return draftJob(createdAt, duration, organizations, organization => textAt(organization, createdAt - origin));
}

/**
 * An incident within three minutes: all is well, then one tenant's session expires, then nothing answers for anybody, then
 * all but that tenant recover, then it does.
 */
export function createIncidentWorld(settings: WorldSettings): World {
	const { origin } = settings;
	const past = Array.from({ length: PAST_JOBS }, (_, index) =>
		draftSync(settings, origin - (PAST_JOBS - index) * PAST_GAP + 0.483),
	);
	const stream: JobStream = {
		count: now => Math.max(0, Math.floor((now - origin - FIRST) / GAP) + 1),
		at: index => draftSync(settings, origin + FIRST + index * GAP + 0.483),
	};
	return createWorld(settings, past, stream);
}
