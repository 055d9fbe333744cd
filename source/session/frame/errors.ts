import type { ErrorGroup } from '../../model/error-groups.ts';
import { GLYPHS, type JobContext } from '../../model/fields.ts';
import { formatCount, formatShortStart } from '../../model/format.ts';
import { type SafeText, safe } from '../../model/safe-text.ts';
import type { State } from '../../model/summary.ts';
import type { ErrorKnowledge } from '../knowledge.ts';
import type { TableColumn } from './table.ts';

/** The state whose colour and glyph a kind of error has. */
export function stateOfGroup({ active, outcome }: ErrorGroup): State {
	if (active.size === 0) return 'cancelled';
	return outcome === 'unknown' ? 'unknown' : outcome === 'none' ? 'degraded' : 'failed';
}

/** Whether somebody has it, whether that is new, and since when nobody has it any more. */
export function groupStateText(group: ErrorGroup, { now, zone }: JobContext, knowledge: ErrorKnowledge): SafeText {
	if (group.clearedAt !== null) return safe`cleared ${formatShortStart(group.clearedAt, now, zone)}`;
	const word = group.isNew ? safe`NEW` : safe`active`;
	return knowledge.ofGroup(group) === null ? word : safe`${word}, acked`;
}

/** The columns of the list of errors. */
export function errorColumns(context: JobContext, knowledge: ErrorKnowledge): readonly TableColumn<ErrorGroup>[] {
	const moment = (at: number) => formatShortStart(at, context.now, context.zone);
	return [
		{
			id: 'glyph',
			title: safe`S`,
			width: 1,
			align: 'left',
			isInBar: true,
			text: group => (group.active.size === 0 ? safe`·` : GLYPHS[stateOfGroup(group)]),
			tone: stateOfGroup,
		},
		{
			id: 'state',
			title: safe`STATE`,
			width: 13,
			align: 'left',
			isInBar: true,
			text: group => groupStateText(group, context, knowledge),
			tone: group => (group.clearedAt !== null ? 'dim' : group.isNew ? 'alert' : stateOfGroup(group)),
		},
		{ id: 'jobs', title: safe`JOBS`, width: 5, align: 'right', text: group => formatCount(group.jobs) },
		{
			id: 'organizations',
			title: safe`ORGS`,
			width: 4,
			align: 'right',
			text: group => formatCount(group.organizations.size),
		},
		{ id: 'first', title: safe`FIRST`, width: 5, align: 'right', text: group => moment(group.firstAt) },
		{ id: 'last', title: safe`LAST`, width: 5, align: 'right', text: group => moment(group.last.at) },
		{
			id: 'error',
			title: safe`ERROR`,
			width: 16,
			align: 'left',
			grows: true,
			text: group => group.fingerprint,
			tone: group => (group.clearedAt === null ? 'plain' : 'dim'),
		},
	];
}

/** What gives way first where there is no room for all. */
export const ERRORS_GIVE_WAY: readonly string[] = ['first', 'jobs', 'organizations', 'last'];
