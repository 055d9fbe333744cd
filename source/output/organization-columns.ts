import { areMixed, type JobContext } from '../model/fields.ts';
import { formatDateTime } from '../model/format.ts';
import type { Sync } from '../model/history.ts';
import { noveltyWord, standingText, stripText, troubleText } from '../model/organization-text.ts';
import type { OrganizationSummary } from '../model/organizations.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { findOrganization } from '../model/summary.ts';
import { isoTime, type Listing } from './column.ts';

function moment(sync: Sync | null, { zone }: JobContext): SafeText {
	return sync === null ? safe`—` : formatDateTime(sync.at, zone);
}

/** The first of the syncs that failed in a row, where the organization still fails. */
function failingSince({ standing, since }: OrganizationSummary): Sync | null {
	return standing === 'failing' ? since : null;
}

/** All that is told of organizations. */
export const ORGANIZATIONS: Listing<OrganizationSummary> = {
	name: 'organizations',
	columns: [
		{ name: 'id', title: safe`ID`, isRemote: true, value: ({ id }) => id, text: ({ id }) => id },
		{
			name: 'name',
			title: safe`ORG`,
			isRemote: true,
			value: ({ id }, { organizations }) => findOrganization(id, organizations)?.verbatim.name ?? null,
			text: ({ name }) => name,
		},
		{
			name: 'connection',
			title: safe`CONNECTION`,
			isRemote: true,
			value: ({ id }, { organizations }) => findOrganization(id, organizations)?.connection ?? null,
			text: ({ id }, { organizations }) => findOrganization(id, organizations)?.connection ?? safe`—`,
		},
		{
			name: 'kind',
			title: safe`KIND`,
			isTelling: ({ jobs }) => areMixed(jobs),
			value: ({ kind }) => kind,
			text: ({ kind }) => toSafeText(kind),
		},
		{
			name: 'others',
			title: safe`OTHER KINDS`,
			value: ({ others }) => others.map(({ kind, standing }) => ({ kind, standing })),
			text: ({ others }) =>
				joinSafe(
					others.map(other => safe`${toSafeText(other.kind)} ${standingText(other)}`),
					safe`, `,
				),
		},
		{ name: 'standing', title: safe`NOW`, value: ({ standing }) => standing, text: standingText },
		{
			name: 'overdue',
			title: safe`OVERDUE`,
			value: ({ overdue }) => overdue !== null,
			text: ({ overdue }) => (overdue === null ? safe`no` : safe`yes`),
		},
		{ name: 'strip', title: safe`LAST 16 SYNCS`, align: 'right', value: ({ strip }) => strip, text: stripText },
		{
			name: 'failingSince',
			title: safe`SINCE`,
			value: row => isoTime(failingSince(row)?.at),
			text: (row, context) => {
				const since = failingSince(row);
				if (since === null) return safe``;
				return safe`${row.sinceIsCertain ? safe`` : safe`≤`}${formatDateTime(since.at, context.zone)}`;
			},
		},
		{
			name: 'sinceIsCertain',
			title: safe`CERTAIN`,
			value: row => (failingSince(row) === null ? null : row.sinceIsCertain),
			text: ({ sinceIsCertain }) => (sinceIsCertain ? safe`yes` : safe`no`),
		},
		{
			name: 'failuresInARow',
			title: safe`STREAK`,
			align: 'right',
			value: ({ streak }) => streak,
			text: ({ streak }) => (streak === 0 ? safe`` : safe`${streak}`),
		},
		{
			name: 'lastOk',
			title: safe`LAST OK`,
			value: ({ lastOk }) => isoTime(lastOk?.at),
			text: ({ lastOk }, context) => moment(lastOk, context),
		},
		{
			name: 'lastSync',
			title: safe`LAST SYNC`,
			value: ({ current }) => isoTime(current?.at),
			text: ({ current }, context) => moment(current, context),
		},
		{
			name: 'failures24h',
			title: safe`FAIL 24h`,
			align: 'right',
			value: ({ recent }) => recent.failures,
			text: ({ recent }) => safe`${recent.failures}/${recent.syncs}`,
		},
		{
			name: 'syncs24h',
			title: safe`SYNCS 24h`,
			align: 'right',
			value: ({ recent }) => recent.syncs,
			text: ({ recent }) => safe`${recent.syncs}`,
		},
		{ name: 'novelty', title: safe`NEW`, value: ({ novelty }) => novelty, text: noveltyWord },
		{
			name: 'outcome',
			title: safe`OUTCOME`,
			value: ({ current }) => current?.result.outcome ?? null,
			text: ({ current }) => (current === null ? safe`—` : toSafeText(current.result.outcome)),
		},
		{
			name: 'job',
			title: safe`JOB`,
			isRemote: true,
			value: ({ current }) => current?.job.id ?? null,
			text: ({ current }) => current?.job.id ?? safe`—`,
		},
		{
			name: 'runningJob',
			title: safe`RUNNING`,
			isRemote: true,
			value: ({ running }) => running?.id ?? null,
			text: ({ running }) => running?.id ?? safe`—`,
		},
		{
			name: 'error',
			title: safe`ERROR`,
			isRemote: true,
			value: row => (troubleText(row) === '' ? null : troubleText(row)),
			text: troubleText,
		},
	],
	usual: {
		table: ['standing', 'name', 'kind', 'strip', 'failingSince', 'failuresInARow', 'failures24h', 'novelty', 'error'],
		wide: [
			...[
				'standing',
				'name',
				'id',
				'connection',
				'kind',
				'strip',
				'failingSince',
				'failuresInARow',
				'lastOk',
				'lastSync',
			],
			...['failures24h', 'novelty', 'job', 'error'],
		],
		csv: [
			...[
				'standing',
				'name',
				'id',
				'connection',
				'kind',
				'overdue',
				'failingSince',
				'failuresInARow',
				'lastOk',
				'lastSync',
			],
			...['failures24h', 'syncs24h', 'novelty', 'outcome', 'job', 'error'],
		],
		json: [
			...['id', 'name', 'connection', 'standing', 'overdue', 'strip', 'failingSince', 'sinceIsCertain'],
			...['failuresInARow', 'novelty', 'lastOk', 'lastSync', 'failures24h', 'syncs24h', 'outcome', 'error', 'job'],
			...['runningJob', 'kind', 'others'],
		],
	},
};
