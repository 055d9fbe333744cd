import type { SafeText } from '../model/safe-text.ts';
import type { UiState, ViewName } from './ui-state.ts';

/** The rows that the reader has marked, by their ids; a view's marks stay while others are looked at. */
export type Marks = Readonly<Partial<Record<ViewName, ReadonlySet<SafeText>>>>;

const NONE: ReadonlySet<SafeText> = new Set();

/** The marks of the present view. */
export function marksOf({ marks, view }: UiState): ReadonlySet<SafeText> {
	return marks[view] ?? NONE;
}

/** Marks a row of the present view, or takes its mark away. */
export function toggleMark(ui: UiState, id: SafeText): UiState {
	const marked = new Set(marksOf(ui));
	if (!marked.delete(id)) marked.add(id);
	return { ...ui, marks: { ...ui.marks, [ui.view]: marked } };
}

/** Takes the marks of the present view away. */
export function clearMarks(ui: UiState): UiState {
	return { ...ui, marks: { ...ui.marks, [ui.view]: NONE } };
}
