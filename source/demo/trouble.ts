import { pick, roll } from './dice.ts';
import { LIMIT_EXCEEDED, NO_CAUSE, ROW_LOCKED, SESSION_EXPIRED, TIMED_OUT, UPSTREAM_GONE } from './job-texts.ts';
import { type DemoOrganization, FAILING_ORGANIZATION, ORGANIZATIONS } from './organizations.ts';
import type { WorldSettings } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A time in which jobs that start fail for one organization, or for all of them. */
interface Episode {
	readonly organization: DemoOrganization | 'all';
	/** From when to when, in milliseconds after the origin. */
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

const EPISODES: readonly Episode[] = [
	{ organization: FAILING_ORGANIZATION, from: -2 * HOUR - 5 * MINUTE, to: 6 * HOUR, text: SESSION_EXPIRED },
	{ organization: 'all', from: -26 * HOUR, to: -24.5 * HOUR, text: TIMED_OUT },
	{ organization: 'all', from: -51 * HOUR, to: -50 * HOUR, text: NO_CAUSE },
];

/** After the origin one organization after the other gets into trouble, each for some minutes of its turn. */
const TURN = 7 * MINUTE;
const TURN_TEXTS = [ROW_LOCKED, LIMIT_EXCEEDED, UPSTREAM_GONE] as const;

/** The organization that is in passing trouble at `at`, if any, and what its jobs say. */
export function passingTrouble(
	{ origin, seed }: WorldSettings,
	at: number,
): { readonly organization: string; readonly text: string } | null {
	const turn = Math.floor((at - origin) / TURN);
	const into = at - origin - turn * TURN;
	if (turn < 0 || into < MINUTE || into > 4.5 * MINUTE) return null;
	const { organizationId } = pick(ORGANIZATIONS, seed, turn, 'troubled');
	return { organization: organizationId, text: pick(TURN_TEXTS, seed, turn, 'trouble') };
}

/** What goes wrong for an organization in a job that starts at `at`, null where nothing does. */
export function troubleOf(settings: WorldSettings, organization: string, at: number): string | null {
	const sinceOrigin = at - settings.origin;
	const episode = EPISODES.find(
		({ organization: hit, from, to }) =>
			sinceOrigin >= from && sinceOrigin < to && (hit === 'all' || hit.organizationId === organization),
	);
	if (episode !== undefined) return episode.text;
	const passing = passingTrouble(settings, at);
	return passing?.organization === organization ? passing.text : null;
}

/** Whether a record happens to be locked: rare, and gone the next time. */
export function isLockedByChance({ seed }: WorldSettings, organization: string, at: number): boolean {
	return roll(seed, at, organization) < 0.008;
}
