import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Every page that people read. */
export function documentPaths(): string[] {
	const pages = readdirSync('docs').filter(name => name.endsWith('.md'));
	return ['readme.md', ...pages.sort().map(name => `docs/${name}`)];
}

/** All of a part that is generated, between the markers that name it. */
const between = (name: string) => new RegExp(`(<!-- ${name} -->\n)([\\s\\S]*?)(<!-- /${name} -->)`);

/** What stands in the documents for a part, once for each of its places. */
export function readPart(name: string): string[] {
	return documentPaths().flatMap(path => between(name).exec(readFileSync(path, 'utf8'))?.[2]?.replace(/\n$/, '') ?? []);
}

/** Puts parts into the documents that have markers for them. */
export function writeParts(parts: Readonly<Record<string, string>>): void {
	for (const path of documentPaths()) {
		const before = readFileSync(path, 'utf8');
		const after = Object.entries(parts).reduce(
			(text, [name, part]) =>
				text.replace(between(name), (_, start: string, _old: string, end: string) => `${start}${part}\n${end}`),
			before,
		);
		if (after !== before) writeFileSync(path, after);
	}
}

/** A terminal's text as Markdown has it. */
export function fenced(text: string): string {
	return `\`\`\`\n${text}\n\`\`\``;
}
