import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { JOB_KINDS } from '../model/job.ts';
import type { JournalEntry } from '../model/journal-entry.ts';
import { type SafeText, toSafeJson, toSafeText } from '../model/safe-text.ts';

/** The version of the format; lines of another are left alone. */
const VERSION = 1;
/** A longer line is no line of ours: no row of a job is so long. In bytes. */
export const LONGEST_LINE = 1024 * 1024;

/** One line of a journal as it was read. */
export interface JournalLine {
	readonly entry: JournalEntry;
	/** What tells its content, but for its time, from any other. */
	readonly digest: string;
}

const at = v.pipe(v.number(), v.finite());
const text = v.pipe(
	v.string(),
	v.transform((value): SafeText => toSafeText(value)),
);
const trouble = { fingerprint: text, organization: text };

/** An entry without its time, which stands beside it. */
const bodySchema = v.variant('kind', [
	v.object({ kind: v.literal('job'), of: v.optional(v.picklist(JOB_KINDS), 'keys'), row: v.unknown() }),
	v.object({ kind: v.literal('named'), organization: text, name: text }),
	v.object({ kind: v.literal('lost'), reason: text }),
	v.object({ kind: v.literal('restored'), reason: text, outage: at, failures: at }),
	v.object({ kind: v.literal('looked') }),
	v.object({ kind: v.literal('key') }),
	v.object({ kind: v.literal('acknowledged'), ...trouble, who: text, note: v.nullable(text) }),
	v.object({ kind: v.literal('withdrawn'), ...trouble }),
	v.object({ kind: v.literal('announced'), key: text, by: text }),
	v.object({ kind: v.literal('trouble'), ...trouble, first: at }),
]);

function hash(value: string): string {
	return createHash('sha256').update(value).digest('hex');
}

/** The checksum of a line: of its content by way of the digest, and of its time. */
function checksumOf(digest: string, time: string): string {
	return hash(`${VERSION} ${time} ${digest}`).slice(0, 16);
}

/** Puts an entry into a line that ends with its line feed. Escaped so that it can be looked at in a terminal. */
export function writeLine(entry: JournalEntry): { readonly line: string; readonly digest: string } {
	const { at: moment, ...content } = entry;
	const time = Math.max(0, Math.round(moment));
	const body = toSafeJson(content);
	const digest = hash(body);
	const sum = checksumOf(digest, String(time));
	return { line: `{"v":${VERSION},"at":${time},"sum":"${sum}","entry":${body}}\n`, digest };
}

const LINE = /^\{"v":(\d+),"at":(\d+),"sum":"([\da-f]{16})","entry":(.*)\}$/;

/** Reads a line without its line feed; null where it is torn, was changed, or is none of ours. */
export function readLine(line: string): JournalLine | null {
	const [, version, time = '', sum, body = ''] = LINE.exec(line) ?? [];
	if (version !== String(VERSION)) return null;
	const digest = hash(body);
	if (checksumOf(digest, time) !== sum) return null;
	const { success, output } = v.safeParse(bodySchema, parse(body));
	if (!success) return null;
	// What is a kind of error was one when it was written, and is safe to be drawn again by now.
	return { entry: { ...output, at: Number(time) } as JournalEntry, digest };
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
