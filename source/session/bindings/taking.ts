import { safe } from '../../model/safe-text.ts';
import { type Binding, does, PANES, SCROLLING } from './binding.ts';

/** Keys that take something out of the monitor: to a clipboard, or into a file. */
export const TAKING: readonly Binding[] = [
	{
		chords: ['y'],
		keys: safe`y`,
		modes: PANES,
		action: does({ type: 'command', command: 'copy-name' }),
		commands: { 'copy-id': 'y' },
		help: safe`copy the id of the row, of an error its text`,
	},
	{
		chords: ['Y'],
		keys: safe`Y`,
		modes: PANES,
		action: does({ type: 'command', command: 'copy-evidence' }),
		commands: { 'copy-evidence': 'Y' },
		help: safe`copy what a ticket about the row needs: server, ids, names, errors, times in UTC`,
		footer: safe`copy`,
	},
	{
		chords: ['o'],
		keys: safe`o`,
		modes: PANES,
		action: does({ type: 'command', command: 'show-path' }),
		commands: { 'api-path': 'o' },
		help: safe`show where the server's API has the job`,
	},
	{
		chords: ['ctrl-s'],
		keys: safe`Ctrl-S`,
		modes: SCROLLING,
		action: does({ type: 'command', command: 'save-screen' }),
		commands: { 'save-screen': 'ctrl-s' },
		help: safe`save the screen as text, in a file for you alone that the last line names`,
	},
	{
		chords: ['S'],
		keys: safe`S`,
		modes: PANES,
		action: does({ type: 'command', command: 'save-data' }),
		commands: { 'save-data': 'S' },
		help: safe`save the rows shown as JSON in such a file: jobs as the server sent them`,
	},
];
