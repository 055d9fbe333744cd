import { safe } from '../../model/safe-text.ts';
import { type Binding, does, OVERLAYS, PANES, SCROLLING } from './binding.ts';

/** Keys for the monitor itself: polling, the connection, help and the way out. */
export const MONITOR: readonly Binding[] = [
	{
		chords: ['Z'],
		keys: safe`Z`,
		modes: PANES,
		action: does({ type: 'command', command: 'pause' }),
		help: safe`pause and resume the display; polling goes on and changes are counted`,
		footer: safe`pause`,
	},
	{
		chords: ['r', 'R', 'ctrl-r'],
		keys: safe`r`,
		modes: SCROLLING,
		action: does({ type: 'command', command: 'refresh' }),
		help: safe`poll now, whatever is being waited for, and see whether old jobs are still there (R and Ctrl-R too)`,
	},
	{
		chords: ['I'],
		keys: safe`I`,
		modes: [...PANES, 'help'],
		action: does({ type: 'mode', mode: 'connection' }),
		help: safe`connection: server, trust, sign-in, polls, clock`,
	},
	{
		chords: ['I'],
		keys: safe`I`,
		modes: ['connection'],
		action: does({ type: 'back' }),
		help: safe`close the connection overlay`,
	},
	{
		chords: ['?'],
		keys: safe`?`,
		modes: [...PANES, 'connection', 'sort'],
		action: does({ type: 'mode', mode: 'help' }),
		help: safe`these keys`,
		footer: safe`help`,
	},
	{
		chords: ['?'],
		keys: safe`?`,
		modes: ['help'],
		action: does({ type: 'back' }),
		help: safe`close the help`,
	},
	{
		chords: ['ctrl-z'],
		keys: safe`Ctrl-Z`,
		modes: [...SCROLLING, 'filter'],
		action: does({ type: 'command', command: 'suspend' }),
		help: safe`suspend; \`fg\` brings it back`,
	},
	{
		chords: ['q'],
		keys: safe`q`,
		modes: ['list'],
		action: does({ type: 'command', command: 'quit' }),
		help: safe`quit; in a pane or an overlay: close it`,
		footer: safe`quit`,
	},
	{
		chords: ['q'],
		keys: safe`q`,
		modes: [...OVERLAYS, 'detail'],
		action: does({ type: 'back' }),
		help: safe`close the pane or the overlay`,
		footer: safe`close`,
	},
	{
		chords: ['Q'],
		keys: safe`Q`,
		modes: SCROLLING,
		action: does({ type: 'command', command: 'quit-leaving' }),
		help: safe`quit and leave the last state on the terminal`,
	},
	{
		chords: ['ctrl-c'],
		keys: safe`Ctrl-C`,
		modes: [...SCROLLING, 'filter'],
		action: does({ type: 'command', command: 'quit' }),
		help: safe`quit, from anywhere`,
	},
];
