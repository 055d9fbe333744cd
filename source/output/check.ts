import { describeFailure, type Failure } from '../model/failure.ts';
import { formatAge, formatCount, formatPlural } from '../model/format.ts';
import { troubleText } from '../model/organization-text.ts';
import type { OrganizationSummary } from '../model/organizations.ts';
import { joinSafe, type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';
import { truncate } from '../model/text-width.ts';
import type { Level, Verdict } from '../model/verdict.ts';
import { isoTime } from './column.ts';

/** What belongs to a verdict beside it; times in milliseconds. */
export interface CheckFacts {
	readonly verdict: Verdict;
	/** How far back was looked, and how old a sync may be. */
	readonly since: number;
	readonly mayBeOld: number;
	/** How long the answer took. */
	readonly took: number;
	/** How many jobs were looked at of how many, where that was not all of them. */
	readonly partial: { readonly seen: number; readonly total: number | null } | null;
}

/** Who is named beside the number, and in how many columns each. */
const MOST_NAMED = 3;
const NAME_WIDTH = 60;

/** What stands behind a bar is for programs: no text of others has one. */
function withoutBars(text: SafeText): SafeText {
	return text.replaceAll('|', '/') as SafeText;
}

function named(names: readonly SafeText[]): SafeText {
	const shown = joinSafe(
		names.slice(0, MOST_NAMED).map(name => truncate(withoutBars(name), NAME_WIDTH)),
		safe`, `,
	);
	return names.length > MOST_NAMED ? safe`(${shown}, +${names.length - MOST_NAMED})` : safe`(${shown})`;
}

function describeTrouble(row: OrganizationSummary): SafeText {
	return safe`${truncate(row.name, NAME_WIDTH / 2)}: ${troubleText(row)}`;
}

function nameOnly({ name }: OrganizationSummary): SafeText {
	return name;
}

function sentence({ verdict, since, mayBeOld, partial }: CheckFacts): SafeText {
	const { organizations, failed, degraded, unknown, stale, stuck } = verdict;
	const some = (rows: readonly OrganizationSummary[], word: SafeText, tell = describeTrouble) =>
		rows.length === 0 ? [] : [safe`${formatCount(rows.length)} ${word} ${named(rows.map(tell))}`];
	const parts = [
		...some(failed, safe`failed`),
		...some(degraded, safe`degraded`),
		...some(unknown, safe`unknown`),
		...some(stale, safe`without a sync for ${formatAge(mayBeOld)}`, nameOnly),
		...(stuck.length === 0
			? []
			: [safe`${formatPlural(stuck.length, safe`job`)} stuck ${named(stuck.map(({ id }) => id))}`]),
	];
	const among = safe`of ${formatPlural(organizations, safe`organization`)}`;
	const all =
		organizations === 0
			? safe`nothing was synchronized within ${formatAge(since)}`
			: parts.length === 0
				? safe`the latest sync ${among} went well`
				: safe`${among} ${joinSafe(parts, safe`, `)}`;
	if (partial === null) return all;
	const total = partial.total === null ? safe`more` : formatCount(partial.total);
	return safe`${all}, looked at ${formatCount(partial.seen)} of ${total} jobs`;
}

function seconds(milliseconds: number): SafeText {
	return toSafeText(String(Math.round(milliseconds) / 1000));
}

/** Each as label=value;warning;critical;least. */
function performanceData({ verdict, mayBeOld, took }: CheckFacts): SafeText {
	const { organizations, failed, degraded, unknown, stale, stuck, running, oldest } = verdict;
	return joinSafe(
		[
			safe`organizations=${organizations};;;0`,
			safe`failed=${failed.length};;0;0`,
			safe`degraded=${degraded.length};0;;0`,
			safe`unknown=${unknown.length};0;;0`,
			safe`stale=${stale.length};0;;0`,
			safe`stuck=${stuck.length};0;;0`,
			safe`running=${running};;;0`,
			...(oldest === null ? [] : [safe`oldest_sync=${Math.round(oldest / 1000)}s;${mayBeOld / 1000};;`]),
			safe`time=${seconds(took)}s;;;0`,
		],
		safe` `,
	);
}

function word(level: Level | 'unknown'): SafeText {
	return toSafeText(level.toUpperCase());
}

/** The line that Nagios, Icinga and their like read: a verdict, why, and numbers behind a bar. */
export function formatCheck(facts: CheckFacts): SafeText {
	return safe`CCKM ${word(facts.verdict.level)}: ${sentence(facts)} | ${performanceData(facts)}\n`;
}

function organizationValue(row: OrganizationSummary): unknown {
	const { id, name, since, current } = row;
	return {
		id,
		name,
		error: troubleText(row) === '' ? null : troubleText(row),
		failingSince: row.standing === 'failing' ? isoTime(since?.at) : null,
		lastSync: isoTime(current?.at),
		job: current?.job.id ?? null,
	};
}

/** The same for programs; `origin` tells where it is from. */
export function formatCheckJson(facts: CheckFacts, exitCode: number, origin: object): SafeText {
	const { verdict } = facts;
	const value = {
		...origin,
		verdict: verdict.level,
		exitCode,
		text: sentence(facts),
		organizations: verdict.organizations,
		failed: verdict.failed.map(organizationValue),
		degraded: verdict.degraded.map(organizationValue),
		unknown: verdict.unknown.map(organizationValue),
		stale: verdict.stale.map(organizationValue),
		stuck: verdict.stuck.map(({ id }) => id),
		running: verdict.running,
		oldestSyncMs: verdict.oldest,
	};
	return safe`${toSafeJson(value)}\n`;
}

/** The line where nothing could be judged. */
export function formatUnjudged(failure: Failure): SafeText {
	const { message } = describeFailure(failure);
	return safe`CCKM ${word('unknown')}: ${withoutBars(message.replaceAll('\n', ' ') as SafeText)}\n`;
}
