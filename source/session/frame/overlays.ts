import { isOneColumnEach } from '../../model/quick-text.ts';
import { type SafeText, safe, toSafeText } from '../../model/safe-text.ts';
import { SORTS } from '../../model/sort.ts';
import { fit, widthOf, wrapText } from '../../model/text-width.ts';
import { HELP, searchHelp } from '../help.ts';
import { candidatesFor } from '../palette.ts';
import { clampTop } from '../scroll.ts';
import type { UiState } from '../ui-state.ts';
import { clip, fill, type Line, rule, span } from './line.ts';

/** One fact about the connection. */
export interface ConnectionFact {
	readonly what: SafeText;
	readonly value: SafeText;
}

/** Asks for the facts about the connection, where they are looked at. */
export type Facts = () => readonly ConnectionFact[];

const INDENT = 2;
/** The columns of a command's name and of its keys. */
const COMMAND_WIDTH = 18;
const KEYS_WIDTH = 10;
/** Where the keys' column would take more than this part of the width, what they do stands below them. */
const WIDEST_KEYS = 0.4;

/** The help: keys and words in a column, what they do or mean beside them, on as many lines as that takes. */
function helpLines(search: string, width: number): Line[] {
	const sections = searchHelp(search);
	if (sections.length === 0)
		return [{ spans: clip([span(safe`nothing here has to do with ${toSafeText(search)}`, 'dim')], width) }];
	const widest = Math.max(...HELP.flatMap(({ entries }) => entries.map(({ term }) => widthOf(term))));
	const beside = widest <= width * WIDEST_KEYS;
	const termWidth = beside ? widest : INDENT;
	const room = width - 2 * INDENT - termWidth;
	return sections.flatMap(({ title, entries }): Line[] => [
		{ spans: clip([span(title, 'strong')], width) },
		...entries.flatMap(({ term, help }) => [
			...(beside ? [] : [{ spans: clip([span(safe`  ${term}`, 'key')], width) }]),
			...wrapText(help, room).map((words, index) => ({
				spans: clip(
					[span(safe`  ${fit(beside && index === 0 ? term : safe``, termWidth)}  `, 'key'), span(words)],
					width,
				),
			})),
		]),
	]);
}

/** The menu of sorts, the chosen line under the cursor. */
function sortLines(ui: UiState, width: number): Line[] {
	return SORTS.map(({ title, explanation }, index) => {
		const selected = index === ui.sortIndex;
		const words = [span(selected ? safe`> ` : safe`  `), span(fit(title, 10), 'strong'), span(explanation, 'dim')];
		return selected ? { spans: clip(words, width), selected } : { spans: clip(words, width) };
	});
}

/** The commands that the typed line may become, the chosen one under the cursor. */
function commandLines({ line }: UiState, width: number): Line[] {
	return candidatesFor(line.text).map(({ line: command, keys, help }, index) => {
		const isChosen = index === line.choice;
		const name = span(fit(toSafeText(command), COMMAND_WIDTH), isChosen ? 'cursor' : 'strong');
		const mark = span(isChosen ? safe`> ` : safe`  `, isChosen ? 'cursor' : 'plain');
		return { spans: clip([mark, name, span(safe`  ${fit(keys, KEYS_WIDTH)}  `, 'key'), span(help, 'dim')], width) };
	});
}

/** The widest word that stands before a fact. */
function widestFact(facts: readonly ConnectionFact[]): number {
	return facts.reduce((width, { what }) => Math.max(width, widthOf(what)), 0);
}

/** The facts as lines, long ones on several. */
export function connectionLines(facts: readonly ConnectionFact[], width: number): Line[] {
	const column = widestFact(facts) + 2;
	return facts.flatMap(({ what, value }) =>
		wrapText(value, width - column).map((words, index) => ({
			spans: clip([span(fit(index === 0 ? what : safe``, column), 'dim'), span(words)], width),
		})),
	);
}

/** ink-table draws two lines for a row, three more around them, and seven columns of frame. */
const TABLE_LINES = 3;
const TABLE_COLUMNS = 7;

/** Whether the facts can stand in a table as they are; it cuts and wraps nothing, and counts columns in its own way. */
export function fitsTable(facts: readonly ConnectionFact[], width: number, rows: number): boolean {
	if (!facts.every(({ value }) => isOneColumnEach(value))) return false;
	const widest = facts.reduce((columns, { value }) => Math.max(columns, widthOf(value)), 0);
	return 2 * facts.length + TABLE_LINES <= rows && widestFact(facts) + widest + TABLE_COLUMNS <= width;
}

const TITLES = {
	help: safe`keys`,
	sort: safe`sort by`,
	connection: safe`connection`,
	command: safe`commands`,
} as const;

/** What lies over the panes. */
export type OverlayMode = keyof typeof TITLES;

/** Whether something lies over the panes. */
export function isOverlay(mode: UiState['mode']): mode is OverlayMode {
	return Object.hasOwn(TITLES, mode);
}

/** All lines of an overlay. */
export function overlayLines(mode: OverlayMode, ui: UiState, width: number, facts: Facts): Line[] {
	switch (mode) {
		case 'help':
			return helpLines(ui.searches.help, width);
		case 'sort':
			return sortLines(ui, width);
		case 'connection':
			return connectionLines(facts(), width);
		case 'command':
			return commandLines(ui, width);
	}
}

/** The rule above an overlay; `part` says which of its lines are seen. */
export function overlayRule(mode: OverlayMode, part: SafeText, width: number): Line {
	return rule([span(TITLES[mode], 'strong'), span(part, 'dim')], [span(safe`Esc closes`, 'dim')], width);
}

/** An overlay as it is seen: its rule, and as many lines as there is room for. */
export function drawOverlay(mode: OverlayMode, ui: UiState, width: number, rows: number, facts: Facts): Line[] {
	const lines = overlayLines(mode, ui, width, facts);
	const top = clampTop(ui.overlayTop, lines.length, rows - 1);
	return [overlayRule(mode, partOf(top, rows - 1, lines.length), width), ...fill(lines.slice(top), rows - 1)];
}

/** Which of `length` lines are seen from `top` on: `  1–20 of 46`; nothing where all are. */
export function partOf(top: number, rows: number, length: number): SafeText {
	return length <= rows ? safe`` : safe`  ${top + 1}–${Math.min(top + rows, length)} of ${length}`;
}
