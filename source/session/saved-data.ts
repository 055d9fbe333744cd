import type { ErrorGroup } from '../model/error-groups.ts';
import type { Sync } from '../model/history.ts';
import type { OrganizationSummary } from '../model/organizations.ts';
import type { SafeText } from '../model/safe-text.ts';
import { toSafeJson } from '../model/safe-text.ts';
import { causeOf } from '../model/summary.ts';
import { writeTime } from '../model/time.ts';
import { type TimelineEntry, tellEvent } from '../model/timeline.ts';
import type { Content } from './content.ts';
import type { EvidenceSource, Indexes } from './evidence.ts';

function syncValue(sync: Sync | null): unknown {
	if (sync === null) return null;
	const { job, at, result } = sync;
	return { job: job.id, startedAt: writeTime(at), outcome: result.outcome, text: causeOf(result) };
}

function organizationValue(row: OrganizationSummary): unknown {
	return {
		id: row.id,
		name: row.name,
		standing: row.standing,
		overdue: row.overdue !== null,
		failingSince: row.standing === 'failing' ? writeTime(row.since?.at) : null,
		failuresInARow: row.streak,
		novelty: row.novelty,
		lastOk: writeTime(row.lastOk?.at),
		last24Hours: row.recent,
		newest: syncValue(row.current),
	};
}

function errorValue(group: ErrorGroup): unknown {
	return {
		kind: group.fingerprint,
		text: group.exemplar,
		outcome: group.outcome,
		jobs: group.jobs,
		organizations: [...group.organizations],
		active: [...group.active],
		first: syncValue(group.first),
		last: syncValue(group.last),
		clearedAt: writeTime(group.clearedAt),
	};
}

function eventValue({ event }: TimelineEntry, context: Parameters<typeof tellEvent>[1]): unknown {
	return {
		at: writeTime(event.at),
		kind: event.kind,
		job: 'job' in event ? event.job.id : null,
		text: tellEvent(event, context),
	};
}

function rowValues(content: Content, context: Parameters<typeof tellEvent>[1]): readonly unknown[] {
	switch (content.view) {
		case 'jobs':
			// To the letter, as the server sent them.
			return content.rows.map(({ source }) => source);
		case 'organizations':
			return content.rows.map(organizationValue);
		case 'errors':
			return content.rows.map(errorValue);
		case 'timeline':
			return content.rows.map(row => eventValue(row, context));
	}
}

/** The rows of the present view as JSON: jobs as the server sent them, other rows as what we make of them. */
export function dataJson({ presentation, identity, asOf, tool }: EvidenceSource, indexes: Indexes): SafeText {
	const { content, context, query, partial, now } = presentation;
	const values = rowValues(content, context);
	return toSafeJson(
		{
			tool,
			server: identity.server,
			simulated: identity.simulated,
			verified: identity.verified,
			savedAt: writeTime(now),
			asOf: writeTime(asOf),
			view: content.view,
			filter: query.filter,
			partial,
			rows: indexes.map(index => values[index]),
		},
		2,
	);
}
