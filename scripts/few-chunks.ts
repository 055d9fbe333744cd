import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { importsOf } from './check-layers.ts';

/**
 * What is loaded together, named by the modules below the entry's folder that need it: all that each of them imports and
 * that no line before has. The first line joins what the program begins with; each other becomes one chunk, loaded by
 * whoever needs any of it. So the lines say what is worth having in one piece, and what may cost others a little.
 */
const TOGETHER: readonly (readonly string[])[] = [
	['run/list.ts', 'run/monitor.ts'],
	['run/list.ts'],
	['run/status.ts', 'run/monitor.ts'],
	['run/monitor.ts'],
];

/**
 * Has few chunks made of a program. The bundler puts modules into one chunk that are reached by the same of all that is
 * loaded later, and each chunk costs time to find and to read. Here whatever is loaded later imports what the entry has
 * imported already, and each group above of which it needs anything, so that each of them is a single chunk.
 */
export function fewChunks(entry: string): Plugin {
	const main = resolve(entry);
	const needed = reachedBy(main);
	const [joined = [], ...groups] = groupsOf(dirname(main), needed);
	const first = importing([...needed, ...joined].filter(path => path !== main));
	return {
		name: 'few-chunks',
		setup(build) {
			build.onResolve({ filter: /^\.{1,2}\/.*\.tsx?$/ }, ({ kind, path, resolveDir }) =>
				// The names of the chunks depend on this path: the same sources elsewhere are to give the same ones.
				kind === 'dynamic-import' ? { path: relative('.', join(resolveDir, path)), namespace: 'later' } : undefined,
			);
			build.onLoad({ filter: /\.tsx?$/, namespace: 'file' }, ({ path }) =>
				path === main ? { contents: first + readFileSync(main, 'utf8'), loader: 'tsx' } : undefined,
			);
			build.onLoad({ filter: /./, namespace: 'later' }, ({ path }) => {
				const reached = reachedBy(resolve(path));
				const whole = groups.filter(group => group.some(module => reached.has(module)));
				return {
					contents: `${first}${importing(whole.flat())}export * from ${JSON.stringify(resolve(path))};`,
					resolveDir: resolve(dirname(path)),
				};
			});
		},
	};
}

/** The modules of each line of the table, without those that the program has `begun` with. */
function groupsOf(folder: string, begun: ReadonlySet<string>): string[][] {
	const taken = new Set(begun);
	return TOGETHER.map(names => {
		const paths = names.map(name => join(folder, name));
		// Another program than this one's.
		if (!paths.every(path => existsSync(path))) return [];
		const [one, ...others] = paths.map(path => reachedBy(path));
		const group = [...(one ?? [])].filter(path => !taken.has(path) && others.every(other => other.has(path)));
		for (const path of group) taken.add(path);
		return group;
	});
}

/** A module of the program and all those of it that it imports, directly or not, but not what it loads later. */
function reachedBy(path: string, reached = new Set<string>()): ReadonlySet<string> {
	if (reached.has(path)) return reached;
	reached.add(path);
	for (const { kind, specifier } of importsOf(readFileSync(path, 'utf8'))) {
		if (kind === 'static' && /^\.{1,2}\/.*\.tsx?$/.test(specifier)) reachedBy(join(dirname(path), specifier), reached);
	}
	return reached;
}

function importing(paths: readonly string[]): string {
	return paths.map(path => `import ${JSON.stringify(path)};`).join('');
}
