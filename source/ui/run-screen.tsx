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

/** Draws the app on the alternate screen of a terminal. */
export function runScreen(props: AppProps, look: Look, streams: ScreenStreams): Screen {
	let drawings = 0;
	const tree = () => (
		<LookContext value={look}>
			<App key={drawings} {...props} />
		</LookContext>
	);
	const app: Instance = render(tree(), {
		...streams,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		exitOnCtrlC: false,
		maxFps: FRAMES_PER_SECOND,
	});
	return {
		repaint() {
			drawings += 1;
			app.clear();
			app.rerender(tree());
		},
		leave: () => app.unmount(),
	};
}
