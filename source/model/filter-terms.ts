/** The words that may stand before a colon, and those before `<` or `>`; behind any other word a sign is a letter. */
export const FILTER_WORDS = {
	subjects: ['job', 'kind', 'org', 'err', 'status', 'health', 'new'],
	measures: ['age', 'dur'],
} as const;

/** A word that says what a term looks at. */
export type Subject = (typeof FILTER_WORDS.subjects)[number];
/** A word that says what a term measures. */
export type MeasureName = (typeof FILTER_WORDS.measures)[number];

interface Written {
	readonly isNegated: boolean;
	/** What is looked for, without its quotes or slashes; empty where it was not written yet. */
	readonly value: string;
	/** Where the value begins, in UTF-16 units from zero. */
	readonly valueAt: number;
}

/** One term of a filter line, as it was written. */
export type Term =
	| (Written & { readonly kind: 'words' | 'pattern'; readonly subject: Subject | null })
	| (Written & { readonly kind: 'measure'; readonly subject: MeasureName; readonly sign: '<' | '>' });

/** `!`, a word and its sign, then a pattern, quoted words or a word; at least one of these. */
const TERM = new RegExp(
	[
		'(?=\\S)(!?)',
		`(?:(${FILTER_WORDS.subjects.join('|')}):|(${FILTER_WORDS.measures.join('|')})([<>]))?`,
		'(?:/((?:\\\\.|[^/\\\\])*)(?:/(?=\\s|$)|$)|"([^"]*)"?|(\\S*))',
	].join(''),
	'gi',
);

function isOneOf<Word extends string>(words: readonly Word[], word: string | undefined): word is Word {
	return words.some(known => known === word);
}

/** The terms of a filter line from left to right; every text is made of terms. */
export function readTerms(text: string): Term[] {
	return Array.from(text.matchAll(TERM), (match): Term => {
		const [, not = '', word, measured, sign, pattern, quoted, plain = ''] = match;
		const value = pattern ?? quoted ?? plain;
		const opening = pattern === undefined && quoted === undefined ? 0 : 1;
		const named = (word ?? measured ?? '').length + (word === undefined && measured === undefined ? 0 : 1);
		const written = { isNegated: not === '!', value, valueAt: match.index + not.length + named + opening };
		const measure = measured?.toLowerCase();
		if (isOneOf(FILTER_WORDS.measures, measure)) {
			return { ...written, kind: 'measure', subject: measure, sign: sign === '<' ? '<' : '>' };
		}
		const subject = word?.toLowerCase();
		return {
			...written,
			kind: pattern === undefined ? 'words' : 'pattern',
			subject: isOneOf(FILTER_WORDS.subjects, subject) ? subject : null,
		};
	});
}
