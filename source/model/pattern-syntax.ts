/** A pattern that cannot be read; `at` is the place in it, counted from zero. */
export class PatternError extends Error {
	override readonly name = 'PatternError';
	readonly at: number;
	constructor(at: number, message: string) {
		super(message);
		this.at = at;
	}
}

/** What a pattern is made of: letters, edges that stand between letters, and what they are put together to. */
export type PatternNode =
	| { readonly kind: 'letter'; readonly matches: (letter: string) => boolean }
	| { readonly kind: 'edge'; readonly holds: (before: string | undefined, after: string | undefined) => boolean }
	| { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
	| { readonly kind: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number };

const isWord = (letter: string | undefined) => letter !== undefined && /\w/.test(letter);
const SHORTHANDS: Readonly<Record<string, (letter: string) => boolean>> = {
	d: letter => /\d/.test(letter),
	w: letter => isWord(letter),
	s: letter => /\s/.test(letter),
	D: letter => !/\d/.test(letter),
	W: letter => !isWord(letter),
	S: letter => !/\s/.test(letter),
};

/**
 * Reads the usual notation: letters, `.`, `[a-z]`, `\d \w \s \b`, `^ $`, `( | )`, `* + ?` and `{m,n}`; letters in lower case
 * stand for both. Throws a {@link PatternError}.
 */
export function parsePattern(source: string): PatternNode {
	const letters = Array.from(source);
	let at = 0;

	function choice(): PatternNode {
		const parts = [sequence()];
		while (letters[at] === '|') {
			at += 1;
			parts.push(sequence());
		}
		return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
	}

	function sequence(): PatternNode {
		const parts: PatternNode[] = [];
		while (at < letters.length && letters[at] !== '|' && letters[at] !== ')') parts.push(repeated(single()));
		return { kind: 'sequence', parts };
	}

	function repeated(part: PatternNode): PatternNode {
		const rest = letters.slice(at, at + 12).join('');
		const [sign = '', least, comma, most] = /^(?:[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})/.exec(rest) ?? [];
		if (sign === '') return part;
		at += sign.length;
		if (letters[at] === '?') at += 1; // where nothing is captured, reluctance makes no difference
		if (sign === '*') return repeated({ kind: 'repeat', part, least: 0, most: Number.POSITIVE_INFINITY });
		if (sign === '+') return repeated({ kind: 'repeat', part, least: 1, most: Number.POSITIVE_INFINITY });
		if (sign === '?') return repeated({ kind: 'repeat', part, least: 0, most: 1 });
		const from = Number(least);
		const to = most !== undefined ? Number(most) : comma === undefined ? from : Number.POSITIVE_INFINITY;
		if (to < from) throw new PatternError(at - sign.length, `${sign} ends before it begins`);
		return repeated({ kind: 'repeat', part, least: from, most: to });
	}

	function single(): PatternNode {
		const begin = at;
		const letter = letters[at] ?? '';
		at += 1;
		if (letter === '(') return group(begin);
		if (letter === '[') return { kind: 'letter', matches: characterClass(begin) };
		if (letter === '.') return { kind: 'letter', matches: () => true };
		if (letter === '^') return { kind: 'edge', holds: before => before === undefined };
		if (letter === '$') return { kind: 'edge', holds: (_, after) => after === undefined };
		if (letter === '*' || letter === '+' || letter === '?') {
			throw new PatternError(begin, `nothing stands before ${letter}`);
		}
		return letter === '\\' ? escaped(begin) : same(letter);
	}

	function group(begin: number): PatternNode {
		if (letters[at] === '?') {
			if (letters[at + 1] !== ':') throw new PatternError(at, 'groups that look around are not known here');
			at += 2;
		}
		const inside = choice();
		if (letters[at] !== ')') throw new PatternError(begin, 'this bracket is never closed');
		at += 1;
		return inside;
	}

	function escaped(begin: number): PatternNode {
		const letter = letters[at];
		if (letter === undefined) throw new PatternError(begin, 'nothing stands behind the backslash');
		at += 1;
		if (letter === 'b') return { kind: 'edge', holds: (before, after) => isWord(before) !== isWord(after) };
		if (letter === 'B') return { kind: 'edge', holds: (before, after) => isWord(before) === isWord(after) };
		const matches = SHORTHANDS[letter];
		if (matches !== undefined) return { kind: 'letter', matches };
		if (/[a-zA-Z\d]/.test(letter)) throw new PatternError(begin, `\\${letter} is not known here`);
		return same(letter);
	}

	function characterClass(begin: number): (letter: string) => boolean {
		const negated = letters[at] === '^';
		if (negated) at += 1;
		const tests: ((letter: string) => boolean)[] = [];
		for (let first = true; letters[at] !== ']' || first; first = false) {
			if (at >= letters.length) throw new PatternError(begin, 'this bracket is never closed');
			tests.push(classMember());
		}
		at += 1;
		return letter => tests.some(test => test(letter)) !== negated;
	}

	function classMember(): (letter: string) => boolean {
		let from = letters[at] ?? '';
		at += 1;
		if (from === '\\') {
			from = letters[at] ?? '';
			at += 1;
			const matches = SHORTHANDS[from];
			if (matches !== undefined) return matches;
		}
		const to = letters[at + 1];
		if (letters[at] !== '-' || to === undefined || to === ']') return letter => letter === from.toLowerCase();
		if (to < from) throw new PatternError(at - 1, `${from}-${to} ends before it begins`);
		at += 2;
		const isBetween = (letter: string) => from <= letter && letter <= to;
		return letter => isBetween(letter) || isBetween(letter.toUpperCase());
	}

	const node = choice();
	if (at < letters.length) throw new PatternError(at, 'this bracket was never opened');
	return node;
}

function same(letter: string): PatternNode {
	const wanted = letter.toLowerCase();
	return { kind: 'letter', matches: met => met === wanted };
}
