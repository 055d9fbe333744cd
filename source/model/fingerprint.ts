import type { SafeText } from './safe-text.ts';

/** An error text without what differs from case to case: equal for errors of one kind, and readable as it is. */
export type Fingerprint = SafeText;

/** What is put in the place of something that differs from case to case. */
interface Blank {
	readonly pattern: RegExp;
	readonly name: string;
}

/**
 * What differs from case to case, in the order in which it is taken out: the long and particular before the short and
 * general. Codes, words of the system and HTTP statuses are what tells kinds apart, and stay.
 */
const BLANKS: readonly Blank[] = [
	{ name: '<id>', pattern: /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi },
	{ name: '<url>', pattern: /\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>)\]}]+/gi },
	{ name: '<user>', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
	{
		name: '<time>',
		pattern: /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| ?UTC| ?GMT|[+-]\d\d:?\d\d)?)?/g,
	},
	{ name: '<time>', pattern: /\b\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?\b/g },
	{ name: '<host>', pattern: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g },
	{ name: '<host>', pattern: /\[?(?<![\w:])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}|:)(?![\w:])(?:\]:\d{1,5})?/gi },
	{ name: '<host>', pattern: /\b(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.){2,}[a-z]{2,}(?::\d{1,5})?\b/gi },
	{ name: '<host>', pattern: /\b[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d-]+)+:\d{2,5}\b(?!:)/gi },
	// Ids of Salesforce: fifteen or eighteen letters and digits that begin with a record's kind.
	{ name: '<id>', pattern: /\b(?=\w*\d)[\da-zA-Z]{3}[\da-zA-Z]{12}(?:[A-Z\d]{3})?\b/g },
	{ name: '<id>', pattern: /\b(?:0x[\da-f]+|(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,})\b/gi },
];

/** A number that is a code, not a measure: it tells kinds apart. */
const CODE_BEFORE = /\b(?:status|code|http(?:\/\d(?:\.\d)?)?|errno|error|rc|sqlstate)["']?\s*[:=#]?\s*["'(]?$/i;
const HTTP_STATUS_AFTER = /^[45]\d\d(?=$|[)\],:]|\s+[A-Z])/;
const NUMBER = /(?<![\w<])-?\d+(?:[.,]\d+)*(?=\b|(?:ms|s|sec|min|h|d|[kKMG]?B)\b)/g;
const VERSION = /\bv\d+(?:\.\d+)+\b/g;
const QUOTED = /(["'`‘“])([^"'`’”]*)(["'`’”])/g;

/** Words in quotes are part of the message; a name that somebody gave has what words do not have. */
function isName(quoted: string): boolean {
	if (/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(quoted) || /^[a-z]+(?:_[a-z]+)*$/.test(quoted)) return false;
	return quoted !== '' && !/\s/.test(quoted) && /[\d\-./@]|__|[a-z][A-Z]|^[A-Z]/.test(quoted) && !quoted.includes('<');
}

function withoutNumbers(text: string): string {
	return text.replace(NUMBER, (number, at: number) => {
		const isCode = CODE_BEFORE.test(text.slice(Math.max(0, at - 24), at)) && /^\d{1,5}$/.test(number);
		return isCode || HTTP_STATUS_AFTER.test(text.slice(at)) ? number : '<n>';
	});
}

const known = new Map<SafeText, Fingerprint>();
/** So many texts are remembered: a server repeats itself, and taking a text apart costs. */
const MOST_KNOWN = 5000;
/** What follows in a text says no more about its kind. */
const LONGEST = 2000;

function makeFingerprint(text: SafeText): Fingerprint {
	const head = text.slice(0, LONGEST).toWellFormed().replaceAll('␤', ' ');
	const blanked = BLANKS.reduce((rest, { pattern, name }) => rest.replace(pattern, name), head);
	const named = blanked.replace(QUOTED, (whole, open: string, inside: string, close: string) =>
		isName(inside) ? `${open}<name>${close}` : whole,
	);
	const plain = withoutNumbers(named.replace(VERSION, '<version>'));
	// Only replaced by our own words and shortened: what was safe remains so.
	return plain.replace(/\s+/g, ' ').trim() as Fingerprint;
}

/**
 * The kind of an error: its text with ids, hosts, times, names and numbers taken out. Where it errs it keeps apart what is
 * of one kind; to merge two kinds would hide one of them.
 */
export function fingerprintOf(text: SafeText): Fingerprint {
	const before = known.get(text);
	if (before !== undefined) return before;
	const fingerprint = makeFingerprint(text);
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(text, fingerprint);
	return fingerprint;
}
