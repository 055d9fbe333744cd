/**
 * The words of a command line, as a shell would split them and without anything else that a shell does: quotes of both
 * kinds and backslashes keep blanks within a word. Null where a quote is never closed, or a backslash stands at the end.
 */
export function splitWords(line: string): readonly string[] | null {
	const words: string[] = [];
	let rest = line.trimStart();
	while (rest !== '') {
		// Within double quotes a backslash keeps only what would otherwise end or escape.
		const word = /^(?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/.exec(rest)?.[0];
		if (word === undefined) return null;
		words.push(word.replace(/\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"/g, unquote));
		const after = rest.slice(word.length);
		if (after !== '' && !/^\s/.test(after)) return null;
		rest = after.trimStart();
	}
	return words;
}

function unquote(_: string, escaped?: string, single?: string, double?: string): string {
	return escaped ?? single ?? (double ?? '').replace(/\\(["\\$`])/g, '$1');
}
