import type { SafeText } from '../../model/safe-text.ts';
import type { Action } from '../actions.ts';
import type { Mode, ViewName } from '../ui-state.ts';

/** A key as the session knows it: a character, or a name such as `up`, `enter` or `ctrl-d`. */
export type Chord = string;

/** One line of the key table: what is pressed, where it counts, what it does, and how it is explained. */
export interface Binding {
	readonly chords: readonly Chord[];
	/** How the keys are written for people. */
	readonly keys: SafeText;
	readonly modes: readonly Mode[];
	readonly action: (chord: Chord) => Action;
	/** The names of its commands, with the key whose action each is. */
	readonly commands?: Readonly<Record<string, Chord>>;
	readonly help: SafeText;
	/** The views in which the footer reminds of it, where that is not all of them. */
	readonly views?: readonly ViewName[];
	/** The word in the footer, for keys that are worth reminding of. */
	readonly footer?: SafeText;
}

/** Where the jobs are looked at. */
export const PANES: readonly Mode[] = ['list', 'detail'];

/** What lies over the panes. */
export const OVERLAYS: readonly Mode[] = ['help', 'sort', 'connection'];

/** Where nothing is typed. */
export const SCROLLING: readonly Mode[] = [...PANES, ...OVERLAYS];

/** The same action, whichever of the keys was pressed. */
export function does(action: Action): () => Action {
	return () => action;
}

/** Forwards for the chords named, backwards for all others of the binding. */
export function direction(chord: Chord, ...forwards: readonly Chord[]): 1 | -1 {
	return forwards.includes(chord) ? 1 : -1;
}
