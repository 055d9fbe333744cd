import { safe } from '../../model/safe-text.ts';
import { TYPING } from '../typing.ts';
import { type Binding, direction, does, PANES, SCROLLING } from './binding.ts';

/** Keys that arrange the screen. */
export const SCREEN: readonly Binding[] = [
	{
		chords: ['i'],
		keys: safe`i`,
		modes: PANES,
		action: does({ type: 'inspect' }),
		commands: { inspect: 'i' },
		help: safe`inspect the job as the JSON that the server sent`,
	},
	{
		chords: ['D'],
		keys: safe`D`,
		modes: PANES,
		action: does({ type: 'diff' }),
		commands: { diff: 'D' },
		help: safe`what changed since the previous sync of the same organizations`,
	},
	{
		chords: ['p'],
		keys: safe`p`,
		modes: PANES,
		action: does({ type: 'preview' }),
		commands: { 'toggle-detail': 'p' },
		help: safe`detail pane on and off`,
	},
	{
		chords: ['P'],
		keys: safe`P`,
		modes: PANES,
		action: does({ type: 'preview-place' }),
		commands: { 'move-detail': 'P' },
		help: safe`detail pane right of the list or below it`,
	},
	{
		chords: ['{', '}'],
		keys: safe`{ }`,
		modes: PANES,
		action: chord => ({ type: 'grow', direction: direction(chord, '}') }),
		commands: { 'smaller-detail': '{', 'larger-detail': '}' },
		help: safe`detail pane smaller, larger`,
	},
	{
		chords: ['+'],
		keys: safe`+`,
		modes: PANES,
		action: does({ type: 'zoom' }),
		commands: { zoom: '+' },
		help: safe`the pane you are in fills the screen`,
	},
	{
		chords: ['_'],
		keys: safe`_`,
		modes: PANES,
		action: does({ type: 'unzoom' }),
		commands: { unzoom: '_' },
		help: safe`all panes again`,
	},
	{
		chords: ['w'],
		keys: safe`w`,
		modes: PANES,
		action: does({ type: 'wrap' }),
		commands: { wrap: 'w' },
		help: safe`wrap long lines of the detail pane`,
	},
	{
		chords: ['t'],
		keys: safe`t`,
		modes: PANES,
		action: does({ type: 'time-style' }),
		commands: { times: 't' },
		help: safe`times or ages`,
	},
	{
		chords: ['ctrl-l'],
		keys: safe`Ctrl-L`,
		modes: [...SCROLLING, ...TYPING],
		action: does({ type: 'command', command: 'redraw' }),
		commands: { redraw: 'ctrl-l' },
		help: safe`draw the screen anew`,
	},
];
