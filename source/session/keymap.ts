import type { Action } from './actions.ts';
import type { Chord } from './bindings/binding.ts';
import { BINDINGS } from './bindings.ts';
import { isTyping } from './typing.ts';
import type { Mode } from './ui-state.ts';

const LETTER = /^[^\p{Cc}\p{Cs}]+$/u;

/** What a key means where the reader is: a binding, a letter where text is typed, or nothing. */
export function resolve(chord: Chord, mode: Mode): Action | null {
	const binding = BINDINGS.find(candidate => candidate.modes.includes(mode) && candidate.chords.includes(chord));
	if (binding !== undefined) return binding.action(chord);
	if (isTyping(mode) && Array.from(chord).length === 1 && LETTER.test(chord)) return { type: 'text', text: chord };
	return null;
}
