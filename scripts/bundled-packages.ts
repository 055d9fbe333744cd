import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which at least a byte is in a bundle, as the lockfile has it. */
export interface BundledPackage {
	/** Where it is installed, as a path that ends below a node_modules. */
	readonly folder: string;
	readonly name: string;
	readonly version: string;
	/** An SPDX expression. */
	readonly license: string;
	/** `sha512-` and the digest in base64, of the file that the registry has. */
	readonly integrity: string;
}

/** A package in package-lock.json; an alias is locked with the name that the registry knows. */
interface LockedPackage {
	readonly name?: string;
	readonly version?: string;
	readonly license?: string;
	readonly integrity?: string;
}

/** The folder of the package that a file belongs to; undefined for a file of our own. */
function packageFolder(file: string): string | undefined {
	return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** The packages in a bundle, by name; throws where one is none of those that are locked, for nobody could tell what it is. */
export function bundledPackages({ outputs }: Pick<Metafile, 'outputs'>, lockfile: string): readonly BundledPackage[] {
	const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(lockfile, 'utf8'));
	const folders = new Set<string>();
	for (const { inputs } of Object.values(outputs)) {
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const folder = bytesInOutput > 0 ? packageFolder(file) : undefined;
			if (folder !== undefined) folders.add(folder);
		}
	}
	const root = dirname(lockfile);
	const found = new Map<string, BundledPackage>();
	for (const folder of folders) {
		// Bundlers name the files themselves where node_modules is a link to another place.
		const path = relative(realpathSync(join(root, 'node_modules')), resolve(root, folder));
		const locked = packages[`node_modules/${path}`] ?? {};
		const { name = folder.replace(/^.*node_modules\//, ''), version, license, integrity } = locked;
		if (version === undefined || license === undefined || integrity === undefined) {
			throw new Error(`${folder} is bundled, but ${lockfile} does not say what it is`);
		}
		// Some are installed in two places, and then bundled twice.
		found.set(`${name}@${version}`, { folder, name, version, license, integrity });
	}
	return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, bundled]) => bundled);
}
