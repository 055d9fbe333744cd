import { render } from 'ink';
import type { SafeText } from '../model/safe-text.ts';
import { widthOf } from '../model/text-width.ts';
import { createCellScreen } from '../terminal/screen.ts';
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
export function runScreen(props: AppProps, look: Look, streams: ScreenStreams): Screen {
	const { stdin, stdout, stderr } = streams;
	// All text that is drawn was safe when Ink was given it.
	const screen = createCellScreen({ stdout, stderr }, letter => widthOf(letter as SafeText));
	const tree = (
		<LookContext value={look}>
			<App {...props} />
		</LookContext>
	);
	// Heard before Ink hears it, which would draw the frame of the old size into the new one.
	screen.stdout.on('resize', () => {
		props.session.resize({ columns: stdout.columns, rows: stdout.rows });
		app.rerender(tree);
	});
	const app = render(tree, {
		stdin,
		stdout: screen.stdout,
		stderr,
		alternateScreen: true,
		interactive: true,
		exitOnCtrlC: false,
		maxFps: FRAMES_PER_SECOND,
	});
	return {
		repaint: screen.repaint,
		leave() {
			app.unmount();
			screen.close();
		},
	};
}
