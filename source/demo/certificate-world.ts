import { draftJob, type JobDraft } from './job-life.ts';
import { CERTIFICATE_EXPIRED, SUCCESS } from './job-texts.ts';
import { idsOf } from './organizations.ts';
import { createWorld, NO_STREAM, type World, type WorldSettings } from './world.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

/** The time from one synchronization of certificates to the next, and how long before the origin the last one was. */
const GAP = 6 * HOUR;
const STOPPED = 30 * HOUR;
const SCHEDULED_JOBS = 11;

/** Of these the certificates are synchronized by a schedule, which somebody has switched off. */
export const WITH_CERTIFICATES = ['Hooli', 'Umbrella', 'Wayne-DR'] as const;
/** The last two times this one's failed, whose keys are well. */
const TROUBLED = 'Wayne-DR';

function sync(createdAt: number, names: readonly string[], isTroubled: boolean): JobDraft {
	const [troubled] = idsOf([TROUBLED]);
	return draftJob(createdAt, 4 * SECOND * names.length + 318, idsOf(names), id =>
		isTroubled && id === troubled ? CERTIFICATE_EXPIRED : SUCCESS,
	);
}

/** A dozen jobs for certificates: one organization in trouble, then a schedule that stopped; two were started by hand. */
export function createCertificateWorld(settings: WorldSettings): World {
	const { origin } = settings;
	const scheduled = Array.from({ length: SCHEDULED_JOBS }, (_, index) =>
		sync(origin - STOPPED - index * GAP + 0.271, WITH_CERTIFICATES, index < 2),
	);
	const byHand = [
		sync(origin - 3.4 * HOUR, ['Acme-Prod'], false),
		sync(origin - 52.7 * HOUR, ['Acme-Prod', 'Vandelay'], false),
	];
	const past = [...scheduled, ...byHand].sort((one, other) => one.createdAt - other.createdAt);
	return createWorld(settings, past, NO_STREAM);
}
