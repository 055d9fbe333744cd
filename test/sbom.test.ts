import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build, type Metafile } from 'esbuild';
import * as v from 'valibot';
import { bundle } from '../scripts/bundle.ts';
import { bundledPackages } from '../scripts/bundled-packages.ts';
import { billOfMaterials } from '../scripts/sbom.ts';

const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
after(() => rmSync(folder, { recursive: true }));

const license = v.union([
	v.strictObject({ expression: v.string() }),
	v.strictObject({ license: v.strictObject({ id: v.pipe(v.string(), v.regex(/^[\w.-]+$/)) }) }),
]);
const described = {
	'bom-ref': v.string(),
	name: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
	version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)),
	licenses: v.tuple([license]),
	purl: v.pipe(v.string(), v.regex(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/)),
};

/** What CycloneDX 1.6 asks for, and what whoever looks for a vulnerable package needs beside. */
const BILL = v.strictObject({
	$schema: v.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
	bomFormat: v.literal('CycloneDX'),
	specVersion: v.literal('1.6'),
	version: v.literal(1),
	metadata: v.strictObject({
		lifecycles: v.tuple([v.strictObject({ phase: v.literal('build') })]),
		component: v.strictObject({ type: v.literal('application'), description: v.string(), ...described }),
	}),
	components: v.array(
		v.strictObject({
			type: v.literal('library'),
			group: v.optional(v.pipe(v.string(), v.regex(/^@[\w.-]+$/))),
			hashes: v.tuple([
				v.strictObject({ alg: v.literal('SHA-512'), content: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)) }),
			]),
			...described,
		}),
	),
	dependencies: v.tuple([v.strictObject({ ref: v.string(), dependsOn: v.array(v.string()) })]),
	compositions: v.tuple([v.strictObject({ aggregate: v.literal('complete'), assemblies: v.tuple([v.string()]) })]),
});

const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), 'utf8');

/** The packages that a bill names, as `name@version`. */
function namesIn(text: string): string[] {
	const { components } = v.parse(BILL, JSON.parse(text));
	return components.map(({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`);
}

test('S05 the bill of materials names what is in the program, as it is locked and as it is installed', async () => {
	await bundle({ entry: 'source/cli.ts', folder: join(folder, 'dist') });
	const bill = v.parse(BILL, JSON.parse(read('dist/sbom.cdx.json')));
	const lock: { packages: Record<string, { name?: string; version?: string; integrity?: string }> } = JSON.parse(
		readFileSync('package-lock.json', 'utf8'),
	);
	const locked = Object.entries(lock.packages).map(([path, { name, version, integrity = '' }]) => ({
		path,
		purl: `pkg:npm/${(name ?? path.replace(/^.*node_modules\//, '')).replace('@', '%40')}@${version}`,
		content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
	}));
	assert.equal(new Set(bill.components.map(({ purl }) => purl)).size, bill.components.length);
	for (const { purl, version, hashes } of bill.components) {
		const here = locked.find(({ content }) => content === hashes[0].content);
		assert.equal(purl, here?.purl);
		assert.equal(JSON.parse(readFileSync(join(here?.path ?? '', 'package.json'), 'utf8')).version, version);
	}
	assert.deepEqual(
		bill.dependencies[0].dependsOn,
		bill.components.map(component => component['bom-ref']),
	);
	assert.equal(bill.dependencies[0].ref, bill.metadata.component['bom-ref']);
	const names = namesIn(read('dist/sbom.cdx.json'));
	const known = (name: string) => names.some(other => other.startsWith(`${name}@`));
	for (const name of ['ink', 'react', 'yoga-layout', 'node-fetch', 'valibot', '@peculiar/x509', '@alcalzone/ink-table'])
		assert.ok(known(name), name);
	for (const name of ['ink-table', 'typescript', 'esbuild', 'tsx', 'fast-check', 'whatwg-url', '@types/react'])
		assert.ok(!known(name), name);
	const licensed = read('dist/third-party-licenses.txt').split(`\n${'-'.repeat(80)}\n\n`);
	assert.deepEqual(
		licensed.map(text => text.split('\n', 1)[0]),
		names.map(name => name.replace(/@(?=[^@]*$)/, ' ')),
	);
});

/** Installs a package with this code, and gives how it is locked. */
function plant(name: string, code: string): readonly [string, object] {
	const home = join(folder, 'node_modules', name);
	mkdirSync(home, { recursive: true });
	writeFileSync(join(home, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
	writeFileSync(join(home, 'index.js'), code);
	const integrity = `sha512-${Buffer.alloc(64, name).toString('base64')}`;
	return [`node_modules/${name}`, { version: '1.2.3', license: '(MIT OR CC0-1.0)', integrity }];
}

/** What the bundler tells of a bundle of this program. */
async function bundleOf(program: string): Promise<Metafile> {
	const stdin = { contents: program, resolveDir: folder };
	const { metafile } = await build({ stdin, absWorkingDir: folder, bundle: true, metafile: true, write: false });
	return metafile;
}

test('S05 what is bundled is named, what is only installed or imported is not, what is not locked is refused', async () => {
	const own = "export const text = 'text';";
	const packages = [
		plant('used', own),
		plant('@scope/used', own),
		plant('passed-through', "export * from '@scope/used';"),
		plant('imported', own),
		plant('installed', own),
	];
	const lockfile = join(folder, 'package-lock.json');
	writeFileSync(lockfile, JSON.stringify({ packages: Object.fromEntries(packages) }));
	const program = `
		import { text } from 'used'; import { text as other } from 'passed-through'; import { text as third } from 'imported';
		console.log(text, other);`;
	const product = { name: 'program', version: '0.0.1', description: 'A program', license: 'MIT' };
	const bill = billOfMaterials(product, bundledPackages(await bundleOf(program), lockfile));
	assert.deepEqual(namesIn(bill), ['@scope/used@1.2.3', 'used@1.2.3']);
	assert.match(bill, /"expression": "\(MIT OR CC0-1\.0\)"/);
	plant('unlocked', own);
	const unlocked = await bundleOf("import { text } from 'unlocked'; console.log(text);");
	assert.throws(() => bundledPackages(unlocked, lockfile), /node_modules\/unlocked is bundled, but/);
});
