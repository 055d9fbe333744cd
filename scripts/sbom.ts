import type { BundledPackage } from './bundled-packages.ts';

/** The program itself, as its package.json describes it. */
export interface Product {
	readonly name: string;
	readonly version: string;
	readonly description: string;
	readonly license: string;
}

/** The address of a package in the registry of npm, by the rules of https://github.com/package-url/purl-spec. */
function purlOf({ name, version }: Pick<BundledPackage, 'name' | 'version'>): string {
	return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** A licence by its id where it is one, else by the expression. */
function licensesOf(license: string): readonly object[] {
	return [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }];
}

function componentOf(bundled: BundledPackage) {
	const [scope, name = bundled.name] = bundled.name.startsWith('@') ? bundled.name.split('/') : [];
	const purl = purlOf(bundled);
	return {
		type: 'library',
		'bom-ref': purl,
		...(scope === undefined ? {} : { group: scope }),
		name,
		version: bundled.version,
		hashes: [
			{ alg: 'SHA-512', content: Buffer.from(bundled.integrity.replace(/^sha512-/, ''), 'base64').toString('hex') },
		],
		licenses: licensesOf(bundled.license),
		purl,
	};
}

/**
 * The bill of materials of a bundle: CycloneDX 1.6, as JSON. Without time and serial number, which the format does not ask
 * for: the same bundle always has the same one.
 */
export function billOfMaterials(product: Product, packages: readonly BundledPackage[]): string {
	const purl = purlOf(product);
	const components = packages.map(componentOf);
	const bill = {
		$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.6',
		version: 1,
		metadata: {
			lifecycles: [{ phase: 'build' }],
			component: {
				type: 'application',
				'bom-ref': purl,
				name: product.name,
				version: product.version,
				description: product.description,
				licenses: licensesOf(product.license),
				purl,
			},
		},
		components,
		dependencies: [{ ref: purl, dependsOn: components.map(component => component['bom-ref']) }],
		compositions: [{ aggregate: 'complete', assemblies: [purl] }],
	};
	return `${JSON.stringify(bill, null, '\t')}\n`;
}
