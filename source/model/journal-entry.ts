import type { Fingerprint } from './fingerprint.ts';
import type { JobKind } from './job.ts';
import type { SafeText } from './safe-text.ts';
import type { LinkEvent, LookEvent } from './timeline.ts';

/** What is wrong with one organization: an acknowledgement counts for it, and for nothing else. */
export interface Trouble {
	readonly fingerprint: Fingerprint;
	readonly organization: SafeText;
}

/** Somebody has seen a trouble and does not want to be told again until it changes. */
export interface Acknowledgement extends Trouble {
	/** In milliseconds since 1970, by the server's clock, as all times here. */
	readonly at: number;
	readonly who: SafeText;
	readonly note: SafeText | null;
}

/** One thing that is kept of what was seen: a line of the journal. */
export type JournalEntry =
	/** A job of a kind that is new or has changed: its row as the server sent it. */
	| { readonly kind: 'job'; readonly at: number; readonly of: JobKind; readonly row: unknown }
	/** What an organization is called from now on. */
	| { readonly kind: 'named'; readonly at: number; readonly organization: SafeText; readonly name: SafeText }
	| LinkEvent
	| LookEvent
	/** The reader pressed a key. */
	| { readonly kind: 'key'; readonly at: number }
	| ({ readonly kind: 'acknowledged' } & Acknowledgement)
	/** An acknowledgement was taken back. */
	| ({ readonly kind: 'withdrawn'; readonly at: number } & Trouble)
	/** Something was announced, by this run of the program: whose line stands first has announced it. */
	| { readonly kind: 'announced'; readonly at: number; readonly key: SafeText; readonly by: SafeText }
	/** A trouble met between two moments, kept in place of the jobs that told of it. */
	| ({ readonly kind: 'trouble'; readonly at: number; readonly first: number } & Trouble);

/** What tells a trouble from all others. */
export function troubleKey({ fingerprint, organization }: Trouble): string {
	return `${organization} ${fingerprint}`;
}

/** Acknowledgements by {@link troubleKey}. */
export type Acknowledgements = ReadonlyMap<string, Acknowledgement>;

/** The acknowledgements in force after an entry; the same map where it says nothing of them. */
export function acknowledge(before: Acknowledgements, entry: JournalEntry): Acknowledgements {
	if (entry.kind !== 'acknowledged' && entry.kind !== 'withdrawn') return before;
	const after = new Map(before);
	if (entry.kind === 'acknowledged') after.set(troubleKey(entry), entry);
	else after.delete(troubleKey(entry));
	return after;
}
