import { safe } from '../../model/safe-text.ts';
import { type Binding, does, PANES } from './binding.ts';

/** Keys that choose what is shown, and in which order. */
export const CHOOSING: readonly Binding[] = [
	{
		chords: ['/'],
		keys: safe`/`,
		modes: PANES,
		action: does({ type: 'mode', mode: 'filter' }),
		help: safe`filter as you type: words, /patterns/, org: err: status: health: job: new: age< dur>, ! for not; Enter keeps it, Esc clears it`,
		footer: safe`filter`,
	},
	{
		chords: ['1', '2', '3', '4', '5'],
		keys: safe`1–5`,
		modes: PANES,
		action: chord => ({ type: 'toggle-group', index: Number(chord) - 1 }),
		help: safe`show or hide: 1 failed, 2 degraded, 3 running, 4 ok, 5 unknown and cancelled`,
		footer: safe`health`,
	},
	{
		chords: ['0'],
		keys: safe`0`,
		modes: PANES,
		action: does({ type: 'all' }),
		help: safe`show every health again`,
	},
	{
		chords: ['f'],
		keys: safe`f`,
		modes: PANES,
		action: does({ type: 'toggle-problems' }),
		help: safe`faults only: failed, degraded and stuck`,
		footer: safe`faults`,
	},
	{
		chords: ['s'],
		keys: safe`s`,
		modes: PANES,
		action: does({ type: 'mode', mode: 'sort' }),
		help: safe`choose the order`,
		footer: safe`sort`,
	},
	{
		chords: ['O'],
		keys: safe`O`,
		modes: PANES,
		action: does({ type: 'invert-sort' }),
		help: safe`turn the order round`,
	},
	{
		chords: ['enter'],
		keys: safe`Enter`,
		modes: ['filter'],
		action: does({ type: 'choose' }),
		help: safe`keep the filter that is being typed`,
		footer: safe`keep`,
	},
	{
		chords: ['enter', 'l', 'right'],
		keys: safe`Enter`,
		modes: ['sort'],
		action: does({ type: 'choose' }),
		help: safe`choose this order`,
		footer: safe`choose`,
	},
	{
		chords: ['escape'],
		keys: safe`Esc`,
		modes: ['filter'],
		action: does({ type: 'back' }),
		help: safe`clear the filter that is being typed`,
		footer: safe`clear`,
	},
	{
		chords: ['backspace', 'ctrl-w', 'ctrl-u'],
		keys: safe`Backspace Ctrl-W Ctrl-U`,
		modes: ['filter'],
		action: chord => ({ type: 'erase', what: chord === 'backspace' ? 'letter' : chord === 'ctrl-w' ? 'word' : 'line' }),
		help: safe`erase a letter, a word, the line while typing a filter`,
	},
];
