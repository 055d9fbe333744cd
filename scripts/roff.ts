/** What a name or a heading is set in. */
export type Font = 'B' | 'I';

/** Letters that roff reads as orders, sets as finer ones that no shell knows, or cannot set where there is ASCII only. */
const SPELLED: Readonly<Record<string, string>> = {
	'\\': '\\e',
	'-': '\\-',
	"'": '\\(aq',
	'`': '\\(ga',
	'^': '\\(ha',
	'~': '\\(ti',
	'…': '...',
};

/** Text as roff reads it: to the letter, what is not ASCII by its number. */
export function plain(text: string): string {
	return text
		.replace(/[\\'`^~…-]/g, letter => SPELLED[letter] ?? letter)
		.replace(/^\./gm, '\\&.')
		.replace(
			/[^\n -~]/gu,
			letter => `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
		);
}

/** Text in another font. */
export function set(font: Font, text: string): string {
	return `\\f${font}${plain(text)}\\fR`;
}

/** An order with its words: `.SH EXIT STATUS`. */
export function order(name: string, ...words: readonly string[]): string {
	return [`.${name}`, ...words.map(word => `"${word.replaceAll('"', '\\(dq')}"`)].join(' ');
}

/** A term, and behind or below it what it means, both as roff. */
export function entry(term: string, meaning: string): string {
	return `.TP\n${term}\n${meaning}`;
}

/** Lines as they stand, such as of a shell. */
export function literal(lines: readonly string[]): string {
	return ['.PP', '.nf', '.RS', ...lines.map(plain), '.RE', '.fi'].join('\n');
}
