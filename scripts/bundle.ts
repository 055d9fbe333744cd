import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { quickOutput, quickText, synchronousYoga, tameNodeFetch, withoutDevtools } from './bundle-plugins.ts';
import { bundledPackages } from './bundled-packages.ts';
import { readCommit } from './commit.ts';
import { fewChunks } from './few-chunks.ts';
import { thirdPartyLicenses } from './licenses.ts';
import { billOfMaterials } from './sbom.ts';

/** What to bundle, and where to. */
export interface BundleOptions {
	/** The program's first source file. */
	readonly entry: string;
	/** Holds nothing but the bundle afterwards. */
	readonly folder: string;
	/** What makes Ink quicker; left out only to measure what that brings. */
	readonly quick?: boolean;
}

/** What CommonJS packages inside an ES module ask for. Every chunk has it: the packages may land in any. */
const REQUIRE =
	"import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);";

const LOCKFILE = 'package-lock.json';

/** What holds for every form that a program is bundled in. */
function common() {
	return {
		bundle: true,
		platform: 'node',
		jsx: 'automatic',
		minify: true,
		legalComments: 'none',
		define: { 'process.env.NODE_ENV': '"production"', BUILD_COMMIT: JSON.stringify(readCommit('.')) },
		// The package brings 290 KB of tables and, from Node 22 on, a deprecation warning on stderr: over the screen.
		alias: { 'whatwg-url': fileURLToPath(new URL('global-url.ts', import.meta.url)) },
		metafile: true,
		write: false,
		logLevel: 'warning',
	} as const satisfies BuildOptions;
}

function plugins(quick: boolean): Plugin[] {
	return [withoutDevtools(), tameNodeFetch(), ...(quick ? [synchronousYoga(), quickText(), quickOutput()] : [])];
}

/** A program as one script, and the licences of the packages inside. */
export interface Script {
	readonly code: string;
	readonly licenses: string;
}

/** Bundles a program with all that it imports into one CommonJS script: all that the single executable of Node 24 can hold. */
export async function bundleScript(entry: string): Promise<Script> {
	const options = common();
	const { outputFiles, metafile } = await build({
		...options,
		entryPoints: [entry],
		format: 'cjs',
		target: 'node24',
		define: { ...options.define, 'import.meta': '_importMeta' },
		banner: { js: "const _importMeta={url:require('node:url').pathToFileURL(process.execPath).href};" },
		plugins: plugins(true),
	});
	const code = outputFiles.map(({ text }) => text).join('');
	return { code, licenses: thirdPartyLicenses(bundledPackages(metafile, LOCKFILE)) };
}

/**
 * Bundles a program with all that it imports into `folder`: the entry under its own name, what it loads only when asked
 * as chunks beside it, the licences of the packages inside and their bill of materials. The same sources give the same
 * bytes. Ends with the size of all of it in bytes.
 */
export async function bundle({ entry, folder, quick = true }: BundleOptions): Promise<number> {
	const { outputFiles, metafile } = await build({
		...common(),
		entryPoints: [entry],
		outdir: folder,
		entryNames: '[name]',
		chunkNames: 'chunk-[hash]',
		splitting: true,
		format: 'esm',
		target: 'node20',
		banner: { js: REQUIRE },
		plugins: [fewChunks(entry), ...plugins(quick)],
	});
	const main = basename(entry).replace(/\.tsx?$/, '.js');
	const files = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
	files.set(main, `#!/usr/bin/env node\n${files.get(main)?.replace(/^#!.*\n/, '')}`);
	const packages = bundledPackages(metafile, LOCKFILE);
	files.set('third-party-licenses.txt', thirdPartyLicenses(packages));
	files.set('sbom.cdx.json', billOfMaterials(JSON.parse(readFileSync('package.json', 'utf8')), packages));
	replaceFolder(folder, files, main);
	return [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/**
 * Leaves exactly `files` in `folder`. Each is put in place whole, `main` after those that it imports, and what no longer
 * belongs goes last: whoever starts the program meanwhile gets all of the old one or all of the new one.
 */
function replaceFolder(folder: string, files: ReadonlyMap<string, string>, main: string): void {
	mkdirSync(folder, { recursive: true });
	for (const name of [...files.keys()].sort((a, b) => Number(a === main) - Number(b === main))) {
		const temporary = join(folder, `.${name}.${process.pid}`);
		writeFileSync(temporary, files.get(name) ?? '');
		// Whatever the builder lets others read of new files, all of the program is for everybody who has it.
		chmodSync(temporary, name === main ? 0o755 : 0o644);
		renameSync(temporary, join(folder, name));
	}
	for (const name of readdirSync(folder)) {
		// A dot names a file that another build is about to put in place.
		if (!files.has(name) && !name.startsWith('.')) rmSync(join(folder, name), { recursive: true });
	}
}
