import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface LockedPackage {
	readonly version?: string;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly hasInstallScript?: boolean;
	readonly link?: boolean;
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const locks: Record<string, { readonly least: number; readonly withInstallScript: readonly string[] }> = {
	'.': { least: 60, withInstallScript: ['esbuild'] },
	executable: { least: 3, withInstallScript: [] },
	'test/node-24': { least: 1, withInstallScript: [] },
};

for (const [folder, { least, withInstallScript }] of Object.entries(locks)) {
	const lock: { packages: Record<string, LockedPackage> } = readJson(`${folder}/package-lock.json`);
	const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

	test(`S02 ${folder}: every package is the one that was locked, from the registry`, () => {
		assert.ok(packages.length >= least);
		for (const [path, { integrity, resolved, link }] of packages) {
			assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, path);
			// No host is named: whoever installs takes the package from the registry that they trust.
			assert.equal(resolved, undefined, path);
			assert.equal(link, undefined, path);
		}
	});

	test(`S01 ${folder}: no package runs a script when it is installed`, () => {
		const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
		const names = new Set(scripts.map(path => path.replace(/^.*node_modules\//, '')));
		assert.deepEqual([...names].sort(), withInstallScript);
		const { allowScripts = {} } = readJson(`${folder}/package.json`);
		for (const name of withInstallScript) assert.equal(allowScripts[name], false, name);
		assert.ok(Object.values(allowScripts).every(isAllowed => isAllowed === false));
	});

	test(`S01 ${folder}: every dependency is pinned to one version`, () => {
		const { dependencies = {}, devDependencies, optionalDependencies = {} } = readJson(`${folder}/package.json`);
		for (const [name, version] of Object.entries<string>({
			...dependencies,
			...devDependencies,
			...optionalDependencies,
		})) {
			assert.match(version, /^(?:npm:@?[\w/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
		}
	});
}
