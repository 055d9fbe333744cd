import { parse, TomlError } from 'smol-toml';
import { usageError } from '../command-line/arguments.ts';
import { SECRET_SETTINGS, type SettingsFile } from '../command-line/setting.ts';
import { nearestName } from '../model/nearest.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { collect, type Entry, isSecretName, SETTABLE } from './collect.ts';
import { brokenFile, type Place } from './place.ts';

/** What a file comes to: what it says, the most important part first, and what is to be told of it. */
export interface Reading {
	readonly files: readonly SettingsFile[];
	readonly warnings: readonly SafeText[];
}

type Table = Readonly<Record<string, unknown>>;

const KEYS: readonly string[] = [...SETTABLE.keys(), ...Object.keys(SECRET_SETTINGS)];

function isTable(value: unknown): value is Table {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function parseTable(text: string, place: Place): Table {
	try {
		return parse(text, { maxDepth: 8 });
	} catch (error) {
		const line = error instanceof TomlError ? error.line : null;
		throw brokenFile(
			place,
			line,
			safe`TOML`,
			safe`Texts stand in quotes; \`cckm-top config init\` shows how it is written.`,
		);
	}
}

/** The entries with a key that is known, and a word about each of the others. */
function sort(table: Table, prefix: string, place: Place): { entries: Entry[]; warnings: SafeText[] } {
	const entries: Entry[] = [];
	const warnings: SafeText[] = [];
	for (const [name, value] of Object.entries(table)) {
		const key = `${prefix}${name}`;
		if (SETTABLE.has(name) || isSecretName(name)) {
			entries.push({ key, name, value });
			continue;
		}
		const nearest = nearestName(name.slice(0, 40), KEYS);
		const isProfile = prefix === '' && isTable(value);
		const advice = isProfile
			? safe`A profile begins with [profiles.NAME].`
			: nearest === null
				? safe`\`cckm-top config init\` shows those that there are.`
				: safe`Did you mean ${toSafeText(nearest)}?`;
		warnings.push(safe`There is no key ${toSafeText(key, 80)} in ${place.path}; it is left out. ${advice}`);
	}
	return { entries, warnings };
}

function findProfile(profiles: Table, name: string, path: SafeText): Table {
	const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
	if (isTable(found)) return found;
	const names = Object.keys(profiles).slice(0, 20);
	const nearest = nearestName(name.slice(0, 40), names);
	const known = names.map(each => toSafeText(each, 40)).join(', ');
	throw usageError(
		safe`There is no profile ${toSafeText(name, 40)} in ${path}.`,
		nearest !== null
			? safe`Did you mean ${toSafeText(nearest, 40)}?`
			: names.length === 0
				? safe`It has none; one begins with [profiles.NAME].`
				: safe`It has ${toSafeText(known)}.`,
	);
}

/**
 * Reads this program's own file, which is TOML: what stands below the profile of this name, or below the one that it names
 * itself, counts for more than what stands above all profiles.
 */
export function readOwnFile(text: string, place: Place, profile: string | null): Reading {
	const { profiles = {}, ...top } = parseTable(text, place);
	if (!isTable(profiles)) {
		throw usageError(safe`profiles in ${place.path} does not fit.`, safe`A profile begins with [profiles.NAME].`);
	}
	const above = sort(top, '', place);
	const settings = collect(place, true, above.entries);
	const name = profile ?? settings.settings.get('profile')?.value ?? null;
	if (name === null) return { files: [settings], warnings: above.warnings };
	const below = sort(findProfile(profiles, name, place.path), `profiles.${name}.`, place);
	return { files: [collect(place, true, below.entries), settings], warnings: [...above.warnings, ...below.warnings] };
}
