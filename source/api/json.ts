import { FailureError } from '../model/failure.ts';
import { type SafeText, safe } from '../model/safe-text.ts';

/** How deep a body may nest; code that walks a value recursively would not survive much more than V8's parser does. */
const DEEPEST = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep the brackets of a JSON text nest, counted without recursion and given up beyond the limit. */
function measureDepth(text: string): number {
	let depth = 0;
	let deepest = 0;
	let inString = false;
	for (let index = 0; index < text.length && deepest <= DEEPEST; index += 1) {
		const unit = text.charCodeAt(index);
		if (unit === BACKSLASH) index += 1;
		else if (unit === QUOTE) inString = !inString;
		else if (inString) continue;
		else if (unit === 0x5b || unit === 0x7b) deepest = Math.max(deepest, ++depth);
		else if (unit === 0x5d || unit === 0x7d) depth -= 1;
	}
	return deepest;
}

/** A failure of kind `shape`: what is wrong, and where. */
export function shapeError(problem: SafeText, path: SafeText): FailureError {
	return new FailureError({ kind: 'shape', path, problem });
}

/** Reads a body as JSON; bytes that are no UTF-8 become U+FFFD. Throws a `shape` failure that quotes nothing of the body. */
export function parseJson(bytes: ArrayBuffer): unknown {
	const text = new TextDecoder().decode(bytes);
	if (measureDepth(text) > DEEPEST) throw shapeError(safe`nested deeper than ${DEEPEST} levels`, safe`the body`);
	try {
		return JSON.parse(text);
	} catch {
		throw shapeError(text.trim() === '' ? safe`nothing` : safe`broken JSON`, safe`the body`);
	}
}
