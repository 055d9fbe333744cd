import type { Answer, Organization, Organizations } from '../../source/model/answer.ts';
import type { JobContext } from '../../source/model/fields.ts';
import { type Job, parseJob } from '../../source/model/job.ts';
import { safe, toSafeText } from '../../source/model/safe-text.ts';

/** The moment at which the stories of these tests take place. */
export const NOW = Date.parse('2026-11-23T14:02:30Z');

/** The organizations of these tests, by the letters that end their ids. */
export const ACME = '00D00000000acmeIAA';
export const GLOBEX = '00D0000000globxIAA';
export const INITECH = '00D0000000initcIAA';

/** An organization that the server can name. */
export function organization(id: string, name: string): Organization {
	return {
		id: toSafeText(id),
		name: toSafeText(name),
		connection: safe`sfdc-main`,
		resourceId: toSafeText(`resource-${name}`),
		verbatim: { name },
	};
}

/** The names that the server has for them; Initech was deleted. */
export const ORGANIZATIONS: Organizations = new Map([
	[ACME, organization(ACME, 'Acme-Prod')],
	[GLOBEX, organization(GLOBEX, 'Globex-UAT')],
]);

const DONE = 'organization synchronized successfully';

/** Eight letters that tell a job from others, as an id. */
export function idOf(letters: string): string {
	return `${letters.padEnd(8, '0')}-fb4f-4557-b63c-00d4a1439c4a`;
}

/** A row as the server sends it; `minutes` is how long before {@link NOW} it started, `seconds` how long it took. */
export function row(
	letters: string,
	fields: {
		minutes?: number;
		seconds?: number | null;
		status?: string;
		abort?: boolean;
		texts?: Readonly<Record<string, unknown>>;
		kms?: readonly string[];
	} = {},
): Record<string, unknown> {
	const { minutes = 10, seconds = 60, status = seconds === null ? 'in_progress' : 'completed', abort = false } = fields;
	const texts = fields.texts ?? { [ACME]: DONE, [GLOBEX]: DONE };
	const started = NOW - minutes * 60_000;
	const ended = started + (seconds ?? 0) * 1000;
	return {
		id: idOf(letters),
		createdAt: new Date(started).toISOString(),
		updatedAt: new Date(ended).toISOString(),
		...(seconds === null ? {} : { completed_at: new Date(ended).toISOString() }),
		overall_status: status,
		detailed_status: texts,
		cloud: 'sfdc',
		kms: fields.kms ?? Object.keys(texts),
		abort,
	};
}

/** The same as a job. */
export function job(...given: Parameters<typeof row>): Job {
	return parseJob(row(...given));
}

/** The same as a job for certificates. */
export function certificateJob(...given: Parameters<typeof row>): Job {
	return parseJob(row(...given), 'certificates');
}

/** What rows of these jobs are told by. */
export const CONTEXT: JobContext = {
	jobs: [],
	organizations: ORGANIZATIONS,
	stuck: new Set(),
	now: NOW,
	zone: 'utc',
	timeStyle: 'absolute',
	idLength: 36,
	agesAreTrue: true,
};

/** One job of each health, newest first. */
export const STORY: readonly Job[] = [
	job('beef0001', { minutes: 1, seconds: null, texts: { [ACME]: DONE, [GLOBEX]: 'in_progress' } }),
	job('c8d2f27b', { minutes: 5, texts: { [ACME]: 'INVALID_SESSION_ID: Session expired or invalid', [GLOBEX]: DONE } }),
	job('0be4417d', { minutes: 30, seconds: null, texts: { [ACME]: 'in_progress', [INITECH]: 'in_progress' } }),
	job('91aa07e4', { minutes: 40, texts: { [ACME]: 'Error listing keys from SFDC: ' } }),
	job('77b3d410', { minutes: 50 }),
	job('20c1f9aa', { minutes: 70, status: 'queued', texts: {} }),
	job('aa12bb90', { minutes: 80, abort: true, texts: { [ACME]: DONE, [GLOBEX]: DONE } }),
	job('4d5e6f70', { minutes: 90 }),
];

/** An answer with these jobs. */
export function answer(jobs: readonly Job[] = STORY, fields: Partial<Answer> = {}): Answer {
	return {
		jobs,
		total: jobs.length,
		complete: true,
		seesRunning: true,
		side: { kind: 'unasked' },
		loading: 'nothing',
		organizations: ORGANIZATIONS,
		schedules: [],
		clockOffset: 0,
		...fields,
	};
}
