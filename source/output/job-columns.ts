import { usualDuration } from '../model/durations.ts';
import { areMixed, FIELDS, type JobContext } from '../model/fields.ts';
import { formatDateTime } from '../model/format.ts';
import { newlyTroubled } from '../model/history.ts';
import { type Job, readVerbatim, type Verbatim } from '../model/job.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { countOutcome, findOrganization, nameOf, summarize } from '../model/summary.ts';
import type { Moment } from '../model/time.ts';
import type { Listing } from './column.ts';

const read = new WeakMap<Job, { readonly said: Verbatim | null }>();

/** What the server said of a job to the letter; read once for all columns. */
function said(job: Job): Verbatim | null {
	const known = read.get(job) ?? { said: readVerbatim(job) };
	read.set(job, known);
	return known.said;
}

function flagsOf(job: Job, { stuck }: JobContext): string[] {
	const cancelling = job.health === 'running' && job.abort;
	return [
		...(cancelling ? ['cancelling'] : []),
		...(stuck.has(job.id) ? ['stuck'] : []),
		...(job.broken === null ? [] : ['broken']),
	];
}

function organizationValues(job: Job, { organizations }: JobContext): unknown {
	const texts = said(job)?.organizations ?? [];
	return job.results.map(({ id, outcome, rule }, index) => ({
		id: texts[index]?.id ?? null,
		name: findOrganization(id, organizations)?.verbatim.name ?? null,
		outcome,
		text: texts[index]?.text ?? null,
		rule,
	}));
}

function dateText(moment: Moment | null, { zone }: JobContext): SafeText {
	return moment === null ? safe`—` : formatDateTime(moment.at, zone);
}

/**
 * All that is told of jobs. In tables a word of ours comes first, so that no text from the server begins a line, where a
 * program that reads the output might take it for a command. Ids are whole, to be used again.
 */
export const JOBS: Listing<Job> = {
	name: 'jobs',
	columns: [
		{
			name: 'id',
			title: FIELDS.job.title,
			isRemote: true,
			value: job => said(job)?.id ?? null,
			text: job => (job.broken === null ? job.id : safe`(broken)`),
		},
		{
			name: 'cloud',
			title: safe`CLOUD`,
			isRemote: true,
			value: job => said(job)?.cloud ?? null,
			text: ({ cloud }) => cloud ?? safe`—`,
		},
		{
			name: 'kind',
			title: FIELDS.kind.title,
			isTelling: ({ jobs }) => areMixed(jobs),
			value: ({ kind }) => kind,
			text: FIELDS.kind.text,
		},
		{
			name: 'status',
			title: FIELDS.status.title,
			isRemote: true,
			value: job => said(job)?.status ?? null,
			text: FIELDS.status.text,
		},
		{ name: 'health', title: FIELDS.health.title, value: ({ health }) => health, text: FIELDS.health.text },
		{
			name: 'flags',
			title: safe`FLAGS`,
			value: flagsOf,
			text: (job, context) =>
				joinSafe(
					flagsOf(job, context).map(flag => toSafeText(flag)),
					safe` `,
				),
		},
		{
			name: 'abort',
			title: safe`ABORT`,
			value: job => said(job)?.abort ?? null,
			text: ({ abort }) => (abort ? safe`yes` : safe`no`),
		},
		{
			name: 'createdAt',
			title: FIELDS.started.title,
			value: job => said(job)?.createdAt ?? null,
			text: ({ createdAt }, context) => dateText(createdAt, context),
		},
		{
			name: 'updatedAt',
			title: safe`UPDATED`,
			value: job => said(job)?.updatedAt ?? null,
			text: ({ updatedAt }, context) => dateText(updatedAt, context),
		},
		{
			name: 'completedAt',
			title: safe`ENDED`,
			value: job => said(job)?.completedAt ?? null,
			text: ({ completedAt }, context) => dateText(completedAt, context),
		},
		{
			name: 'durationMs',
			title: FIELDS.duration.title,
			align: 'right',
			value: ({ duration }) => duration,
			text: FIELDS.duration.text,
		},
		{
			name: 'organizations',
			title: safe`ORGANIZATIONS`,
			isRemote: true,
			value: organizationValues,
			text: ({ results }, { organizations }) =>
				joinSafe(
					results.map(({ id }) => nameOf(id, organizations)),
					safe`, `,
				),
		},
		{
			name: 'usualDurationMs',
			title: FIELDS.usual.title,
			align: 'right',
			value: (job, { jobs }) => usualDuration(job, jobs),
			text: FIELDS.usual.text,
		},
		{
			name: 'organizationCount',
			title: FIELDS.organizations.title,
			align: 'right',
			value: ({ results }) => results.length,
			text: FIELDS.organizations.text,
		},
		{
			name: 'errorCount',
			title: FIELDS.errors.title,
			align: 'right',
			value: job => countOutcome(job, 'error'),
			text: FIELDS.errors.text,
		},
		{
			name: 'newCount',
			title: FIELDS.novelty.title,
			align: 'right',
			value: (job, { jobs }) => newlyTroubled(job, jobs).length,
			text: FIELDS.novelty.text,
		},
		{
			name: 'error',
			title: FIELDS.error.title,
			isRemote: true,
			value: (job, { stuck, organizations }) => summarize(job, stuck, organizations),
			text: FIELDS.error.text,
		},
	],
	usual: {
		table: ['health', 'id', 'kind', 'status', 'createdAt', 'durationMs', 'organizationCount', 'errorCount', 'error'],
		wide: [
			...['health', 'id', 'cloud', 'kind', 'status', 'createdAt', 'completedAt', 'durationMs', 'usualDurationMs'],
			...['organizationCount', 'errorCount', 'newCount', 'error'],
		],
		csv: [
			...['health', 'id', 'cloud', 'kind', 'status', 'abort', 'createdAt', 'completedAt', 'durationMs'],
			...['organizationCount', 'errorCount', 'newCount', 'error'],
		],
		json: [
			...[
				'id',
				'cloud',
				'kind',
				'status',
				'health',
				'flags',
				'abort',
				'createdAt',
				'updatedAt',
				'completedAt',
				'durationMs',
			],
			'organizations',
		],
	},
};
