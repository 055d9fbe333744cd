import type { Organizations } from './answer.ts';
import { percentile } from './durations.ts';
import {
	historiesOf,
	isFailure,
	type Novelty,
	newestFirst,
	noveltyOf,
	type OrganizationHistory,
	type Sync,
} from './history.ts';
import { JOB_KINDS, type Job, type JobKind } from './job.ts';
import { type ErrorMemory, NO_ERRORS } from './memory.ts';
import type { Outcome } from './outcome.ts';
import type { SafeText } from './safe-text.ts';
import { isDeleted, nameOf } from './summary.ts';

/** How an organization does, by its newest sync that is decided; `waiting` has none yet. */
export type Standing = 'failing' | 'unknown' | 'waiting' | 'ok';

/** Every standing, worst first. */
export const STANDINGS: readonly Standing[] = ['failing', 'unknown', 'waiting', 'ok'];

/** One place in the strip of the last outcomes: an outcome, or jobs without this organization. */
export type StripCell = Outcome | 'absent';

/**
 * One organization over all jobs held of one kind: the answer to "who is broken, since when, with what, and is it new?"
 * Where jobs of several kinds name it, the kind that is worst off speaks for it, and `others` says how the rest do: a
 * strip, a streak or a gap made of several kinds would be none of theirs.
 */
export interface OrganizationSummary {
	readonly id: SafeText;
	readonly name: SafeText;
	readonly kind: JobKind;
	/** The same organization by its jobs of other kinds, worst first. */
	readonly others: readonly OrganizationSummary[];
	readonly standing: Standing;
	/** The last outcomes, oldest first, at most {@link STRIP_LENGTH}. */
	readonly strip: readonly StripCell[];
	/** The newest sync that is decided. */
	readonly current: Sync | null;
	/** The decided sync before it. */
	readonly previous: Sync | null;
	/** How its trouble compares with the sync before; null where there is none. */
	readonly novelty: Novelty | null;
	/** How many syncs in a row have failed up to now. */
	readonly streak: number;
	/** The first of that row. */
	readonly since: Sync | null;
	/** Whether a good sync stands before that row: otherwise it may have begun before what is held. */
	readonly sinceIsCertain: boolean;
	readonly lastOk: Sync | null;
	/** Of the syncs in the last 24 hours, how many failed. */
	readonly recent: { readonly failures: number; readonly syncs: number };
	/** The job that synchronizes it now. */
	readonly running: Job | null;
	/** Where the last sync is older than three times the usual gap: that gap in milliseconds. */
	readonly overdue: number | null;
}

/** How many outcomes a strip shows. */
export const STRIP_LENGTH = 16;

const DAY = 24 * 3_600_000;
const GAPS_NEEDED = 4;
/** Organizations synchronized by hand within minutes of each other have no schedule that could have stopped. */
const SHORTEST_GAP = 60_000;

/** The standings of all organizations that the jobs name, worst first; `now` is the server's time in milliseconds. */
export function summarizeOrganizations(
	jobs: readonly Job[],
	organizations: Organizations,
	now: number,
	errors: ErrorMemory = NO_ERRORS,
): readonly OrganizationSummary[] {
	const all = historiesOf(jobs);
	const byOrganization = new Map<SafeText, OrganizationSummary[]>();
	for (const kind of JOB_KINDS) {
		const histories = all.filter(history => history.kind === kind);
		if (histories.length === 0) continue;
		const strips = stripsOf(
			jobs.filter(job => job.kind === kind),
			histories.length,
		);
		for (const history of histories) {
			const summary = summarizeHistory(history, strips.get(history.id) ?? [], organizations, now, errors);
			const known = byOrganization.get(history.id);
			if (known === undefined) byOrganization.set(history.id, [summary]);
			else known.push(summary);
		}
	}
	return [...byOrganization.values()].flatMap(speakForAll).sort(worstFirst);
}

/** The summary of the kind that is worst off; one that nothing is known of yet only where no other is. */
function speakForAll(kinds: readonly OrganizationSummary[]): readonly OrganizationSummary[] {
	const [worst, ...others] = [...kinds].sort(
		(one, other) => Number(one.current === null) - Number(other.current === null) || worseFirst(one, other),
	);
	return worst === undefined ? [] : [{ ...worst, others }];
}

function summarizeHistory(
	{ id, kind, syncs, running }: OrganizationHistory,
	strip: readonly StripCell[],
	organizations: Organizations,
	now: number,
	errors: ErrorMemory,
): OrganizationSummary {
	const streak = countStreak(syncs);
	const [current = null, previous = null] = syncs;
	const ended = running.length === 0;
	return {
		id,
		name: nameOf(id, organizations),
		kind,
		others: [],
		standing: standingOf(current),
		strip,
		current,
		previous,
		novelty: current !== null && isFailure(current) ? noveltyOf(current, previous ?? undefined, errors) : null,
		streak,
		since: syncs[streak - 1] ?? null,
		sinceIsCertain: streak < syncs.length,
		lastOk: syncs.find(({ result }) => result.outcome === 'ok') ?? null,
		recent: countRecent(syncs, now),
		running: running[0]?.job ?? null,
		overdue: ended && !isDeleted(id, organizations) ? findOverdue(syncs, now) : null,
	};
}

function standingOf(current: Sync | null): Standing {
	if (current === null) return 'waiting';
	if (isFailure(current)) return 'failing';
	return current.result.outcome === 'ok' ? 'ok' : 'unknown';
}

function countStreak(syncs: readonly Sync[]): number {
	const end = syncs.findIndex(sync => !isFailure(sync));
	return end < 0 ? syncs.length : end;
}

function countRecent(syncs: readonly Sync[], now: number): { readonly failures: number; readonly syncs: number } {
	const recent = syncs.filter(({ at }) => at > now - DAY);
	return { failures: recent.filter(isFailure).length, syncs: recent.length };
}

function findOverdue(syncs: readonly Sync[], now: number): number | null {
	const gaps = syncs
		.slice(1)
		.map(({ at }, index) => (syncs[index]?.at ?? at) - at)
		.sort((one, other) => one - other);
	const usual = gaps.length < GAPS_NEEDED ? null : percentile(gaps, 0.5);
	if (usual === null || usual < SHORTEST_GAP) return null;
	return now - (syncs[0]?.at ?? now) > 3 * usual ? usual : null;
}

/** What failed last and longest comes first, then what nobody knows, then the rest by name. */
function worstFirst(one: OrganizationSummary, other: OrganizationSummary): number {
	return (
		worseFirst(one, other) ||
		(one.standing === 'failing' ? (other.since?.at ?? 0) - (one.since?.at ?? 0) : 0) ||
		one.name.localeCompare(other.name, 'en') ||
		(one.id < other.id ? -1 : 1)
	);
}

function worseFirst(one: OrganizationSummary, other: OrganizationSummary): number {
	return (
		STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) ||
		Number(other.overdue !== null) - Number(one.overdue !== null)
	);
}

/** The strips of so many organizations, in one walk from the newest job back. */
function stripsOf(jobs: readonly Job[], count: number): ReadonlyMap<SafeText, readonly StripCell[]> {
	const strips = new Map<SafeText, { cells: StripCell[]; seen: number }>();
	let open = count;
	for (const [walked, [job]] of newestFirst(jobs).entries()) {
		if (open === 0) break;
		for (const { id, outcome } of job.results) {
			const strip = strips.get(id) ?? { cells: [], seen: 0 };
			strips.set(id, strip);
			if (strip.cells.length >= STRIP_LENGTH) continue;
			// However many jobs went by without it, one mark says so.
			if (strip.seen < walked) strip.cells.push('absent');
			if (strip.cells.length < STRIP_LENGTH) strip.cells.push(outcome);
			if (strip.cells.length >= STRIP_LENGTH) open -= 1;
			strip.seen = walked + 1;
		}
	}
	return new Map([...strips].map(([id, { cells }]) => [id, cells.reverse()]));
}
