import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text that goes with a bundle of `inputs` (paths of its sources): each package in it, with its licence. */
export function thirdPartyLicenses(inputs: readonly string[]): string {
	const folders = new Set<string>();
	for (const input of inputs) {
		const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
		if (folder !== undefined) folders.add(folder);
	}
	return [...folders]
		.sort()
		.map(licenseOf)
		.join(`\n${'-'.repeat(80)}\n\n`);
}

/** A package's name, version and licence, in the package's own words where it brings them. */
function licenseOf(folder: string): string {
	const { name, version, license }: Record<string, unknown> = JSON.parse(
		readFileSync(join(folder, 'package.json'), 'utf8'),
	);
	const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
	const text = file === undefined ? `License: ${license}\n` : readFileSync(join(folder, file), 'utf8');
	return `${name} ${version}\n\n${text.trimEnd()}\n`;
}
