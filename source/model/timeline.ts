import type { Organizations } from './answer.ts';
import { formatElapsed, formatPlural } from './format.ts';
import type { Job } from './job.ts';
import { joinSafe, type SafeText, safe, toSafeText } from './safe-text.ts';
import type { StoryEvent, Turn } from './story.ts';
import { countOutcome, nameOf } from './summary.ts';

/** What this side saw of the way to the server; `at` in milliseconds since 1970 by the server's clock. */
export type LinkEvent =
	| { readonly kind: 'lost'; readonly at: number; readonly reason: SafeText }
	| {
			readonly kind: 'restored';
			readonly at: number;
			readonly reason: SafeText;
			/** How long it was gone, in milliseconds, and how many polls failed meanwhile. */
			readonly outage: number;
			readonly failures: number;
	  };

/** A job was found to run far longer than its like, without any change. */
export interface StuckEvent {
	readonly kind: 'stuck';
	readonly at: number;
	readonly job: Job;
}

/** Where the reader was when last seen: what stands above it happened since. */
export interface LookEvent {
	readonly kind: 'looked';
	readonly at: number;
}

/** One line of the timeline. */
export type TimelineEvent = StoryEvent | StuckEvent | LinkEvent | LookEvent;

/** One line of the timeline and what tells it from all others. */
export interface TimelineEntry {
	readonly id: SafeText;
	readonly event: TimelineEvent;
}

/** Who a turn is about is named up to so many. */
const MOST_NAMES = 4;

const KINDS: Readonly<Record<TimelineEvent['kind'], SafeText>> = {
	started: safe`started`,
	ended: safe`ended`,
	failed: safe`failed`,
	changed: safe`changed`,
	recovered: safe`recovered`,
	lost: safe`lost`,
	restored: safe`restored`,
	stuck: safe`stuck`,
	looked: safe`looked`,
};

function idOf(event: TimelineEvent): SafeText {
	const kind = KINDS[event.kind];
	if (!('job' in event)) return safe`${kind} ${event.at}`;
	const [first] = 'organizations' in event ? event.organizations : [];
	return first === undefined ? safe`${kind} ${event.job.id}` : safe`${kind} ${event.job.id} ${first}`;
}

const known = new WeakMap<readonly StoryEvent[], readonly TimelineEntry[]>();

/** The entries of a story; worked out once for each, because there may be tens of thousands. */
function entriesOf(story: readonly StoryEvent[]): readonly TimelineEntry[] {
	const before = known.get(story);
	if (before !== undefined) return before;
	const entries = story.map(event => ({ id: idOf(event), event }));
	known.set(story, entries);
	return entries;
}

/** What happened to jobs and what was seen of the link, newest first; of one moment, what was seen comes first. */
export function timelineOf(
	story: readonly StoryEvent[],
	seen: readonly (LinkEvent | LookEvent)[],
): readonly TimelineEntry[] {
	const told = entriesOf(story);
	const between = seen.toReversed().sort((one, other) => other.at - one.at);
	const entries: TimelineEntry[] = [];
	let next = 0;
	for (const event of between) {
		for (let entry = told[next]; entry !== undefined && entry.event.at > event.at; entry = told[next]) {
			entries.push(entry);
			next += 1;
		}
		entries.push({ id: idOf(event), event });
	}
	return entries.length === 0 ? told : entries.concat(told.slice(next));
}

/** What words about jobs need to know beside the jobs. */
export interface NamingContext {
	readonly organizations: Organizations;
	/** How many characters of their ids tell the jobs apart. */
	readonly idLength: number;
}

/** One line of the timeline in words. */
export function tellEvent(event: TimelineEvent, context: NamingContext): SafeText {
	switch (event.kind) {
		case 'started':
			return safe`${jobName(event.job, context)} started, ${formatPlural(event.job.results.length, safe`organization`)}`;
		case 'ended':
			return safe`${jobName(event.job, context)} ended ${event.job.status}: ${resultOf(event.job)}`;
		case 'stuck': {
			const { createdAt } = event.job;
			const since = createdAt === null ? safe`` : safe`: it runs for ${formatElapsed(event.at - createdAt.at)}`;
			return safe`${jobName(event.job, context)} is stuck${since}`;
		}
		case 'failed':
			return safe`${who(event, context)} ✗ ${event.to ?? safe``}`;
		case 'changed':
			return safe`${who(event, context)} ✗ ${event.from ?? safe``} → ✗ ${event.to ?? safe``}`;
		case 'recovered':
			return safe`${who(event, context)} recovered from ${event.from ?? safe``}`;
		case 'lost':
			return safe`link lost: ${event.reason}`;
		case 'restored':
			return safe`link restored after ${formatElapsed(event.outage)} (${formatPlural(event.failures, safe`poll`)} failed: ${event.reason})`;
		case 'looked':
			return safe`-------- you last looked here --------`;
	}
}

function jobName(job: Job, { idLength }: NamingContext): SafeText {
	const what = job.kind === 'keys' ? safe`job` : safe`certificates job`;
	return safe`${what} ${toSafeText(job.id.slice(0, idLength))}`;
}

function resultOf(job: Job): SafeText {
	const errors = countOutcome(job, 'error');
	const health = toSafeText(job.health.toUpperCase());
	return errors === 0 ? health : safe`${health}, ${errors} of ${job.results.length} failed`;
}

function who({ organizations: ids, job }: Turn, { organizations }: NamingContext): SafeText {
	const named = nameAll(ids, organizations);
	return job.kind === 'keys' ? named : safe`${named}, certificates:`;
}

function nameAll(ids: readonly SafeText[], organizations: Organizations): SafeText {
	const names = ids.map(id => nameOf(id, organizations));
	if (names.length === 1) return names[0] ?? safe``;
	const named = joinSafe(names.slice(0, MOST_NAMES), safe`, `);
	const others = names.length > MOST_NAMES ? safe`, +${names.length - MOST_NAMES}` : safe``;
	return safe`${names.length} orgs (${named}${others})`;
}

/** How much happened, in words: who finished, failed and recovered. */
export function tellChanges(events: readonly TimelineEvent[]): SafeText {
	const ended = events.filter(({ kind }) => kind === 'ended').length;
	const count = (kind: Turn['kind']) =>
		events.reduce((sum, event) => sum + (event.kind === kind ? event.organizations.length : 0), 0);
	const parts = [
		safe`${ended} finished`,
		safe`${formatPlural(count('failed'), safe`new failing org`)}`,
		...(count('changed') === 0 ? [] : [safe`${count('changed')} with another error`]),
		safe`${count('recovered')} recovered`,
	];
	return joinSafe(parts, safe`  `);
}

/** What happened while nobody looked, in one line; null where nothing did. */
export function tellSince(events: readonly TimelineEntry[], since: number, now: number): SafeText | null {
	const missed = events.map(({ event }) => event).filter(({ at }) => at > since);
	if (missed.every(({ kind }) => kind === 'started' || kind === 'looked')) return null;
	const outage = missed.reduce((sum, event) => sum + (event.kind === 'restored' ? event.outage : 0), 0);
	const down = outage === 0 ? safe`` : safe`  link down ${formatElapsed(outage)}`;
	return safe`since you last looked (${formatElapsed(now - since)}): ${tellChanges(missed)}${down}`;
}
