import { safe } from '../../model/safe-text.ts';
import { type Binding, does, PANES } from './binding.ts';

/** Keys that go through the past. */
export const TRAVELLING: readonly Binding[] = [
	{
		chords: ['T'],
		keys: safe`T`,
		modes: PANES,
		action: does({ type: 'travel', step: 'toggle' }),
		commands: { past: 'T' },
		help: safe`into the past: every view as it was at the last change; polling goes on. Again, Esc or q: back to now`,
	},
	{
		chords: ['J', 'K'],
		keys: safe`J/K`,
		modes: PANES,
		action: chord => ({ type: 'travel', step: chord === 'J' ? 'earlier' : 'later' }),
		commands: { earlier: 'J', later: 'K' },
		help: safe`in the past: one change earlier, later`,
	},
	{
		chords: ['N'],
		keys: safe`N`,
		modes: ['list'],
		action: does({ type: 'travel', step: 'now' }),
		commands: { now: 'N' },
		help: safe`in the past: from the list back to now`,
	},
];
