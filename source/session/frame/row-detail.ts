import type { ErrorGroup } from '../../model/error-groups.ts';
import { areMixed, FIELDS, GLYPHS, type JobContext } from '../../model/fields.ts';
import { formatDateTime, formatElapsed, formatPlural, formatStart } from '../../model/format.ts';
import { backgroundOf, historyOf, type Sync } from '../../model/history.ts';
import { JOB_KINDS, type Job } from '../../model/job.ts';
import type { Acknowledgement } from '../../model/journal-entry.ts';
import type { OrganizationSummary } from '../../model/organizations.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../../model/safe-text.ts';
import { nextRunOf, nextRunText, type Schedule, schedulesOf } from '../../model/schedules.ts';
import { causeOf, findOrganization, nameOf } from '../../model/summary.ts';
import type { ErrorKnowledge } from '../knowledge.ts';
import { backgroundText, shortId } from './background.ts';
import { breakText, STATE_OF_OUTCOME } from './detail-text.ts';
import { clip, type Line, span } from './line.ts';
import { STATE_OF_STANDING } from './organizations.ts';

/** What the lines about a row depend on. */
export interface RowDetailInput {
	readonly jobs: readonly Job[];
	readonly context: JobContext;
	readonly knowledge: ErrorKnowledge;
	readonly schedules: readonly Schedule[];
	readonly columns: number;
	readonly wrap: boolean;
}

const INDENT = safe`    `;
/** So many syncs of an organization are told. */
const MOST_SYNCS = 200;

function syncLine({ job, result, at }: Sync, { jobs, context, columns }: RowDetailInput): Line {
	const state = STATE_OF_OUTCOME[result.outcome];
	const kind = areMixed(jobs) ? safe`${FIELDS.kind.text(job, context)}  ` : safe``;
	return {
		spans: clip(
			[
				span(safe`${GLYPHS[state]} `, state),
				span(safe`${formatStart(at, context.now, context.zone)}  ${shortId(job, context)}  ${kind}`, 'dim'),
				span(result.outcome === 'ok' ? safe`ok` : causeOf(result), result.outcome === 'ok' ? 'dim' : 'plain'),
			],
			columns,
		),
	};
}

/** What there is to say of an organization: its error in full, since when, how that compares, and its history. */
export function organizationLines(row: OrganizationSummary, input: RowDetailInput): Line[] {
	const { context, columns, wrap, jobs, knowledge } = input;
	const organization = findOrganization(row.id, context.organizations);
	const connection = organization?.connection ? [safe`connection ${organization.connection}`] : [];
	const kind = row.others.length === 0 ? [] : [toSafeText(row.kind)];
	const facts = joinSafe([row.id, ...connection, ...kind, ...standingFacts(row, context)], safe`  `);
	const background = row.current === null ? null : backgroundOf(row.id, row.current.job, jobs, knowledge.errors);
	const histories = JOB_KINDS.flatMap(kind => historyOf(row.id, kind, jobs) ?? []);
	const running = histories.flatMap(history => history.running);
	const decided = histories.flatMap(history => history.syncs).sort((one, other) => other.at - one.at);
	const syncs = [...running, ...decided].slice(0, MOST_SYNCS);
	return [
		...breakText(facts, safe``, columns, wrap, 'dim'),
		...errorOf(row, input),
		...(background === null ? [] : breakText(backgroundText(background, context), INDENT, columns, wrap, 'plain')),
		...acknowledgedLines(knowledge.ofOrganization(row.id), input),
		...row.others.flatMap(other => otherLines(other, input)),
		...scheduleLines(row, input),
		{ spans: [] },
		...syncs.map(sync => syncLine(sync, input)),
	];
}

function errorOf({ standing, current }: OrganizationSummary, { columns, wrap }: RowDetailInput): Line[] {
	if (current === null || standing === 'ok') return [];
	return breakText(causeOf(current.result), INDENT, columns, wrap, STATE_OF_STANDING[standing]);
}

/** How the same organization does by its jobs of another kind. */
function otherLines(row: OrganizationSummary, input: RowDetailInput): Line[] {
	const { context, columns, wrap } = input;
	const standing = safe`${toSafeText(row.kind)} ${toSafeText(row.standing)}`;
	const facts = joinSafe([standing, ...standingFacts(row, context)], safe`  `);
	return [...breakText(facts, safe``, columns, wrap, STATE_OF_STANDING[row.standing]), ...errorOf(row, input)];
}

/**
 * What should synchronize the organization by itself. Where it is overdue, a schedule that came up since its newest sync of
 * any kind should have run: of one that came up before nobody knows whether it did.
 */
function scheduleLines(row: OrganizationSummary, { context, schedules, columns, wrap }: RowDetailInput): Line[] {
	const { now, zone, organizations } = context;
	const kinds = [row, ...row.others];
	const isLate = kinds.some(({ overdue }) => overdue !== null);
	const newest = Math.max(...kinds.map(({ current }) => current?.at ?? Number.NEGATIVE_INFINITY));
	return schedulesOf(row.id, schedules, organizations).flatMap(schedule => {
		const due = isLate ? nextRunOf(schedule, newest) : null;
		const missed = due === null || due > now ? safe`` : safe`, should have run at ${formatDateTime(due, zone)}`;
		const words = safe`schedule ${schedule.name}${missed}, ${nextRunText(schedule, now, zone)}`;
		const isSuspect = missed !== '' || (isLate && schedule.isOff);
		return breakText(words, safe``, columns, wrap, isSuspect ? 'waiting' : 'dim');
	});
}

function standingFacts(row: OrganizationSummary, { now, zone }: JobContext): SafeText[] {
	const { lastOk, overdue, running } = row;
	const late =
		overdue === null || row.current === null
			? []
			: [safe`OVERDUE: last sync ${formatElapsed(now - row.current.at)} ago, usually every ${formatElapsed(overdue)}`];
	return [
		...late,
		...(running === null ? [] : [safe`being synchronized now`]),
		safe`last ok ${lastOk === null ? safe`not among the jobs held` : formatDateTime(lastOk.at, zone)}`,
	];
}

/** Who has acknowledged a trouble and when, with the note. */
function acknowledgedLines(known: Acknowledgement | null, { context, columns, wrap }: RowDetailInput): Line[] {
	if (known === null) return [];
	const note = known.note === null ? safe`` : safe`: ${known.note}`;
	const told = safe`acked by ${known.who} ${formatStart(known.at, context.now, context.zone)}${note}`;
	return breakText(told, INDENT, columns, wrap, 'good');
}

/** What there is to say of a kind of error: one text as it came, who has it, who has got over it. */
export function errorLines(group: ErrorGroup, input: RowDetailInput): Line[] {
	const { context, columns, wrap, knowledge } = input;
	const { organizations } = context;
	const names = (ids: Iterable<SafeText>) =>
		joinSafe(
			[...ids].map(id => nameOf(id, organizations)),
			safe`, `,
		);
	const over = [...group.organizations].filter(id => !group.active.has(id));
	const at = (sync: Sync) => safe`${formatDateTime(sync.at, context.zone)} in ${shortId(sync.job, context)}`;
	const facts = [
		safe`${formatPlural(group.jobs, safe`job`)}  ${formatPlural(group.organizations.size, safe`organization`)}`,
		group.firstAt < group.first.at
			? safe`first ${formatDateTime(group.firstAt, context.zone)}, before what is held`
			: safe`first ${at(group.first)}`,
		safe`last ${at(group.last)}`,
		...(group.clearedAt === null ? [] : [safe`cleared ${formatDateTime(group.clearedAt, context.zone)}`]),
	];
	const active =
		group.active.size === 0 ? [] : breakText(safe`now: ${names(group.active)}`, safe``, columns, wrap, 'failed');
	const cleared = over.length === 0 ? [] : breakText(safe`over it: ${names(over)}`, safe``, columns, wrap, 'ok');
	return [
		...breakText(joinSafe(facts, safe`  `), safe``, columns, wrap, 'dim'),
		...breakText(group.exemplar, INDENT, columns, wrap, 'plain'),
		...active,
		...acknowledgedLines(knowledge.ofGroup(group), input),
		...cleared,
	];
}
