import { type Instance, render } from 'ink';
import { App, type AppProps } from './app.tsx';
import { type Look, LookContext } from './look.ts';

/** The streams of the terminal that the screen is drawn on. */
export interface ScreenStreams {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
}

/** A screen that is being drawn. */
export interface Screen {
	/** Draws everything anew on an emptied screen. */
	repaint(): void;
	/** Takes the screen down; the terminal shows what it showed before. */
	leave(): void;
}

/** Frames are rare, because nothing ticks; this only keeps the answer to a key from being held back. */
const FRAMES_PER_SECOND = 100;

/** Draws the app on the alternate screen of a terminal, and follows its size. */
export function runScreen(props: Omit<AppProps, 'drawing'>, look: Look, streams: ScreenStreams): Screen {
	const { stdout } = streams;
	let drawing = 0;
	const tree = () => (
		<LookContext value={look}>
			<App drawing={drawing} {...props} />
		</LookContext>
	);
	const repaint = () => {
		drawing += 1;
		app.clear();
		app.rerender(tree());
	};
	// Heard before Ink hears it, which would draw the frame of the old size into the new one.
	const resize = () => {
		props.session.resize({ columns: stdout.columns, rows: stdout.rows });
		repaint();
	};
	stdout.on('resize', resize);
	const app: Instance = render(tree(), {
		...streams,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		exitOnCtrlC: false,
		maxFps: FRAMES_PER_SECOND,
	});
	return {
		repaint,
		leave() {
			stdout.off('resize', resize);
			app.unmount();
		},
	};
}
