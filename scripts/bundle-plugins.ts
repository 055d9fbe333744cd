import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** One change to a file of a package: wherever it says `find`, and it must, it says `replace`. */
export interface Edit {
	/** The file, as its path below node_modules. */
	readonly file: string;
	readonly find: string;
	readonly replace: string;
}

/**
 * Leaves out React's developer tools, which Ink loads where the environment says `DEV=true`. A define would not do:
 * Ink imports `process`, and defines replace only the global one.
 */
export function withoutDevtools(): Plugin {
	const find = "process.env['DEV'] === 'true'";
	return editing('without-devtools', [
		{ file: 'ink/build/reconciler.js', find, replace: 'false' },
		{ file: 'ink/build/ink.js', find, replace: 'false' },
	]);
}

/**
 * Compiles the WebAssembly of Yoga, Ink's layout, from its own bytes, at once. The package asks `fetch` for a data URL, and
 * that first use of `fetch` loads all of Node's own HTTP client: a fifth of the start-up. And it awaits that while it is
 * loaded, which a CommonJS script cannot.
 */
export function synchronousYoga(): Plugin {
	const file = 'yoga-layout/dist/binaries/yoga-wasm-base64-esm.js';
	return editing('synchronous-yoga', [
		{
			file,
			find: 'if(h.instantiateWasm)try{return h.instantiateWasm(d,\na)}',
			replace:
				"try{a(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(H.slice(H.indexOf(',')+1),'base64')),d));return h.asm}",
		},
		{ file, find: 'return loadYoga.ready', replace: 'return loadYoga' },
		{ file: 'yoga-layout/dist/src/index.js', find: 'await loadYoga()', replace: 'loadYoga()' },
	]);
}

/**
 * Has node-fetch take addresses apart by the standard's parser: it calls Node's old one, and outside node_modules newer
 * versions of Node warn of that on stderr: over the screen. And has it not look for the package `encoding`, of which no
 * answer here has need: it would be sought in each folder above the program, and run wherever somebody has put one.
 */
export function tameNodeFetch(): Plugin {
	const file = 'node-fetch/lib/index.js';
	const parse = 'address => Url.urlToHttpOptions(new Url.URL(address))';
	return editing(
		'tame-node-fetch',
		[
			{ file, find: 'const parse_url = Url.parse;', replace: `const parse_url = ${parse};` },
			{ file, find: "convert = require('encoding').convert;", replace: '' },
		],
		'',
		CROSS_FETCH,
	);
}

/**
 * Splits and measures plain text without `Intl.Segmenter` and without the table of all emoji, which take 20 ms to load;
 * both are still there for the text that needs them.
 */
export function quickText(): Plugin {
	const module = JSON.stringify(fileURLToPath(new URL('../source/model/quick-text.ts', import.meta.url)));
	const segmenter = (file: string, find: string): Edit => ({
		file,
		find,
		replace: find.replace(/new Intl\.Segmenter\(.*?\)/, 'quickSegmenter'),
	});
	return editing(
		'quick-text',
		[
			segmenter('string-width/index.js', 'const segmenter = new Intl.Segmenter();'),
			{
				file: 'string-width/index.js',
				find: '	let string = input;\n',
				replace:
					'	const columns = ambiguousIsNarrow && !countAnsiEscapeCodes ? plainColumns(input) : null;\n	if (columns !== null) return columns;\n	let string = input;\n',
			},
			{
				file: 'string-width/index.js',
				find: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
				replace:
					"let rgiEmoji; const rgiEmojiRegex = {test: text => (rgiEmoji ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text)};",
			},
			segmenter('wrap-ansi/index.js', 'const segmenter = new Intl.Segmenter();'),
			segmenter('cli-truncate/index.js', 'of new Intl.Segmenter().segment('),
			segmenter(
				'slice-ansi/tokenize-ansi.js',
				"const GRAPHEME_SEGMENTER = new Intl.Segmenter(undefined, {granularity: 'grapheme'});",
			),
			segmenter(
				'@alcalzone/ansi-tokenize/build/tokenize.js',
				'const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });',
			),
			segmenter(
				'ink/build/line-update.js',
				"const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });",
			),
			{
				file: 'ink/build/sanitize-ansi.js',
				find: 'const sanitizeAnsi = (text) => {\n',
				replace: 'const sanitizeAnsi = (text) => {\n	if (isPlainOrStyled(text)) return text;\n',
			},
		],
		`import { isPlainOrStyled, plainColumns, quickSegmenter } from ${module};\n`,
	);
}

/** Has Ink put its frames together row by row, and only those rows letter by letter that need it. */
export function quickOutput(): Plugin {
	const module = JSON.stringify(fileURLToPath(new URL('quick-output.ts', import.meta.url)));
	const edit = {
		file: 'ink/build/renderer.js',
		find: "import Output from './output.js';",
		replace: "import InkOutput from './output.js';\nconst Output = quicken(InkOutput);",
	};
	return editing('quick-output', [edit], `import { quicken } from ${module};\n`);
}

/** Applies `edit`, or says what an upgrade of the package has changed, so that none undoes it unnoticed. */
export function applyEdit(source: string, edit: Edit): string {
	if (!source.includes(edit.find)) {
		throw new Error(`${edit.file} no longer holds what scripts/bundle-plugins.ts edits: ${edit.find}`);
	}
	return source.replaceAll(edit.find, () => edit.replace);
}

/** The package that brings the edited files along: where it is bundled, every one of them must be met. */
const INK = 'ink/build/ink.js';
const CROSS_FETCH = 'cross-fetch/dist/node-ponyfill.js';

/** Applies `edits` to the files as they are bundled, and puts `prelude` before each; those that `owner` brings must be met. */
function editing(name: string, edits: readonly Edit[], prelude = '', owner = INK): Plugin {
	const files = [...new Set(edits.map(({ file }) => file))];
	const fileOf = (path: string) => files.find(file => path.endsWith(`/node_modules/${file}`));
	return {
		name,
		setup(build) {
			build.onLoad({ filter: /node_modules/ }, ({ path }) => {
				const file = fileOf(path.replaceAll('\\', '/'));
				if (file === undefined) return undefined;
				const contents = edits.filter(edit => edit.file === file).reduce(applyEdit, readFileSync(path, 'utf8'));
				return { contents: prelude + contents, loader: 'js' };
			});
			build.onEnd(({ metafile }) => {
				const inputs = Object.keys(metafile?.inputs ?? {});
				if (!inputs.some(input => input.endsWith(`node_modules/${owner}`))) return;
				const lost = files.filter(file => !inputs.some(input => input.endsWith(`node_modules/${file}`)));
				if (lost.length > 0) throw new Error(`${name}: no longer part of ${owner}: ${lost.join(', ')}`);
			});
		},
	};
}
