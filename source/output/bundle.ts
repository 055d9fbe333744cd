import { fingerprintOf } from '../model/fingerprint.ts';
import { isEnded, type Job, type OrganizationResult, parseJob } from '../model/job.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import { type SafeText, safe, toSafeJson, toSafeText } from '../model/safe-text.ts';
import { rowKey } from '../model/share.ts';
import { causeOf } from '../model/summary.ts';
import type { Moment } from '../model/time.ts';

/** The program and what it runs on. */
export interface BundleOrigin {
	readonly version: string;
	readonly node: string;
	readonly platform: string;
}

/** A journal, read. */
export interface BundleSource {
	/** In the order in which they were written. */
	readonly entries: readonly JournalEntry[];
	/** How many lines could not be read. */
	readonly skipped: number;
	/** How many bytes its files have together. */
	readonly bytes: number;
}

/** A report, and in a sentence what is in it. */
export interface Bundle {
	readonly json: SafeText;
	readonly summary: SafeText;
}

const MOST_CHANGES = 2000;
const MOST_LINK_EVENTS = 100;
/** Of a status that nobody knows its kind is told: it is what a report may be about. */
const KNOWN_STATUS = /^(?:in_progress|completed|failed)?$/;

/** What the reader of a report is told it holds. */
const CONTAINS = [
	'the version of the program, Node and the platform',
	'how large the journal is, how many lines of each kind it has, and how many could not be read',
	'the newest changes of jobs: times, status, health, and for each organization its outcome and the rule that decided',
	'errors by their kinds alone: ids, addresses, hosts, users, names, times and numbers taken out',
	'the last losses of the link',
	'no names, no ids, no addresses, no notes: organizations and jobs are numbered as they come up',
];

/** Numbers what comes up: the same number for the same, and nothing to be learned from it. */
function createPseudonyms(word: string): { of(name: string): string; count(): number } {
	const numbers = new Map<string, number>();
	return {
		of(name) {
			const number = numbers.get(name) ?? numbers.size + 1;
			numbers.set(name, number);
			return `${word}-${number}`;
		},
		count: () => numbers.size,
	};
}

/** Takes the names of organizations out of texts: a message may hold one without quotes. */
function withoutNames(entries: readonly JournalEntry[]): (text: SafeText) => SafeText {
	const names = new Set(entries.flatMap(entry => (entry.kind === 'named' && entry.name !== '' ? [entry.name] : [])));
	if (names.size === 0) return text => text;
	const longestFirst = [...names].sort((one, other) => other.length - one.length);
	const words = longestFirst.map(name => name.replace(/[\\/^$.*+?()[\]{}|]/g, '\\$&')).join('|');
	const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu');
	// What was safe remains so when parts of it become a word of ours.
	return text => text.replace(pattern, '<name>') as SafeText;
}

function countKinds(entries: readonly JournalEntry[]): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { kind } of entries) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}

function writeTime(moment: Moment | null): string | null {
	return moment === null ? null : new Date(moment.at).toISOString();
}

function writeLinkEvent(entry: JournalEntry): unknown {
	if (entry.kind !== 'lost' && entry.kind !== 'restored') return [];
	const { at, reason, ...others } = entry;
	return { ...others, at: new Date(at).toISOString(), reason: fingerprintOf(reason) };
}

/** Makes a report of a journal that can be given away. */
export function formatBundle({ entries, skipped, bytes }: BundleSource, origin: BundleOrigin): Bundle {
	const jobs = createPseudonyms('job');
	const organizations = createPseudonyms('organization');
	const errors = new Set<string>();
	const hideNames = withoutNames(entries);

	const writeResult = (result: OrganizationResult) => {
		const error =
			result.outcome === 'ok' || result.outcome === 'running' ? null : fingerprintOf(hideNames(causeOf(result)));
		if (error !== null) errors.add(error);
		return { organization: organizations.of(result.id), outcome: result.outcome, rule: result.rule, error };
	};
	const writeJob = (job: Job) => ({
		job: jobs.of(`${job.kind} ${rowKey(job.source)}`),
		kind: job.kind,
		status: KNOWN_STATUS.test(job.status) ? job.status : fingerprintOf(job.status),
		health: job.health,
		ended: isEnded(job.status),
		abort: job.abort,
		createdAt: writeTime(job.createdAt),
		updatedAt: writeTime(job.updatedAt),
		completedAt: writeTime(job.completedAt),
		broken: job.broken !== null,
		organizations: job.results.map(writeResult),
	});

	const rows = entries.filter(entry => entry.kind === 'job');
	const changes = rows.slice(-MOST_CHANGES).map(({ at, of, row }) => ({
		seenAt: new Date(at).toISOString(),
		...writeJob(parseJob(row, of)),
	}));
	const times = entries.map(({ at }) => at);
	const report = {
		contains: CONTAINS,
		tool: { name: 'cckm-top', ...origin },
		journal: {
			bytes,
			skipped,
			lines: countKinds(entries),
			from: writeExtreme(times, Math.min),
			to: writeExtreme(times, Math.max),
		},
		counts: { jobs: jobs.count(), organizations: organizations.count(), errors: errors.size },
		link: entries.flatMap(writeLinkEvent).slice(-MOST_LINK_EVENTS),
		changes,
	};
	const counted = safe`${changes.length} changes of ${jobs.count()} jobs with ${organizations.count()} organizations, ${errors.size} kinds of errors`;
	return {
		json: safe`${toSafeJson(report, 2)}\n`,
		summary: safe`The report holds ${counted}; ${toSafeText(CONTAINS.at(-1) ?? '')}.`,
	};
}

function writeExtreme(times: readonly number[], choose: (one: number, other: number) => number): string | null {
	return times.length === 0 ? null : new Date(times.reduce((one, other) => choose(one, other))).toISOString();
}
