import { nearestName } from '../model/nearest.ts';
import { type SafeText, safe, toSafeText } from '../model/safe-text.ts';
import { SORTS } from '../model/sort.ts';
import type { Action } from './actions.ts';
import { BINDINGS } from './bindings.ts';
import { VIEWS } from './ui-state.ts';

/** One line of the palette: a command that what was typed may become. */
export interface Candidate {
	/** The whole line. */
	readonly line: string;
	/** The key that does the same; empty where none does. */
	readonly keys: SafeText;
	readonly help: SafeText;
	/** Null where something is yet to be typed. */
	readonly action: Action | null;
}

/** A command that takes a word: what it may be, and what it does then. */
interface Taker {
	readonly name: string;
	/** What the word stands for. */
	readonly word: SafeText;
	readonly help: SafeText;
	/** All that the word may be; any where left out. */
	readonly choices?: readonly string[];
	/** A word to show how it is written, where there are no choices. */
	readonly example?: string;
	readonly action: (word: string) => Action | null;
}

const TAKERS: readonly Taker[] = [
	{
		name: 'filter',
		word: safe`TEXT`,
		help: safe`show only what passes this filter; none shows all`,
		action: text => ({ type: 'set-filter', text }),
	},
	{
		name: 'help',
		word: safe`WORD`,
		help: safe`the keys and words that have to do with this`,
		action: text => ({ type: 'help-about', text }),
	},
	{
		name: 'limit',
		word: safe`NUMBER`,
		help: safe`hold so many of the newest jobs, or all`,
		example: '2000',
		action: word => {
			if (word === 'all') return { type: 'command', command: 'load-all' };
			return /^[1-9]\d{0,6}$/.test(word) ? { type: 'limit', count: Number(word) } : null;
		},
	},
	{
		name: 'sort',
		word: safe`KEY`,
		help: safe`put the jobs into this order`,
		choices: SORTS.map(({ key }) => key),
		action: word => {
			const choice = SORTS.find(({ key }) => key === word);
			return choice === undefined ? null : { type: 'set-sort', key: choice.key };
		},
	},
	{
		name: 'view',
		word: safe`NAME`,
		help: safe`show this view`,
		choices: VIEWS,
		action: word => {
			const view = VIEWS.find(name => name === word);
			return view === undefined ? null : { type: 'show-view', view };
		},
	},
];

/** The key of a binding with several that mean different things; of others all of them. */
function keysOf(keys: SafeText, chord: string, count: number): SafeText {
	return count === 1 || chord.length > 1 ? keys : toSafeText(chord);
}

const COMMANDS: readonly Candidate[] = [
	...TAKERS.map(({ name, word, help }) => ({ line: `${name} `, keys: word, help, action: null })),
	...BINDINGS.flatMap(({ commands = {}, keys, help, action }) =>
		Object.entries(commands).map(([line, chord], _, all) => ({
			line,
			keys: keysOf(keys, chord, all.length),
			help,
			action: action(chord),
		})),
	),
];

/** The names of all commands. */
export const COMMAND_NAMES: readonly string[] = [...new Set(COMMANDS.map(({ line }) => line.trim()))];

/** A typed line taken apart: a command, and the word behind it once a space was typed. */
function takeApart(line: string): { readonly name: string; readonly word: string | null } {
	const [, name = '', word] = /^\s*(\S*)(?:\s+(.*))?$/s.exec(line) ?? [];
	return { name: name.toLowerCase(), word: word ?? null };
}

/** What a line may become: the command of that name first, then what begins with it, then what has it anywhere. */
export function candidatesFor(line: string): readonly Candidate[] {
	const { name, word } = takeApart(line);
	const taker = TAKERS.find(each => each.name === name);
	if (word === null || (word === '' && taker === undefined)) {
		const rank = (candidate: Candidate) => {
			if (candidate.line === name) return 0;
			return candidate.line.startsWith(name) ? 1 : candidate.line.includes(name) ? 2 : 3;
		};
		return [0, 1, 2].flatMap(wanted => COMMANDS.filter(candidate => rank(candidate) === wanted));
	}
	if (taker === undefined) return [];
	const { choices, help, action } = taker;
	const words = choices?.filter(choice => choice.startsWith(word.trim().toLowerCase())) ?? [word.trim()];
	return words.map(choice => ({ line: `${name} ${choice}`, keys: safe``, help, action: action(choice) }));
}

/** What running a line comes to: an action, or why there is none. */
export function runLine(line: string, choice: number): Action | SafeText | null {
	if (line.trim() === '') return null;
	const chosen = candidatesFor(line)[choice];
	if (chosen !== undefined) return chosen.action ?? wantsWord(takeApart(chosen.line).name);
	const { name, word } = takeApart(line);
	const taker = TAKERS.find(each => each.name === name);
	if (taker !== undefined)
		return safe`${toSafeText(name)} knows no ${unknownWord((word ?? '').trim(), taker.choices ?? [])}`;
	if (COMMAND_NAMES.includes(name)) return safe`${toSafeText(name)} takes no word`;
	return safe`no command is called ${unknownWord(name, COMMAND_NAMES)}`;
}

/** A word that nobody knows, and the one that was perhaps meant. */
function unknownWord(word: string, known: readonly string[]): SafeText {
	const nearest = nearestName(word, known);
	return safe`${toSafeText(word, 40)}${nearest === null ? safe`` : safe`; did you mean ${toSafeText(nearest)}?`}`;
}

/** How a command that takes a word is written. */
function wantsWord(name: string): SafeText {
	const { choices, example = 'org:acme' } = TAKERS.find(taker => taker.name === name) ?? {};
	return safe`${toSafeText(name)} takes a word, as in \`${toSafeText(`${name} ${choices?.[0] ?? example}`)}\``;
}
