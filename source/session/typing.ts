import { cutLine, setFilter } from './choosing.ts';
import type { Mode, UiState } from './ui-state.ts';

/** Where letters are text, and what stands before it. */
const SIGNS = { filter: '/', command: ':', note: 'note: ' } as const;

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
	return ui.mode === 'filter' ? ui.query.filter : ui.line.text;
}

/** Another line in the place of the one that is being typed. */
export function retype(ui: UiState, text: string): UiState {
	return ui.mode === 'filter'
		? setFilter(ui, text)
		: { ...ui, line: { ...ui.line, text: cutLine(text), choice: 0 }, overlayTop: 0 };
}

/** Begins to type a line, from the pane that the reader is in. */
export function beginLine(ui: UiState, mode: TypingMode): UiState {
	const from = ui.mode === 'detail' ? 'detail' : 'list';
	return { ...ui, mode, line: { text: '', choice: 0, from }, overlayTop: 0 };
}

/** A line without its last letter or word, or without anything. */
export function erase(text: string, what: 'letter' | 'word' | 'line'): string {
	if (what === 'line') return '';
	return what === 'letter' ? Array.from(text).slice(0, -1).join('') : text.replace(/\S*\s*$/, '');
}
