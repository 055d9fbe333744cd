import { readFileSync, writeFileSync } from 'node:fs';
import { generatedParts } from './generated-parts.ts';

/** Rewrites what the readme takes from the program's own tables. */
const parts = generatedParts();
const readme = readFileSync('readme.md', 'utf8');
writeFileSync(
	'readme.md',
	Object.entries(parts).reduce(
		(text, [name, part]) =>
			text.replace(
				new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
				(_, start: string, end: string) => `${start}${part}\n${end}`,
			),
		readme,
	),
);
