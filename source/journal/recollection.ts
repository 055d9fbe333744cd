import { fingerprintOf } from '../model/fingerprint.ts';
import { type Job, parseJob } from '../model/job.ts';
import { type Acknowledgements, acknowledge, type JournalEntry, troubleKey } from '../model/journal-entry.ts';
import type { MetTrouble } from '../model/memory.ts';
import type { SafeText } from '../model/safe-text.ts';
import { rowKey } from '../model/share.ts';
import { causeOf } from '../model/summary.ts';
import type { LinkEvent, LookEvent } from '../model/timeline.ts';
import type { JournalLine } from './line.ts';

/** All that is held in memory of a journal: of each job no more than what tells whether its next row is news. */
export interface Recollection {
	/** Takes a line, be it for the first time or again; whether it was news. */
	take(line: JournalLine): boolean;
	/** Whether a line tells what no line before it has told. */
	isNews(line: JournalLine): boolean;
	troubles(): readonly MetTrouble[];
	acknowledgements(): Acknowledgements;
	/** What organizations are called, by their ids. */
	names(): ReadonlyMap<SafeText, SafeText>;
	/** Newest last. */
	seen(): readonly (LinkEvent | LookEvent)[];
	lastKey(): number | null;
	/** The run that has announced something, null where none has. */
	announcer(key: SafeText): SafeText | null;
	/** What is to stand in every journal, however old the lines that told it. */
	essentials(): readonly JournalEntry[];
}

const MOST_JOBS = 50_000;
const MOST_TROUBLES = 5000;
const MOST_NAMES = 5000;
const MOST_SEEN = 200;
const MOST_ANNOUNCED = 5000;
/** Two that watch the same server lose it at nearly the same time, in milliseconds. */
const SAME_EVENT = 60_000;

/** Puts a value at the end of a map and lets go of the first ones where there are too many. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): void {
	map.delete(key);
	map.set(key, value);
	for (const oldest of map.keys()) {
		if (map.size <= most) break;
		map.delete(oldest);
	}
}

/** A job as a line tells of it. */
type JobEntry = Pick<Extract<JournalEntry, { kind: 'job' }>, 'of' | 'row'>;

function jobKey({ of, row }: JobEntry): string {
	return `${of} ${rowKey(row)}`;
}

/** What tells whether a row is newer than the one known. */
interface KnownRow {
	readonly digest: string;
	/** Null where the server does not say when it changed. */
	readonly updatedAt: number | null;
}

function troublesOf(job: Job, at: number): MetTrouble[] {
	const met = job.createdAt?.at ?? at;
	return job.results
		.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'running' && !(outcome === 'none' && job.abort))
		.map(result => ({ fingerprint: fingerprintOf(causeOf(result)), organization: result.id, first: met, last: met }));
}

/** Begins with nothing. */
export function createRecollection(): Recollection {
	const jobs = new Map<string, KnownRow>();
	const troubles = new Map<string, MetTrouble>();
	const announced = new Map<SafeText, { readonly at: number; readonly by: SafeText }>();
	const names = new Map<SafeText, { readonly at: number; readonly name: SafeText }>();
	let seen: readonly (LinkEvent | LookEvent)[] = [];
	let acknowledgements: Acknowledgements = new Map();
	let lastKey: number | null = null;

	function meet(trouble: MetTrouble): void {
		const key = troubleKey(trouble);
		const before = troubles.get(key) ?? trouble;
		const first = Math.min(before.first, trouble.first);
		keep(troubles, key, { ...trouble, first, last: Math.max(before.last, trouble.last) }, MOST_TROUBLES);
	}

	function isNewRow({ of, row }: JobEntry, digest: string): boolean {
		const known = jobs.get(jobKey({ of, row }));
		if (known === undefined) return true;
		if (known.digest === digest) return false;
		const updatedAt = parseJob(row, of).updatedAt?.at ?? null;
		// A node that lags behind, or another process whose poll was earlier, must not take time back.
		return updatedAt === null || known.updatedAt === null || updatedAt >= known.updatedAt;
	}

	function isNews({ entry, digest }: JournalLine): boolean {
		switch (entry.kind) {
			case 'job':
				return isNewRow(entry, digest);
			case 'named':
				return names.get(entry.organization)?.name !== entry.name;
			case 'lost':
			case 'restored':
				return !seen.some(({ kind, at }) => kind === entry.kind && Math.abs(at - entry.at) < SAME_EVENT);
			case 'looked':
				return !seen.some(({ kind, at }) => kind === entry.kind && at === entry.at);
			case 'key':
				return lastKey === null || entry.at > lastKey;
			case 'acknowledged': {
				const known = acknowledgements.get(troubleKey(entry));
				return known === undefined || known.at !== entry.at || known.note !== entry.note || known.who !== entry.who;
			}
			case 'withdrawn':
				return acknowledgements.has(troubleKey(entry));
			case 'announced':
				return !announced.has(entry.key);
			case 'trouble': {
				const known = troubles.get(troubleKey(entry));
				return known === undefined || known.first > entry.first || known.last < entry.at;
			}
		}
	}

	function apply({ entry, digest }: JournalLine): void {
		switch (entry.kind) {
			case 'job': {
				const job = parseJob(entry.row, entry.of);
				keep(jobs, jobKey(entry), { digest, updatedAt: job.updatedAt?.at ?? null }, MOST_JOBS);
				for (const trouble of troublesOf(job, entry.at)) meet(trouble);
				break;
			}
			case 'named':
				keep(names, entry.organization, entry, MOST_NAMES);
				break;
			case 'lost':
			case 'restored':
			case 'looked':
				seen = [...seen, entry].slice(-MOST_SEEN);
				break;
			case 'key':
				lastKey = entry.at;
				break;
			case 'acknowledged':
			case 'withdrawn':
				acknowledgements = acknowledge(acknowledgements, entry);
				break;
			case 'announced':
				keep(announced, entry.key, entry, MOST_ANNOUNCED);
				break;
			case 'trouble':
				meet({ ...entry, last: entry.at });
				break;
		}
	}

	return {
		take(line) {
			const news = isNews(line);
			if (news) apply(line);
			return news;
		},
		isNews,
		troubles: () => [...troubles.values()],
		acknowledgements: () => acknowledgements,
		names: () => new Map([...names].map(([organization, { name }]) => [organization, name])),
		seen: () => seen,
		lastKey: () => lastKey,
		announcer: key => announced.get(key)?.by ?? null,
		essentials: () => [
			...[...troubles.values()].map(
				({ last, ...trouble }): JournalEntry => ({ kind: 'trouble', ...trouble, at: last }),
			),
			...[...names].map(([organization, { at, name }]): JournalEntry => ({ kind: 'named', at, organization, name })),
			...[...acknowledgements.values()].map((entry): JournalEntry => ({ ...entry, kind: 'acknowledged' })),
			...[...announced].map(([key, { at, by }]): JournalEntry => ({ kind: 'announced', at, key, by })),
			...seen,
			...(lastKey === null ? [] : [{ kind: 'key' as const, at: lastKey }]),
		],
	};
}
