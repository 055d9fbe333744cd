/** The function with a memory of its last result: called again with the very same arguments, it gives that. */
export function rememberLast<Given extends readonly unknown[], Made>(
	make: (...given: Given) => Made,
): (...given: Given) => Made {
	let last: { readonly given: Given; readonly made: Made } | null = null;
	return (...given) => {
		const known = last;
		if (known !== null && given.every((value, index) => Object.is(value, known.given[index]))) return known.made;
		const made = make(...given);
		last = { given, made };
		return made;
	};
}

/** The object of before where every field of the new one is the very same, so that who uses it can tell by identity. */
export function shareFields<Fields extends object>(before: Fields | null, fields: Fields): Fields {
	if (before === null) return fields;
	const known = new Map<string, unknown>(Object.entries(before));
	return Object.entries(fields).every(([name, value]) => Object.is(value, known.get(name))) ? before : fields;
}
