import { SORTS } from '../model/sort.ts';
import type { Scene } from './actions.ts';
import { toggleMark } from './marks.ts';
import { candidatesFor } from './palette.ts';
import { clampTop, moveCursor } from './scroll.ts';
import { beneathSearch } from './typing.ts';
import type { UiState } from './ui-state.ts';

/** A number no smaller than one and no larger than another. */
export function clamp(value: number, low: number, high: number): number {
	return Math.max(low, Math.min(value, high));
}

/** Rows that the pane under the keys shows at once. */
function visibleRows(ui: UiState, { layout, overlayRows }: Scene): number {
	if (ui.mode === 'detail') return layout.detail?.rows ?? 1;
	return ui.mode === 'list' || ui.mode === 'filter' ? (layout.list?.rows ?? 1) : Math.max(overlayRows, 1);
}

/** How far a key moves, in rows. */
export function step(by: 'line' | 'half' | 'page', ui: UiState, scene: Scene): number {
	const rows = visibleRows(ui, scene);
	return by === 'line' ? 1 : by === 'half' ? Math.max(1, Math.floor(rows / 2)) : Math.max(1, rows - 1);
}

/** Moves what the keys are in: a cursor by rows, a text by lines. */
export function move(ui: UiState, scene: Scene, distance: number): UiState {
	const rows = visibleRows(ui, scene);
	switch (ui.mode) {
		case 'search':
			return { ...move(beneathSearch(ui), scene, distance), mode: 'search' };
		case 'detail':
			return {
				...ui,
				detail: {
					id: scene.ids[scene.place.index] ?? null,
					top: clampTop(scene.detailTop + distance, scene.detailLength, rows),
					match: null,
				},
			};
		case 'help':
		case 'connection':
			return { ...ui, overlayTop: clampTop(ui.overlayTop + distance, scene.overlayLength, rows) };
		case 'command':
			return moveChoice(ui, distance, rows);
		case 'sort':
			return { ...ui, sortIndex: clamp(ui.sortIndex + distance, 0, SORTS.length - 1) };
		case 'list':
		case 'filter':
		case 'note':
			return moveTo(ui, scene, scene.place.index + distance);
	}
}

/** Chooses another line of the palette, and keeps it in sight. */
function moveChoice(ui: UiState, distance: number, rows: number): UiState {
	const choice = clamp(ui.line.choice + distance, 0, Math.max(0, candidatesFor(ui.line.text).length - 1));
	return { ...ui, line: { ...ui.line, choice }, overlayTop: clamp(ui.overlayTop, choice - rows + 1, choice) };
}

function moveTo(ui: UiState, scene: Scene, index: number): UiState {
	const rows = scene.layout.list?.rows ?? 1;
	return { ...ui, cursor: moveCursor(scene.place, index, scene.ids, rows) };
}

/** Keeps the cursor on its job from now on: the reader has begun to look at it. */
export function pin(ui: UiState, scene: Scene): UiState {
	return ui.cursor.placed || scene.place.index === -1 ? ui : moveTo(ui, scene, scene.place.index);
}

/** Puts the cursor on the next row that somebody should look at. */
export function toProblem(ui: UiState, scene: Scene, direction: 1 | -1): UiState {
	for (let index = scene.place.index + direction; index >= 0 && index < scene.ids.length; index += direction) {
		if (scene.isProblem(index)) return moveTo(ui, scene, index);
	}
	return ui;
}

/** Goes to the next line that has what is looked for, from the last one to the first. */
export function toMatch(ui: UiState, scene: Scene, direction: 1 | -1): UiState {
	const { layout, detailTop, detailLength, ids, place } = scene;
	const lines = scene.matches();
	const rows = layout.detail?.rows ?? 1;
	const id = ids[place.index] ?? null;
	const outside = direction === 1 ? detailTop - 1 : detailTop + rows;
	const from = ui.detail.id === id ? (ui.detail.match ?? outside) : outside;
	const match =
		direction === 1
			? (lines.find(line => line > from) ?? lines[0])
			: (lines.findLast(line => line < from) ?? lines.at(-1));
	if (match === undefined) return ui;
	const isInSight = match >= detailTop && match < detailTop + rows;
	return { ...ui, detail: { id, top: clampTop(isInSight ? detailTop : match, detailLength, rows), match } };
}

/** Marks the row under the cursor and goes on to the next. */
export function mark(ui: UiState, scene: Scene): UiState {
	const id = scene.ids[scene.place.index];
	return id === undefined ? ui : moveTo(toggleMark(ui, id), scene, scene.place.index + 1);
}
