import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { draftJob, type JobDraft } from './job-life.ts';
import { SUCCESS } from './job-texts.ts';
import { type DemoOrganization, ORGANIZATIONS } from './organizations.ts';
import { createSyncStream } from './sync-jobs.ts';
import { createWorld, type World, type WorldSettings } from './world.ts';

const SECOND = 1000;
const SPACING = 3 * 60 * SECOND;

/** Rows that are not what the list promises, each in its own way. */
const DISTORTIONS: readonly Readonly<Record<string, unknown>>[] = [
	{ detailed_status: null },
	{ detailed_status: 'none' },
	{ detailed_status: { [HOSTILE_TEXTS[0]]: { code: 5, text: HOSTILE_TEXTS[0] } } },
	{ detailed_status: JSON.parse('{"__proto__":"owned","constructor":"owned"}') },
	{ kms: null },
	{ kms: [null, 7, '', HOSTILE_TEXTS[1]] },
	{ createdAt: 'yesterday', completed_at: 12 },
	{ createdAt: '9999-12-31T23:59:59.999999Z' },
	{ overall_status: null },
	{ overall_status: 'COMPLETED\u200b' },
	{ cloud: HOSTILE_TEXTS[1] },
	{ id: null },
	{ 'a field of next year': { [HOSTILE_TEXTS[7] ?? '']: [HOSTILE_TEXTS[7]] } },
];

/** The usual organizations under names that attack the terminal. */
export const HOSTILE_ORGANIZATIONS: readonly DemoOrganization[] = ORGANIZATIONS.map((organization, index) => ({
	...organization,
	name: HOSTILE_TEXTS[index * 2] ?? organization.name,
	connection: HOSTILE_TEXTS[index * 2 + 1] ?? organization.connection,
}));

function idOf(index: number): string {
	return ORGANIZATIONS[index % ORGANIZATIONS.length]?.organizationId ?? '';
}

/** For each text a job whose organization reports it; every third job bears it as its id, every fourth as its status. */
function createHistory({ origin }: WorldSettings): JobDraft[] {
	const count = HOSTILE_TEXTS.length + DISTORTIONS.length;
	const started = (index: number) => origin - (count - index) * SPACING + 0.25;
	const attacks = HOSTILE_TEXTS.map((text, index): JobDraft => {
		const organizations = index % 5 === 0 ? [idOf(index), text] : [idOf(index)];
		return {
			...draftJob(started(index), 20 * SECOND, organizations, () => (index % 2 === 0 ? text : `Error: ${text}`)),
			...(index % 3 === 0 ? { id: text } : {}),
			...(index % 4 === 0 ? { endStatus: text } : {}),
		};
	});
	const distorted = DISTORTIONS.map((distortion, index): JobDraft => {
		const job = draftJob(started(HOSTILE_TEXTS.length + index), 20 * SECOND, [idOf(index)], () => SUCCESS);
		return { ...job, distortion };
	});
	return [...attacks, ...distorted];
}

/** A server, or somebody who can write to it, that means harm: every text of it attacks the terminal or its reader. */
export function createHostileWorld(settings: WorldSettings): World {
	return createWorld(settings, createHistory(settings), createSyncStream(settings));
}
