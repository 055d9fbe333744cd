import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BundledPackage } from './bundled-packages.ts';

/** The text that goes with a bundle: each package in it, with its licence in the package's own words where it brings them. */
export function thirdPartyLicenses(packages: readonly BundledPackage[]): string {
	return packages.map(licenseOf).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenseOf({ folder, name, version, license }: BundledPackage): string {
	const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
	const text = file === undefined ? `License: ${license}\n` : readFileSync(join(folder, file), 'utf8');
	return `${name} ${version}\n\n${text.trimEnd()}\n`;
}
