import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fenced, writeParts } from './documents.ts';
import { generatedParts } from './generated-parts.ts';
import { MAN_PAGE, manPage } from './man-page.ts';

/**
 * Rewrites what the documents take from the program: its tables, and with `pictures`, which takes a minute, also what the
 * built monitor draws.
 */
writeParts(generatedParts());
mkdirSync(dirname(MAN_PAGE), { recursive: true });
writeFileSync(MAN_PAGE, manPage());
if (process.argv.includes('pictures')) {
	const { drawAll, FOLDER, takeFilm, takeStills } = await import('./pictures/take.ts');
	const stills = await takeStills();
	writeParts(Object.fromEntries(stills.map(({ still, text }) => [`frame ${still.name}`, fenced(text)])));
	mkdirSync(FOLDER, { recursive: true });
	for (const [path, svg] of drawAll(stills, await takeFilm())) writeFileSync(path, svg);
}
