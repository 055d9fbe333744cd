import { OWNERSHIP } from './ownership.ts';
import { formatMoment } from './timestamp.ts';

/** The work on one organization within a job: when it is taken up, when it is done, and what is said of it then. */
export interface Step {
	readonly organization: string;
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/**
 * The whole life of one job, from which its row at any moment follows. Times are milliseconds since 1970 with the
 * fraction kept; `Infinity` means never. Nothing changes any more from `endsAt` on.
 */
export interface JobLife {
	readonly id: string;
	readonly createdAt: number;
	readonly endsAt: number;
	/** `overall_status` before and after the end. */
	readonly status: string;
	readonly endStatus: string;
	/** When somebody asked to cancel it. */
	readonly abortAt: number;
	/** The Salesforce ids of the organizations it was started for. */
	readonly organizations: readonly string[];
	/** An organization without a step is never reported. */
	readonly steps: readonly Step[];
	/** Fields that the row gets on top or instead, to see what a reader makes of them. */
	readonly distortion?: Readonly<Record<string, unknown>>;
}

/** A row of the server's list, as JSON has it. */
export type Row = Readonly<Record<string, unknown>>;

/** A job that is not yet numbered, and may leave out what goes without saying. */
export type JobDraft = Pick<JobLife, 'createdAt' | 'endsAt' | 'organizations' | 'steps'> & Partial<JobLife>;

/** A draft made whole; `id` serves unless the draft brings one of its own. */
export function begin(draft: JobDraft, id: string): JobLife {
	return { id, status: 'in_progress', endStatus: 'completed', abortAt: Number.POSITIVE_INFINITY, ...draft };
}

/** A job that takes up its organizations one after the other for `duration` milliseconds in all. */
export function draftJob(
	createdAt: number,
	duration: number,
	organizations: readonly string[],
	textOf: (organization: string) => string,
): JobDraft {
	const share = (duration * 0.97) / organizations.length;
	const steps = organizations.map((organization, index) => ({
		organization,
		from: createdAt + duration * 0.02 + share * index,
		to: createdAt + duration * 0.02 + share * (index + 1),
		text: textOf(organization),
	}));
	return { createdAt, endsAt: createdAt + duration, organizations, steps };
}

/** `overall_status` at `now`. */
export function statusAt(life: Pick<JobLife, 'endsAt' | 'status' | 'endStatus'>, now: number): string {
	return now >= life.endsAt ? life.endStatus : life.status;
}

/** The end comes this long before the last change of the row, 0.12 to 0.23 ms as in the published examples. */
function endingLag(life: JobLife): number {
	return 0.12 + (Math.round(life.createdAt * 1000) % 110) / 1000;
}

/** The job's row as the server would give it at `now`, which is not before its creation. */
export function rowAt(life: JobLife, now: number): Row {
	const moment = Math.min(now, life.endsAt);
	const ended = moment === life.endsAt;
	const begun = life.steps.filter(step => step.from <= moment);
	const changes = [life.createdAt, life.abortAt, life.endsAt, ...begun.flatMap(({ from, to }) => [from, to])].filter(
		at => at <= moment,
	);
	return {
		id: life.id,
		uri: `kylo:kylo:cckm:synchronize:${life.id}`,
		...OWNERSHIP,
		createdAt: formatMoment(life.createdAt),
		updatedAt: formatMoment(Math.max(...changes)),
		...(ended ? { completed_at: formatMoment(life.endsAt - endingLag(life)) } : {}),
		overall_status: statusAt(life, now),
		detailed_status: Object.fromEntries(
			begun.map(step => [step.organization, step.to <= moment ? step.text : 'in_progress']),
		),
		cloud: 'sfdc',
		kms: life.organizations,
		abort: life.abortAt <= moment,
		...life.distortion,
	};
}
