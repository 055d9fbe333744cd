import { mkdirSync, writeFileSync } from 'node:fs';
import { fenced, writeParts } from './documents.ts';
import { generatedParts } from './generated-parts.ts';

/**
 * Rewrites what the documents take from the program: its tables, and with `pictures`, which takes a minute, also what the
 * built monitor draws.
 */
writeParts(generatedParts());
if (process.argv.includes('pictures')) {
	const { drawAll, FOLDER, takeFilm, takeStills } = await import('./pictures/take.ts');
	const stills = await takeStills();
	writeParts(Object.fromEntries(stills.map(({ still, text }) => [`frame ${still.name}`, fenced(text)])));
	mkdirSync(FOLDER, { recursive: true });
	for (const [path, svg] of drawAll(stills, await takeFilm())) writeFileSync(path, svg);
}
