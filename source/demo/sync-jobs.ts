import { pick, roll } from './dice.ts';
import { draftJob, type JobDraft } from './job-life.ts';
import { ROW_LOCKED, SUCCESS } from './job-texts.ts';
import { DELETED_ORGANIZATION, ORGANIZATIONS } from './organizations.ts';
import { isLockedByChance, passingTrouble, troubleOf } from './trouble.ts';
import type { JobStream, WorldSettings } from './world.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** How long before the origin an organization was deleted. */
const DELETED_SINCE = 60 * HOUR;

/** The time from one synchronization of all organizations to the next. */
export const SCHEDULE = 40 * 60 * SECOND;

/** The time from one start to the next while one watches; each is late by up to {@link SLOT_JITTER}. */
const SLOT = 30 * SECOND;
const SLOT_JITTER = 10 * SECOND;
const SLOTS_PER_SCHEDULE = SCHEDULE / SLOT;
const FIRST_SLOT = 4 * SECOND;

/** A synchronization of the given organizations, each with the trouble that it is in at the time. */
export function draftSync(
	settings: WorldSettings,
	createdAt: number,
	duration: number,
	organizations: readonly string[],
): JobDraft {
	return draftJob(createdAt, duration, organizations, organization => {
		const trouble = troubleOf(settings, organization, createdAt);
		return trouble ?? (isLockedByChance(settings, organization, createdAt) ? ROW_LOCKED : SUCCESS);
	});
}

/** The organizations that a synchronization of all of them takes in at `at`, by their Salesforce ids. */
export function allOrganizations({ origin }: WorldSettings, at: number): string[] {
	const known = at < origin - DELETED_SINCE ? [...ORGANIZATIONS, DELETED_ORGANIZATION] : ORGANIZATIONS;
	return known.map(({ organizationId }) => organizationId);
}

/** A synchronization of all organizations: about a minute, now and then much longer, twice that when nothing answers. */
export function draftFullSync(settings: WorldSettings, createdAt: number): JobDraft {
	const { seed } = settings;
	const organizations = allOrganizations(settings, createdAt);
	const slow = roll(seed, createdAt, 'slow') < 0.06 ? 35 : 0;
	const seconds = 48 + 24 * roll(seed, createdAt, 'duration') + slow;
	const stalled = organizations.every(organization => troubleOf(settings, organization, createdAt) !== null);
	return draftSync(settings, createdAt, seconds * SECOND * (stalled ? 2 : 1), organizations);
}

/** A synchronization of one or two organizations that somebody started by hand; sooner of one that is in trouble. */
export function draftAdHocSync(settings: WorldSettings, createdAt: number): JobDraft {
	const { seed } = settings;
	const troubled = passingTrouble(settings, createdAt)?.organization;
	const first =
		troubled !== undefined && roll(seed, createdAt, 'retry') < 0.6
			? troubled
			: pick(ORGANIZATIONS, seed, createdAt, 'first').organizationId;
	const second = pick(ORGANIZATIONS, seed, createdAt, 'second').organizationId;
	const both = second !== first && roll(seed, createdAt, 'both') < 0.4;
	const seconds = 5 + 20 * roll(seed, createdAt, 'duration');
	return draftSync(settings, createdAt, seconds * SECOND, both ? [first, second] : [first]);
}

/** The jobs that start while one watches: every 20 to 40 seconds one by hand, and now and then the scheduled one. */
export function createSyncStream(settings: WorldSettings): JobStream {
	const { origin, seed } = settings;
	const startOf = (slot: number) => origin + FIRST_SLOT + slot * SLOT + roll(seed, slot, 'start') * SLOT_JITTER;
	return {
		count(now) {
			const slot = Math.floor((now - origin - FIRST_SLOT) / SLOT);
			if (slot < 0) return 0;
			return startOf(slot) <= now ? slot + 1 : slot;
		},
		at(slot) {
			const scheduled = slot % SLOTS_PER_SCHEDULE === SLOTS_PER_SCHEDULE - 1;
			return scheduled ? draftFullSync(settings, startOf(slot)) : draftAdHocSync(settings, startOf(slot));
		},
	};
}
