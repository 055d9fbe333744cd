import { bundle } from './bundle.ts';

/** Builds the program, or another entry into another folder: `tsx scripts/build.ts [entry] [folder]`. */
const [entry = 'source/cli.ts', folder = 'dist'] = process.argv.slice(2);
const bytes = await bundle({ entry, folder });
console.log(`${folder}: ${Math.round(bytes / 1024)} KB`);
