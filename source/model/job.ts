import * as v from 'valibot';
import { type Health, judgeHealth } from './health.ts';
import { judgeText, type Verdict } from './outcome.ts';
import { type SafeText, safe, toSafeText } from './safe-text.ts';
import { type Moment, millisecondsBetween, parseMoment } from './time.ts';

/** The longest id, status or name that is shown, in UTF-16 units: those of a server are a tenth of that. */
export const NAME_LIMIT = 256;

/** How one organization fared in one job; `id` is its 18-character Salesforce id. */
export interface OrganizationResult extends Verdict {
	readonly id: SafeText;
	/** What the server says of it, null where it says nothing. */
	readonly text: SafeText | null;
}

/** What jobs synchronize, each kind in a list of its own on the server: tenant secrets, or certificates. */
export const JOB_KINDS = ['keys', 'certificates'] as const;

/** One of {@link JOB_KINDS}. */
export type JobKind = (typeof JOB_KINDS)[number];

/** One synchronization job: what the server said, safe to draw, and what we make of it. */
export interface Job {
	readonly kind: JobKind;
	/** Tells it from every other job held, of whatever kind. */
	readonly id: SafeText;
	readonly cloud: SafeText | null;
	/** `overall_status` as the server has it, be it one that we know or not. */
	readonly status: SafeText;
	readonly health: Health;
	/** Whether somebody asked to cancel it. */
	readonly abort: boolean;
	readonly createdAt: Moment | null;
	readonly updatedAt: Moment | null;
	readonly completedAt: Moment | null;
	/** From start to end in milliseconds, null while it runs or where the server gave no times. */
	readonly duration: number | null;
	readonly results: readonly OrganizationResult[];
	/** Why the row could not be read as a job, null for a whole one. A broken row is shown, never dropped. */
	readonly broken: SafeText | null;
	/** The row as it came, with all that we do not know; it leaves the program only through `toSafeJson`. */
	readonly source: unknown;
}

const text = v.pipe(
	v.union([v.string(), v.number(), v.boolean()]),
	v.transform(value => String(value)),
);

function isRecord(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a row must and may hold. Only an id is asked for; every other field that is missing or of another type counts as
 * not given, and fields that we do not know are left alone.
 */
const rowSchema = v.object({
	id: v.pipe(text, v.nonEmpty()),
	cloud: v.fallback(v.nullish(text, null), null),
	overall_status: v.fallback(v.nullish(text, ''), ''),
	abort: v.fallback(v.nullish(v.boolean(), null), null),
	createdAt: v.optional(v.unknown()),
	updatedAt: v.optional(v.unknown()),
	completed_at: v.optional(v.unknown()),
	kms: v.fallback(v.nullish(v.array(v.unknown()), []), []),
	detailed_status: v.fallback(v.custom<Readonly<Record<string, unknown>>>(isRecord), {}),
});

/** The text kept for an organization; whatever is no text is shown as the JSON that it is. */
function readText(value: unknown): string | null {
	if (value === null || value === undefined) return null;
	return typeof value === 'string' ? value : JSON.stringify(value);
}

type Row = v.InferOutput<typeof rowSchema>;

/** The organizations of a row and what is said of each: those listed first, then those only reported. */
function readTexts({ kms, detailed_status: reported }: Row): { readonly id: string; readonly text: string | null }[] {
	const listed = kms.filter(id => typeof id === 'string' && id !== '') as string[];
	return [...new Set([...listed, ...Object.keys(reported)])].map(id => ({
		id,
		text: Object.hasOwn(reported, id) ? readText(reported[id]) : null,
	}));
}

function readResults(row: Row, ended: boolean): OrganizationResult[] {
	return readTexts(row).map(({ id, text: said }) => {
		const { outcome, rule } = judgeText(said, ended);
		return { id: toSafeText(id, NAME_LIMIT), text: said === null ? null : toSafeText(said), outcome, rule };
	});
}

/** What the server said of a job to the letter. Not fit to be drawn: it leaves the program only through `toSafeJson`. */
export interface Verbatim {
	readonly id: string;
	readonly cloud: string | null;
	readonly status: string | null;
	readonly abort: boolean | null;
	readonly createdAt: unknown;
	readonly updatedAt: unknown;
	readonly completedAt: unknown;
	/** In the order of the job's results. */
	readonly organizations: readonly { readonly id: string; readonly text: string | null }[];
}

/** Reads a job's row once more, to the letter; null for a broken one. */
export function readVerbatim({ source }: Job): Verbatim | null {
	const parsed = v.safeParse(rowSchema, source);
	if (!parsed.success) return null;
	const row = parsed.output;
	return {
		id: row.id,
		cloud: row.cloud,
		status: row.overall_status === '' ? null : row.overall_status,
		abort: row.abort,
		createdAt: row.createdAt ?? null,
		updatedAt: row.updatedAt ?? null,
		completedAt: row.completed_at ?? null,
		organizations: readTexts(row),
	};
}

/** Whether a status means that nothing more will happen; a status of next year is not known to. */
export function isEnded(status: string): boolean {
	return status === 'completed' || status === 'failed';
}

function brokenJob(source: unknown, kind: JobKind, reason: SafeText): Job {
	return {
		kind,
		id: safe`(unreadable) ${toSafeText(JSON.stringify(source) ?? '', 40)}`,
		cloud: null,
		status: safe``,
		health: 'unknown',
		abort: false,
		createdAt: null,
		updatedAt: null,
		completedAt: null,
		duration: null,
		results: [],
		broken: reason,
		source,
	};
}

/** Reads one row of the server's list of a kind. Never throws: what is no job comes back as a broken one that says why. */
export function parseJob(source: unknown, kind: JobKind = 'keys'): Job {
	const parsed = v.safeParse(rowSchema, source);
	if (!parsed.success) return brokenJob(source, kind, safe`the row has no id`);
	const row = parsed.output;
	const createdAt = parseMoment(row.createdAt);
	const completedAt = parseMoment(row.completed_at);
	const status = row.overall_status;
	const abort = row.abort ?? false;
	const results = readResults(row, isEnded(status) || completedAt !== null);
	return {
		kind,
		id: toSafeText(row.id, NAME_LIMIT),
		cloud: row.cloud === null ? null : toSafeText(row.cloud, NAME_LIMIT),
		status: toSafeText(status, NAME_LIMIT),
		health: judgeHealth(status, abort, results),
		abort,
		createdAt,
		updatedAt: parseMoment(row.updatedAt),
		completedAt,
		duration: createdAt !== null && completedAt !== null ? millisecondsBetween(createdAt, completedAt) : null,
		results,
		broken: null,
		source,
	};
}
