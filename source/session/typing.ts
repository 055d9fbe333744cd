import { cutLine, setFilter } from './choosing.ts';
import type { Mode, UiState } from './ui-state.ts';

/** Where letters are text, and what stands before it. */
const SIGNS = { filter: '/', command: ':', search: '/', note: 'note: ' } as const;

/** A mode in which letters are text. */
export type TypingMode = keyof typeof SIGNS;

/** Every mode in which letters are text. */
export const TYPING: readonly Mode[] = Object.keys(SIGNS) as TypingMode[];

/** Whether letters are text. */
export function isTyping(mode: Mode): mode is TypingMode {
	return Object.hasOwn(SIGNS, mode);
}

/** What stands before the text of a mode. */
export function signOf(mode: TypingMode): string {
	return SIGNS[mode];
}

/** The line that is being typed. */
export function typedText(ui: UiState): string {
	if (ui.mode === 'filter') return ui.query.filter;
	return ui.mode === 'search' ? ui.searches[searchedPlace(ui)] : ui.line.text;
}

/** Another line in the place of the one that is being typed. */
export function retype(ui: UiState, text: string): UiState {
	if (ui.mode === 'search') return setSearch(ui, text);
	return ui.mode === 'filter'
		? setFilter(ui, text)
		: { ...ui, line: { ...ui.line, text: cutLine(text), choice: 0 }, overlayTop: 0 };
}

/** What a search line looks through: it is typed where it is read. */
function searchedPlace({ line }: UiState): keyof UiState['searches'] {
	return line.from === 'help' ? 'help' : 'detail';
}

/** Looks for another text where the search began. */
export function setSearch(ui: UiState, text: string): UiState {
	const searches = { ...ui.searches, [searchedPlace(ui)]: cutLine(text) };
	return { ...ui, searches, overlayTop: 0, detail: { ...ui.detail, match: null } };
}

/** The state as if nothing was typed where a search line stands below what is looked through. */
export function beneathSearch(ui: UiState): UiState {
	return ui.mode === 'search' ? { ...ui, mode: searchedPlace(ui) } : ui;
}

/** Begins to type a line, from the pane that the reader is in. */
export function beginLine(ui: UiState, mode: TypingMode): UiState {
	const from = ui.mode === 'detail' || ui.mode === 'help' ? ui.mode : 'list';
	const begun: UiState = { ...ui, mode, line: { text: '', choice: 0, from }, overlayTop: 0 };
	return mode === 'search' ? setSearch(begun, '') : begun;
}

/** A line without its last letter or word, or without anything. */
export function erase(text: string, what: 'letter' | 'word' | 'line'): string {
	if (what === 'line') return '';
	return what === 'letter' ? Array.from(text).slice(0, -1).join('') : text.replace(/\S*\s*$/, '');
}
