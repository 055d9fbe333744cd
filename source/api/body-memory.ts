/** Reads a body, or throws where it is none that can be read. */
export type ReadBody = (bytes: ArrayBuffer) => unknown;

/** How many bodies are kept: a poll asks for two, and now and then for a third or a fourth. */
const MOST_KEPT = 4;

/** The longest that is kept, in bytes: ten times a page of a hundred jobs. */
const LONGEST_KEPT = 1024 * 1024;

/**
 * A reader that gives the very same value for a body that comes again to the byte: most polls bring what the last one
 * brought, and so cost neither reading nor comparing. Whoever is given such a value must leave it as it is.
 */
export function rememberBodies(read: ReadBody): ReadBody {
	let kept: readonly { readonly bytes: Buffer; readonly value: unknown }[] = [];
	return body => {
		const bytes = Buffer.from(body);
		const known = kept.find(other => other.bytes.equals(bytes));
		if (known !== undefined) return known.value;
		const value = read(body);
		if (bytes.length <= LONGEST_KEPT) kept = [{ bytes, value }, ...kept].slice(0, MOST_KEPT);
		return value;
	};
}
