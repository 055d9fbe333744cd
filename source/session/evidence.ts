import { type ErrorGroup, groupErrors } from '../model/error-groups.ts';
import { fingerprintOf } from '../model/fingerprint.ts';
import { formatDateTime, formatDuration, formatPlural } from '../model/format.ts';
import { backgroundOf } from '../model/history.ts';
import type { Job, OrganizationResult } from '../model/job.ts';
import { jobPath } from '../model/job-path.ts';
import { joinSafe, type SafeText, safe, splitLines, toSafeText } from '../model/safe-text.ts';
import { causeOf, findOrganization, nameOf, stateOf, troubledResults } from '../model/summary.ts';
import { fit } from '../model/text-width.ts';
import { tellEvent } from '../model/timeline.ts';
import { type Content, jobOfRow } from './content.ts';
import { backgroundText } from './frame/background.ts';
import { groupStateText } from './frame/errors.ts';
import type { Identity, Presentation } from './present.ts';

/** Where the evidence comes from. */
export interface EvidenceSource {
	readonly presentation: Presentation;
	readonly identity: Identity;
	/** When the data was true, in milliseconds since 1970 by the server's clock; null before there is any. */
	readonly asOf: number | null;
	/** The program and its version. */
	readonly tool: SafeText;
}

/** Rows of the present view, by their index. */
export type Indexes = readonly number[];

/** So many organizations in trouble are told of one job. */
const MOST_ORGANIZATIONS = 50;
const LABEL_WIDTH = 14;

/** What a ticket is told of one row: its job, and those of its organizations that the row is about. */
interface Subject {
	readonly job: Job;
	readonly results: readonly OrganizationResult[];
}

/** The text that names a row elsewhere: a job's or an organization's id, an error's text. */
export function nameOfRow(content: Content, index: number, context: Presentation['context']): SafeText | null {
	switch (content.view) {
		case 'jobs':
		case 'organizations':
			return content.rows[index]?.id ?? null;
		case 'errors':
			return content.rows[index]?.exemplar ?? null;
		case 'timeline': {
			const event = content.rows[index]?.event;
			return jobOfRow(content, index)?.id ?? (event === undefined ? null : tellEvent(event, context));
		}
	}
}

/** What identifies the rows elsewhere, a line for each. */
export function namesText({ content, context }: Presentation, indexes: Indexes): SafeText {
	const names = indexes.flatMap(index => nameOfRow(content, index, context) ?? []);
	return joinSafe([...new Set(names)], safe`\n`);
}

/**
 * A block of plain text for a ticket: what there is to say of the rows, with all ids and times in UTC. Each line begins
 * with words of our own, so that no text of the server's can pass for one of ours.
 */
export function evidenceText(source: EvidenceSource, indexes: Indexes): SafeText {
	const lines = [headLines(source), ...indexes.map(index => rowLines(source.presentation, index))];
	return joinSafe(
		lines.filter(part => part.length > 0).map(part => safe`${joinSafe(part, safe`\n`)}\n`),
		safe`\n`,
	);
}

/** A line of ours and what it says; further lines of a text are set under its first. */
function tell(label: SafeText, text: SafeText): SafeText[] {
	return splitLines(text).map((line, index) =>
		index === 0 ? safe`${fit(label, LABEL_WIDTH)}${line}` : safe`${fit(safe`  |`, LABEL_WIDTH)}${line}`,
	);
}

function utc(at: number): SafeText {
	return formatDateTime(at, 'utc');
}

function headLines({ presentation, identity, asOf, tool }: EvidenceSource): SafeText[] {
	const { status, now, jobs, partial, total } = presentation;
	const marks = [
		...(identity.simulated ? [safe` (simulator)`] : []),
		...(identity.verified ? [] : [safe` (its certificate was NOT VERIFIED)`]),
	];
	const age = asOf === null ? safe`` : safe`, as of ${utc(asOf)}`;
	const all = total === null ? safe`an unknown number of` : safe`${total}`;
	const part = partial ? safe`, from ${jobs.length} of ${all} jobs` : safe``;
	return [
		...tell(safe`evidence`, safe`${utc(now)} by ${tool}`),
		...tell(safe`server`, safe`${identity.server}${joinSafe(marks, safe``)}`),
		...tell(safe`data`, safe`${status.word}${age}${part}`),
	];
}

function rowLines(presentation: Presentation, index: number): SafeText[] {
	const { content, context } = presentation;
	const event = content.view === 'timeline' ? content.rows[index]?.event : undefined;
	const told = event === undefined ? [] : tell(safe`event`, safe`${utc(event.at)} ${tellEvent(event, context)}`);
	const subject = subjectOf(content, index);
	return subject === null ? told : [...told, ...jobLines(subject, presentation)];
}

function subjectOf(content: Content, index: number): Subject | null {
	const job = jobOfRow(content, index);
	if (job === null) return null;
	switch (content.view) {
		case 'jobs':
			return { job, results: troubledResults(job) };
		case 'timeline': {
			const event = content.rows[index]?.event;
			const turned = event !== undefined && 'organizations' in event ? event.organizations : null;
			return {
				job,
				results: turned === null ? troubledResults(job) : job.results.filter(({ id }) => turned.includes(id)),
			};
		}
		case 'organizations':
			return { job, results: job.results.filter(({ id }) => id === content.rows[index]?.id) };
		case 'errors': {
			const kind = content.rows[index]?.fingerprint;
			return { job, results: job.results.filter(result => fingerprintOf(causeOf(result)) === kind) };
		}
	}
}

function jobLines({ job, results }: Subject, presentation: Presentation): SafeText[] {
	const { stuck } = presentation.context;
	const { createdAt, completedAt, duration, status } = job;
	const health = toSafeText(stateOf(job, stuck).toUpperCase());
	const took = duration === null ? safe`` : safe` (${formatDuration(duration)})`;
	const path = jobPath(job);
	const troubled = troubledResults(job).length;
	const more = results.length - MOST_ORGANIZATIONS;
	const groups = groupErrors(presentation.jobs, presentation.knowledge.errors);
	return [
		...tell(safe`job`, job.id),
		...tell(safe`of`, toSafeText(job.kind)),
		...(path === null ? [] : tell(safe`api path`, path)),
		...tell(safe`status`, status === '' ? safe`(none)` : status),
		...tell(safe`health`, job.abort ? safe`${health} (cancel asked for)` : health),
		...(createdAt === null ? [] : tell(safe`started`, utc(createdAt.at))),
		...(completedAt === null ? [] : tell(safe`ended`, safe`${utc(completedAt.at)}${took}`)),
		...(job.broken === null ? [] : tell(safe`unreadable`, job.broken)),
		...tell(safe`in trouble`, safe`${troubled} of ${formatPlural(job.results.length, safe`organization`)} in this job`),
		...results.slice(0, MOST_ORGANIZATIONS).flatMap(result => resultLines(job, result, groups, presentation)),
		...(more > 0 ? tell(safe`…`, safe`and ${formatPlural(more, safe`organization`)} more`) : []),
	];
}

function resultLines(
	job: Job,
	result: OrganizationResult,
	groups: readonly ErrorGroup[],
	{ context, jobs, knowledge }: Presentation,
): SafeText[] {
	const organization = findOrganization(result.id, context.organizations);
	const cause = causeOf(result);
	const background = backgroundOf(result.id, job, jobs, knowledge.errors);
	const group = groups.find(({ fingerprint }) => fingerprint === fingerprintOf(cause));
	return [
		...tell(safe`organization`, nameOf(result.id, context.organizations)),
		...tell(safe`  sfdc id`, result.id),
		...(organization === undefined ? [] : tell(safe`  record id`, organization.resourceId)),
		...(organization?.connection ? tell(safe`  connection`, organization.connection) : []),
		...tell(safe`  outcome`, safe`${toSafeText(result.outcome)} by rule ${result.rule}`),
		...(result.outcome === 'ok' ? [] : tell(safe`  error`, cause)),
		...(background === null ? [] : tell(safe`  since`, backgroundText(background, context, utc))),
		...(group === undefined || result.outcome === 'ok'
			? []
			: tell(safe`  this kind`, kindText(group, groupStateText(group, context, knowledge)))),
	];
}

function kindText({ firstAt, last, jobs, organizations, clearedAt }: ErrorGroup, standing: SafeText): SafeText {
	const state = clearedAt === null ? standing : safe`cleared ${utc(clearedAt)}`;
	const among = safe`${formatPlural(jobs, safe`job`)}, ${formatPlural(organizations.size, safe`organization`)}`;
	return safe`${state}; first seen ${utc(firstAt)}, last ${utc(last.at)}; ${among}`;
}
