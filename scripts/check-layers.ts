import { posix } from 'node:path';
import { transformSync } from 'esbuild';
import { EVERY_POWER, LAYERS, type Layer, LONGEST_FILE, ONLY_IN, POWERS, type Power } from './layers.ts';

/** A source file: its path below `source/`, and its text. */
export interface SourceFile {
	readonly path: string;
	readonly text: string;
}

/** One import of a file, or one of its `export … from`. */
export interface Import {
	readonly specifier: string;
	/** The names it takes; `*` where it takes all or more than can be read. */
	readonly names: readonly string[];
	readonly kind: 'static' | 'type' | 'dynamic';
}

/** What in these files breaks the table above, a sentence each. */
export function violations(files: readonly SourceFile[]): string[] {
	return files.flatMap(file => {
		const folder = folderOf(file.path);
		const layer = LAYERS[file.path] ?? LAYERS[folder];
		if (layer === undefined) return [`${file.path} belongs to no layer`];
		return [
			...importsOf(file.text).flatMap(each => wrongImport(file.path, folder, layer, each)),
			...powersOf(file)
				.filter(power => !layer.powers.includes(power))
				.map(power => `${file.path} touches ${power}`),
			...(file.text.split('\n').length > LONGEST_FILE + 1 ? [`${file.path} has more than ${LONGEST_FILE} lines`] : []),
		];
	});
}

/** The file of `source/` that a relative import names, or null for anything else. */
export function targetOf(path: string, { specifier }: Import): string | null {
	if (!specifier.startsWith('.')) return null;
	const target = posix.join(posix.dirname(path), specifier);
	return target.startsWith('..') ? null : target;
}

/** The imports of a file, in the order of its text. */
export function importsOf(text: string): Import[] {
	const found: Import[] = [];
	const statement =
		/^[ \t]*(import|export)\b(\s+type\b)?([^'";`=()]*?)\bfrom\s*['"]([^'"]+)['"]|^[ \t]*import\s*['"]([^'"]+)['"]|\bimport\s*\(\s*(?:['"]([^'"]+)['"]\s*[,)])?/gm;
	for (const [, keyword, type, clause = '', from, bare, dynamic] of text.matchAll(statement)) {
		if (keyword !== undefined) {
			found.push({ specifier: from ?? '', names: namesOf(clause), kind: type === undefined ? 'static' : 'type' });
		} else if (bare !== undefined) found.push({ specifier: bare, names: [], kind: 'static' });
		else found.push({ specifier: dynamic ?? '(not a literal)', names: ['*'], kind: 'dynamic' });
	}
	return found;
}

/** `{ Box, type Key as Other }` → Box, Key. */
function namesOf(clause: string): string[] {
	const braces = /\{([^}]*)\}/.exec(clause)?.[1];
	if (braces === undefined || clause.includes('*')) return ['*'];
	return braces.split(',').flatMap(name => /^\s*(?:type\s+)?(\w+)/.exec(name)?.[1] ?? []);
}

function folderOf(path: string): string {
	return path.split('/')[0] ?? path;
}

function wrongImport(path: string, folder: string, layer: Layer, each: Import): string[] {
	const target = targetOf(path, each);
	if (target !== null) {
		const other = folderOf(target);
		return other === folder || layer.layers.includes(other) ? [] : [`${path} imports ${target}`];
	}
	const name = each.specifier.startsWith('.') ? posix.basename(each.specifier) : each.specifier;
	const allowed = layer.modules.some(module =>
		module.endsWith('*') ? name.startsWith(module.slice(0, -1)) : name === module,
	);
	if (!allowed) return [`${path} imports ${name}`];
	return Object.entries(ONLY_IN[name] ?? {})
		.filter(([taken, file]) => file !== path && (each.names.includes(taken) || each.names.includes('*')))
		.map(([taken, file]) => `${path} imports ${taken} of ${name}, which is ${file}'s alone`);
}

/** The powers that a file's code reaches for by a global; a variable of its own by the same name is none. */
function powersOf({ path, text }: SourceFile): Power[] {
	const globals = Object.values(POWERS).flat();
	const marked = (global: string) => `__global_${global.replace('.', '_')}`;
	const { code } = transformSync(text, {
		loader: path.endsWith('x') ? 'tsx' : 'ts',
		jsx: 'automatic',
		define: Object.fromEntries(globals.map(global => [global, marked(global)])),
	});
	return EVERY_POWER.filter(power =>
		POWERS[power].some(global => {
			// A date made from a number asks no clock, and its class may be named.
			if (global === 'Date') return /__global_Date\.now\b|(?<!new )__global_Date\(|new __global_Date\(\)/.test(code);
			return code.includes(marked(global));
		}),
	);
}
