import type { ErrorGroup } from '../model/error-groups.ts';
import { areMixed } from '../model/fields.ts';
import { formatCount, formatDateTime } from '../model/format.ts';
import { joinSafe, safe, toSafeText } from '../model/safe-text.ts';
import { nameOf } from '../model/summary.ts';
import { isoTime, type Listing } from './column.ts';

/** All that is told of kinds of errors. */
export const ERRORS: Listing<ErrorGroup> = {
	name: 'errors',
	columns: [
		{
			name: 'state',
			title: safe`STATE`,
			value: ({ clearedAt }) => (clearedAt === null ? 'active' : 'cleared'),
			text: ({ clearedAt }) => (clearedAt === null ? safe`active` : safe`cleared`),
		},
		{
			name: 'error',
			title: safe`ERROR`,
			isRemote: true,
			value: ({ fingerprint }) => fingerprint,
			text: ({ fingerprint }) => fingerprint,
		},
		{
			name: 'text',
			title: safe`NEWEST TEXT`,
			isRemote: true,
			value: ({ exemplar }) => exemplar,
			text: ({ exemplar }) => exemplar,
		},
		{
			name: 'outcome',
			title: safe`OUTCOME`,
			value: ({ outcome }) => outcome,
			text: ({ outcome }) => toSafeText(outcome),
		},
		{
			name: 'jobCount',
			title: safe`JOBS`,
			align: 'right',
			value: ({ jobs }) => jobs,
			text: ({ jobs }) => formatCount(jobs),
		},
		{
			name: 'organizationCount',
			title: safe`ORGS`,
			align: 'right',
			value: ({ organizations }) => organizations.size,
			text: ({ organizations }) => formatCount(organizations.size),
		},
		{
			name: 'activeCount',
			title: safe`ACTIVE`,
			align: 'right',
			value: ({ active }) => active.size,
			text: ({ active }) => formatCount(active.size),
		},
		{
			name: 'active',
			title: safe`WHO HAS IT`,
			isRemote: true,
			value: ({ active }) => [...active],
			text: ({ active }, { organizations }) =>
				joinSafe(
					[...active].map(id => nameOf(id, organizations)),
					safe`, `,
				),
		},
		{
			name: 'organizations',
			title: safe`WHO HAD IT`,
			isRemote: true,
			value: ({ organizations }) => [...organizations],
			text: (group, { organizations }) =>
				joinSafe(
					[...group.organizations].map(id => nameOf(id, organizations)),
					safe`, `,
				),
		},
		{
			name: 'firstAt',
			title: safe`FIRST`,
			value: ({ firstAt }) => isoTime(firstAt),
			text: ({ firstAt }, { zone }) => formatDateTime(firstAt, zone),
		},
		{
			name: 'lastAt',
			title: safe`LAST`,
			value: ({ last }) => isoTime(last.at),
			text: ({ last }, { zone }) => formatDateTime(last.at, zone),
		},
		{
			name: 'clearedAt',
			title: safe`CLEARED`,
			value: ({ clearedAt }) => isoTime(clearedAt),
			text: ({ clearedAt }, { zone }) => (clearedAt === null ? safe`—` : formatDateTime(clearedAt, zone)),
		},
		{
			name: 'isNew',
			title: safe`NEW`,
			value: ({ isNew }) => isNew,
			text: ({ isNew }) => (isNew ? safe`NEW` : safe``),
		},
		{
			name: 'kinds',
			title: safe`KINDS`,
			isTelling: ({ jobs }) => areMixed(jobs),
			value: ({ kinds }) => [...kinds],
			text: ({ kinds }) =>
				joinSafe(
					[...kinds].map(kind => toSafeText(kind)),
					safe`, `,
				),
		},
		{
			name: 'job',
			title: safe`LAST JOB`,
			isRemote: true,
			value: ({ last }) => last.job.id,
			text: ({ last }) => last.job.id,
		},
	],
	usual: {
		table: ['state', 'jobCount', 'organizationCount', 'activeCount', 'firstAt', 'lastAt', 'isNew', 'error'],
		wide: [
			...['state', 'jobCount', 'organizationCount', 'activeCount', 'firstAt', 'lastAt', 'clearedAt', 'job'],
			...['kinds', 'isNew', 'error', 'active'],
		],
		csv: [
			...['state', 'outcome', 'jobCount', 'organizationCount', 'activeCount', 'firstAt', 'lastAt', 'clearedAt'],
			...['isNew', 'job', 'kinds', 'error', 'text'],
		],
		json: [
			...['error', 'text', 'outcome', 'state', 'jobCount', 'organizations', 'active', 'firstAt', 'lastAt', 'clearedAt'],
			...['isNew', 'job', 'kinds'],
		],
	},
};
