import type { Stamp } from '../live/clock.ts';
import type { Snapshot } from '../live/poller.ts';
import type { Answer, Loading } from '../model/answer.ts';
import { type Failure, nameFailure } from '../model/failure.ts';
import {
	formatAge,
	formatCount,
	formatDateTime,
	formatElapsed,
	formatMinute,
	formatPlural,
	formatSecond,
	type Zone,
} from '../model/format.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import type { PastMoment } from './time-travel.ts';

/** How the monitor stands with the server. The header always holds exactly one. */
export type Link = 'CONNECTING' | 'LIVE' | 'STALE' | 'PAUSED' | 'LOGIN NEEDED' | 'FORBIDDEN' | 'TLS' | 'PAST';

/** What the header says of the data: how true it is, how old, and what happens next. */
export interface Status {
	readonly link: Link;
	readonly glyph: SafeText;
	readonly word: SafeText;
	/** What is said beside the word, most important first: where there is no room the last give way. */
	readonly notes: readonly SafeText[];
	readonly tone: 'good' | 'waiting' | 'alert';
	/** Whether the data is recent enough for ages to be counted on. */
	readonly fresh: boolean;
	/** Whether something is being waited for that deserves a spinner: the first page, or a sign-in. */
	readonly waiting: boolean;
	/** Milliseconds after which this text is no longer true by itself. */
	readonly changesIn: number;
}

/** Data may miss this many polls before it is called stale. */
const INTERVALS_UNTIL_STALE = 2;
/** How long an answer may take before the age that the header promises is doubled. */
const LATE = 1000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What {@link describeStatus} looks at. */
export interface StatusInput {
	readonly snapshot: Snapshot<Answer>;
	/** Milliseconds between polls. */
	readonly interval: number;
	readonly now: Stamp;
	readonly zone: Zone;
}

interface Description {
	readonly link: Link;
	readonly notes: readonly SafeText[];
	readonly ticking: boolean;
}

/** Milliseconds since the data came, null before the first. */
function ageOfData({ snapshot, now }: StatusInput): number | null {
	return snapshot.dataAt === null ? null : Math.max(0, now.monotonic - snapshot.dataAt.monotonic);
}

/** Whether data is not stale yet, by the time between polls in milliseconds. */
export function isRecent(dataAt: Stamp, now: Stamp, interval: number): boolean {
	return now.monotonic - dataAt.monotonic <= INTERVALS_UNTIL_STALE * interval;
}

function isStale({ snapshot: { dataAt }, now, interval }: StatusInput): boolean {
	return dataAt !== null && !isRecent(dataAt, now, interval);
}

/** How long the present attempt runs. */
function loadingFor({ snapshot: { activity }, now }: StatusInput): SafeText {
	return formatElapsed(activity.kind === 'loading' ? now.monotonic - activity.since.monotonic : 0);
}

/** What is tried next: `retry 31 in 28s`. */
function nextAttempt(input: StatusInput): SafeText[] {
	const { activity, failures } = input.snapshot;
	if (activity.kind === 'waiting' && failures > 0) {
		return [
			safe`retry ${failures} in ${formatElapsed(Math.max(0, activity.until - input.now.monotonic) + SECOND - 1)}`,
		];
	}
	return activity.kind === 'loading' ? [safe`asking for ${loadingFor(input)}`] : [];
}

function failureNotes(failure: Failure | null): SafeText[] {
	return failure === null ? [] : [nameFailure(failure)];
}

function asOf({ snapshot: { dataAt }, zone }: StatusInput): SafeText[] {
	return dataAt === null ? [] : [safe`as of ${formatSecond(dataAt.wall, zone)}`];
}

function since({ snapshot: { failingSince }, zone }: StatusInput): SafeText[] {
	return failingSince === null ? [] : [safe`since ${formatMinute(failingSince.wall, zone)}`];
}

const LOADING: Readonly<Record<Loading, SafeText>> = {
	nothing: safe``,
	more: safe`loading`,
	again: safe`reading again`,
};

/** What is missing from the data: `PARTIAL 200 of 1,431 jobs`, and how to get it. */
function partial(answer: Answer | null): SafeText[] {
	if (answer === null) return [];
	if (answer.complete) return sideTrouble(answer);
	const total = answer.total === null ? safe`unknown` : formatCount(answer.total);
	const doing = LOADING[answer.loading];
	return [
		safe`PARTIAL ${formatCount(answer.jobs.length)} of ${total} jobs${doing === '' ? safe`` : safe` · ${doing}`}`,
		...(answer.seesRunning ? [] : [safe`older running jobs not seen`]),
		answer.loading === 'more' ? safe`Esc stops` : safe`L loads all`,
		...sideTrouble(answer),
	];
}

/** That the jobs of the second kind are older than the rest of the data. */
function sideTrouble({ side }: Answer): SafeText[] {
	return side.kind === 'held' && side.failure !== null ? [safe`certificates ${nameFailure(side.failure)}`] : [];
}

function describe(input: StatusInput): Description {
	const { snapshot, interval } = input;
	const { failure, pause } = snapshot;
	if (pause !== null) {
		const paused = formatAge(input.now.monotonic - pause.since.monotonic);
		const held = safe`+${pause.held} changes held`;
		return {
			link: 'PAUSED',
			notes: [paused, held, ...failureNotes(failure), safe`Z resumes`, ...(failure === null ? [] : nextAttempt(input))],
			ticking: failure !== null,
		};
	}
	const data = asOf(input).map(text => safe`data ${text}`);
	const next = nextAttempt(input);
	const ticking = next.length > 0;
	// A mistake of configuration that shows while it runs is a token that can no longer be had.
	if (failure?.kind === 'unauthorized' || failure?.kind === 'usage') {
		return {
			link: 'LOGIN NEEDED',
			notes: [
				...since(input),
				failure.kind === 'usage' ? failure.message : safe`(401)`,
				safe`r tries again`,
				...next,
				...data,
			],
			ticking,
		};
	}
	if (failure?.kind === 'tls') {
		return { link: 'TLS', notes: [failure.reason, safe`not retrying until r`, ...next, ...data], ticking };
	}
	if (failure?.kind === 'forbidden') {
		const notes = [safe`no read right on sync jobs (403)`, safe`I why`, ...next, ...data];
		return { link: 'FORBIDDEN', notes, ticking };
	}
	const trouble = [...failureNotes(failure), ...next];
	const age = ageOfData(input);
	if (age === null) {
		const words = failure === null ? [safe`first poll running ${loadingFor(input)}…`] : trouble;
		return { link: 'CONNECTING', notes: words, ticking: true };
	}
	const missing = partial(snapshot.data);
	if (isStale(input)) {
		const notes = [formatElapsed(age), ...failureNotes(failure), ...asOf(input), ...next, ...missing];
		return { link: 'STALE', notes, ticking: true };
	}
	if (failure !== null) {
		return { link: 'LIVE', notes: [safe`${formatElapsed(age)} old`, ...trouble, ...missing], ticking: true };
	}
	const oldest = age > interval + LATE ? INTERVALS_UNTIL_STALE * interval : interval;
	return { link: 'LIVE', notes: [safe`≤${formatElapsed(oldest)}`, ...missing], ticking: false };
}

const GLYPH_OF_LINK: Readonly<Record<Link, SafeText>> = {
	CONNECTING: safe`○`,
	LIVE: safe`●`,
	STALE: safe`▲`,
	PAUSED: safe`‖`,
	'LOGIN NEEDED': safe`▲`,
	FORBIDDEN: safe`▲`,
	TLS: safe`▲`,
	PAST: safe`◄`,
};

const TONE_OF_LINK: Readonly<Record<Link, Status['tone']>> = {
	CONNECTING: 'waiting',
	LIVE: 'good',
	STALE: 'alert',
	PAUSED: 'waiting',
	'LOGIN NEEDED': 'alert',
	FORBIDDEN: 'alert',
	TLS: 'alert',
	PAST: 'alert',
};

/** Says that the screen is one of the past: of when, and how to leave. */
export function describePast({ at, now, index, count, isReplay }: PastMoment, zone: Zone): Status {
	const isToday = formatDateTime(at, zone).slice(0, 10) === formatDateTime(now, zone).slice(0, 10);
	const moment = isToday ? formatSecond(at, zone) : formatDateTime(at, zone);
	const ways = isReplay ? [safe`J earlier`, safe`K later`] : [safe`K later`, safe`N now`, safe`q leave`];
	return {
		link: 'PAST',
		glyph: GLYPH_OF_LINK.PAST,
		word: safe`PAST`,
		notes: [moment, safe`(${formatCount(index)} of ${formatPlural(count, safe`change`)})`, ...ways],
		tone: TONE_OF_LINK.PAST,
		fresh: true,
		waiting: false,
		changesIn: MINUTE,
	};
}

/** Says how true the data on the screen is. While all is well the text changes with the minute and no sooner. */
export function describeStatus(input: StatusInput): Status {
	const { snapshot, interval, now } = input;
	const { link, notes, ticking } = describe(input);
	const age = ageOfData(input);
	const untilMinute = MINUTE - (now.wall % MINUTE);
	const untilLate = age === null || age > interval + LATE ? MINUTE : interval + LATE - age + 1;
	const untilStale = age === null || isStale(input) ? MINUTE : INTERVALS_UNTIL_STALE * interval - age + 1;
	return {
		link,
		glyph: GLYPH_OF_LINK[link],
		word: safe`${toSafeText(link)}${link === 'TLS' || link === 'FORBIDDEN' ? safe`:` : safe``}`,
		notes,
		tone: TONE_OF_LINK[link],
		fresh: age !== null && !isStale(input),
		waiting: link === 'CONNECTING' && snapshot.activity.kind === 'loading',
		changesIn: Math.max(1, Math.min(untilMinute, untilLate, untilStale, ticking ? SECOND : MINUTE)),
	};
}
