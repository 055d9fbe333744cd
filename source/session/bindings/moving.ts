import { safe } from '../../model/safe-text.ts';
import { type Binding, direction, does, PANES, SCROLLING } from './binding.ts';

/** Keys that move: within a list, between panes, to the next problem. */
export const MOVING: readonly Binding[] = [
	{
		chords: ['enter', 'l', 'right'],
		keys: safe`Enter l →`,
		modes: ['list'],
		action: does({ type: 'open' }),
		help: safe`open the detail pane of the row`,
		footer: safe`open`,
	},
	{
		chords: ['enter', 'l', 'right'],
		keys: safe`Enter`,
		modes: ['detail'],
		action: does({ type: 'drill' }),
		views: ['organizations', 'errors', 'timeline'],
		footer: safe`jobs`,
		help: safe`in the detail pane of an organization, an error or an event: its jobs (Esc comes back)`,
	},
	{
		chords: ['[', ']'],
		keys: safe`[/]`,
		modes: PANES,
		action: chord => ({ type: 'view', direction: direction(chord, ']') }),
		help: safe`the view before, the next one: jobs, organizations, errors, timeline`,
		footer: safe`view`,
	},
	{
		chords: ['escape', 'h', 'left'],
		keys: safe`Esc h ←`,
		modes: SCROLLING,
		action: does({ type: 'back' }),
		help: safe`back: close overlay, leave pane, stop loading, clear filter`,
	},
	{
		chords: ['tab', 'shift-tab'],
		keys: safe`Tab`,
		modes: PANES,
		action: chord => ({ type: 'pane', direction: direction(chord, 'tab') }),
		help: safe`next pane: list, Errors, Orgs, Diff, Raw (Shift-Tab: the other way)`,
		footer: safe`pane`,
	},
	{
		chords: ['j', 'down', 'k', 'up'],
		keys: safe`j k ↓ ↑`,
		modes: SCROLLING,
		action: chord => ({ type: 'move', by: 'line', direction: direction(chord, 'j', 'down') }),
		help: safe`down, up`,
	},
	{
		chords: ['down', 'up'],
		keys: safe`↓ ↑`,
		modes: ['filter'],
		action: chord => ({ type: 'move', by: 'line', direction: direction(chord, 'down') }),
		help: safe`down, up while typing a filter`,
	},
	{
		chords: ['ctrl-d', 'ctrl-u'],
		keys: safe`Ctrl-D Ctrl-U`,
		modes: SCROLLING,
		action: chord => ({ type: 'move', by: 'half', direction: direction(chord, 'ctrl-d') }),
		help: safe`half a page down, up`,
	},
	{
		chords: ['pagedown', 'ctrl-f', 'pageup'],
		keys: safe`PgDn PgUp Ctrl-F`,
		modes: SCROLLING,
		action: chord => ({ type: 'move', by: 'page', direction: direction(chord, 'pagedown', 'ctrl-f') }),
		help: safe`a page down, up`,
	},
	{
		chords: ['g', 'home', 'G', 'end'],
		keys: safe`g G Home End`,
		modes: SCROLLING,
		action: chord => ({ type: 'jump', to: chord === 'g' || chord === 'home' ? 'first' : 'last' }),
		help: safe`first, last`,
	},
	{
		chords: ['e', 'E'],
		keys: safe`e/E`,
		modes: PANES,
		action: chord => ({ type: 'problem', direction: direction(chord, 'e') }),
		help: safe`next, previous problem (failed, degraded or stuck)`,
		footer: safe`next/prev ✗`,
	},
];
