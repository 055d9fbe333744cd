import type { Zone } from '../model/format.ts';
import { safe } from '../model/safe-text.ts';
import type { CommandName } from './commands.ts';
import { type Format, formatsOf } from './formats.ts';
import { contradict, type Environment, readChoice, wrong } from './option-values.ts';
import type { Reader } from './reader.ts';

/** How it looks. */
export interface LookOptions {
	readonly output: Format;
	/** The names of the columns as they were asked for, null for the usual ones. */
	readonly columns: readonly string[] | null;
	readonly exitStatus: boolean;
	readonly zone: Zone;
	readonly ascii: boolean;
	readonly color: 'auto' | 'always' | 'never';
	readonly theme: (typeof THEMES)[number];
}

/** What the monitor may look like, the usual first. */
const THEMES = ['ansi', 'mono', 'high-contrast'] as const;

function readColumns(text: string | null): readonly string[] | null {
	const names = text?.split(',').map(name => name.trim()) ?? null;
	return names === null || names.every(name => name !== '')
		? names
		: wrong('columns', text ?? '', safe`names with commas between`);
}

/** Reads how what a command prints or draws shall look. */
export function readLook(reader: Reader, environment: Environment, command: CommandName = 'list'): LookOptions {
	const formats = formatsOf(command);
	if (reader.isOn('utc') && reader.isOn('local')) contradict(safe`--utc`, safe`--local`);
	const color = readChoice('color', reader.value('color'), 'auto', ['auto', 'always', 'never']);
	if (reader.isOn('no-color') && color === 'always') contradict(safe`--no-color`, safe`--color always`);
	const isWanted = reader.values('color').at(-1) === 'always';
	const quiet = reader.isOn('no-color') || ((environment.NO_COLOR ?? '') !== '' && !isWanted);
	return {
		output: readChoice('output', reader.value('output'), formats[0], formats),
		columns: readColumns(reader.value('columns')),
		exitStatus: reader.isOn('exit-status'),
		zone: reader.isOn('local') ? 'local' : 'utc',
		ascii: reader.isOn('ascii'),
		color: quiet ? 'never' : color,
		theme: readChoice('theme', reader.value('theme'), THEMES[0], THEMES),
	};
}
