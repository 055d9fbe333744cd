import { type CompletedCommand, type CompletedFlag, type Completion, quote } from './table.ts';

function setting(completion: Completion): string {
	switch (completion.kind) {
		case 'words':
			return `takes=words values=(${completion.words.map(quote).join(' ')})`;
		case 'asked':
			return `takes=${completion.what}`;
		default:
			return `takes=${completion.kind}`;
	}
}

/** How a flag may stand before its value: `--url`, `--url=`, `-o`. A value that may be left out follows an equals sign. */
function writings({ flag: { name, short, kind } }: CompletedFlag): readonly string[] {
	const joined = `--${name}=`;
	if (kind === 'optional-text') return [joined];
	return [`--${name}`, joined, ...(short === undefined ? [] : [`-${short}`])];
}

/**
 * The lines of a `case` of bash or zsh over a command and what stands before the word: they set `takes` to how that is
 * completed, and `values` where that is by words.
 */
export function valueCases(table: readonly CompletedCommand[]): readonly string[] {
	const patterns = new Map<string, string[]>();
	for (const { name: command, flags } of table) {
		for (const each of flags) {
			if (each.value === null) continue;
			const set = setting(each.value);
			const known = patterns.get(set) ?? [];
			patterns.set(set, [...known, ...writings(each).map(writing => `'${command} ${writing}'`)]);
		}
	}
	return [...patterns].map(([set, names]) => `\t${names.join('|')}) ${set} ;;`);
}

/** The lines of a `case` over commands that set what stands behind each and is no flag. */
export function operandCases(table: readonly CompletedCommand[]): readonly string[] {
	return table.flatMap(({ name, operands }) => (operands === null ? [] : [`\t${name}) ${setting(operands)} ;;`]));
}
