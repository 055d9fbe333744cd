import { FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';

/** How deep a body may nest; code that walks a value recursively would not survive much more than V8's parser does. */
const DEEPEST = 64;

/** How many values a body may hold: an empty list takes two bytes to send and twenty times that to keep. */
const MOST_VALUES = 500_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONG_INTEGER = /^-?\d{16,}$/;

/** What can be told of a JSON text before it is read. */
interface Outline {
	/** How deep its brackets nest; counting ends where that or `values` is too much. */
	readonly depth: number;
	/** How many values it holds, to within one. */
	readonly values: number;
	/** Where the integers begin and end that a number of JavaScript would change. */
	readonly integers: readonly { readonly start: number; readonly end: number }[];
}

function isOpening(unit: number): boolean {
	return unit === 0x5b || unit === 0x7b;
}

function isClosing(unit: number): boolean {
	return unit === 0x5d || unit === 0x7d;
}

function startsNumber(unit: number): boolean {
	return unit === MINUS || (unit >= 0x30 && unit <= 0x39);
}

/** Where the quote stands that ends the string whose letters begin at `start`; the end of the text where none does. */
function endOfString(text: string, start: number): number {
	for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1)) {
		let before = quote - 1;
		while (text.charCodeAt(before) === BACKSLASH) before -= 1;
		const isEscaped = (quote - before) % 2 === 0;
		if (!isEscaped) return quote;
	}
	return text.length;
}

/** Goes through a text once, without recursion. */
function outline(text: string): Outline {
	const integers: { start: number; end: number }[] = [];
	let [level, depth, values] = [0, 0, 0];
	for (let index = 0; index < text.length && depth <= DEEPEST && values <= MOST_VALUES; index += 1) {
		const unit = text.charCodeAt(index);
		if (unit === QUOTE) index = endOfString(text, index + 1);
		else if (unit === COMMA) values += 1;
		else if (isOpening(unit)) {
			values += 1;
			depth = Math.max(depth, ++level);
		} else if (isClosing(unit)) level -= 1;
		else if (startsNumber(unit)) {
			NUMBER.lastIndex = index;
			const [digits = ''] = NUMBER.exec(text) ?? [];
			const end = index + digits.length;
			if (LONG_INTEGER.test(digits) && String(Number(digits)) !== digits) integers.push({ start: index, end });
			index = Math.max(index, end - 1);
		}
	}
	return { depth, values, integers };
}

/** The text with its long integers as strings: an id must not turn into the one beside it. */
function quoteIntegers(text: string, integers: Outline['integers']): string {
	const parts = integers.flatMap(({ start, end }, index) => [
		text.slice(integers[index - 1]?.end ?? 0, start),
		`"${text.slice(start, end)}"`,
	]);
	return [...parts, text.slice(integers.at(-1)?.end ?? 0)].join('');
}

/** A failure of kind `shape`: what is wrong, and where. */
export function shapeError(problem: SafeText, path: SafeText): FailureError {
	return new FailureError({ kind: 'shape', path, problem });
}

/**
 * Reads a body as JSON; bytes that are no UTF-8 become U+FFFD, and integers that a number cannot hold strings. Throws a `shape` failure
 * that quotes nothing of the body.
 */
export function parseJson(bytes: ArrayBuffer): unknown {
	const text = new TextDecoder().decode(bytes);
	const { depth, values, integers } = outline(text);
	if (depth > DEEPEST) throw shapeError(safe`nested deeper than ${DEEPEST} levels`, safe`the body`);
	if (values > MOST_VALUES) throw shapeError(safe`more than ${MOST_VALUES} values`, safe`the body`);
	try {
		return JSON.parse(quoteIntegers(text, integers));
	} catch {
		throw shapeError(text.trim() === '' ? safe`nothing` : safe`broken JSON`, safe`the body`);
	}
}
