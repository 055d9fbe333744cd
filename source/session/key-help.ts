import { type SafeText, toSafeText } from '../model/safe-text.ts';
import { widthOf } from '../model/text-width.ts';
import { BINDING_GROUPS, BINDINGS } from './bindings.ts';
import type { Mode, ViewName } from './ui-state.ts';

/** A key and its word, as the footer shows them. */
export interface Hint {
	readonly keys: SafeText;
	readonly word: SafeText;
}

/** The reminders for where the reader is, as many as the width holds; the way to help and out are kept to the last. */
export function footerFor(mode: Mode, view: ViewName, width: number): Hint[] {
	const hints = BINDINGS.flatMap(({ modes, views, keys, footer }) =>
		footer !== undefined && modes.includes(mode) && (views?.includes(view) ?? true)
			? [{ keys: shortest(keys), word: footer }]
			: [],
	);
	const kept = [...hints];
	const taken = () => kept.reduce((sum, hint) => sum + widthOf(hint.keys) + widthOf(hint.word) + 3, -2);
	while (kept.length > 2 && taken() > width) kept.splice(kept.length - 3, 1);
	return kept;
}

/** The first of several keys that mean the same. */
function shortest(keys: SafeText): SafeText {
	return toSafeText(keys.split(' ')[0] ?? keys);
}

/** The key table of the readme. */
export function toMarkdown(): string {
	const rows = BINDING_GROUPS.flatMap(({ bindings }) =>
		bindings.map(({ keys, commands = {}, help }) => {
			const names = Object.keys(commands).map(name => `\`${name}\``);
			return `| ${code(keys)} | ${names.join(' ')} | ${help.replaceAll('|', '\\|')} |`;
		}),
	);
	return ['| key | command | does |', '| --- | --- | --- |', ...rows].join('\n');
}

function code(keys: SafeText): string {
	return keys
		.split(' ')
		.map(key => `\`${key}\``)
		.join(' ');
}
