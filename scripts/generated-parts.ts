import { readFileSync } from 'node:fs';
import { writeFlag } from '../source/command-line/commands.ts';
import { EXIT_CODES } from '../source/command-line/exit-codes.ts';
import { FLAG_GROUPS } from '../source/command-line/flags.ts';
import { toMarkdown } from '../source/session/key-help.ts';
import { contrastTable } from './contrast.ts';

function cell(text: string): string {
	return text.replaceAll('|', '\\|');
}

function flagTable(): string {
	const rows = FLAG_GROUPS.flatMap(({ flags }) =>
		flags.map(flag => {
			const variables = (flag.environment ?? []).map(name => `\`${name}\``).join(' ');
			return `| \`${cell(writeFlag(flag))}\` | ${cell(flag.help)} | ${variables} |`;
		}),
	);
	return ['| flag | does | variables |', '| --- | --- | --- |', ...rows].join('\n');
}

function exitCodeTable(): string {
	const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
	return ['| code | meaning |', '| --- | --- |', ...rows, '| 128+n | ended by a signal |'].join('\n');
}

/** What the last run of all tests that was kept told of itself. */
function figures(): string {
	return ['```', readFileSync('test/figures.txt', 'utf8').trim(), '```'].join('\n');
}

/** The parts of the readme that are made from the program's tables, by the name of their markers. */
export function generatedParts(): Readonly<Record<string, string>> {
	return {
		contrast: contrastTable(),
		keys: toMarkdown(),
		flags: flagTable(),
		'exit codes': exitCodeTable(),
		figures: figures(),
	};
}
