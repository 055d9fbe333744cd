import { render } from 'ink';
import { App, type AppProps } from './app.tsx';
import type { Look } from './look.ts';
import { LookContext } from './look-context.ts';
import type { Drawer, ScreenStreams } from './open-screen.ts';

/** Frames are rare, because nothing ticks; this only keeps the answer to a key from being held back. */
const FRAMES_PER_SECOND = 100;

/** Draws the app with Ink on a screen that was opened, and reads its keys. */
export function startInk(props: AppProps, look: Look, { stdin, stdout, stderr }: ScreenStreams): Drawer {
	const tree = (
		<LookContext value={look}>
			<App {...props} />
		</LookContext>
	);
	const app = render(tree, {
		stdin,
		stdout,
		stderr,
		alternateScreen: true,
		interactive: true,
		exitOnCtrlC: false,
		maxFps: FRAMES_PER_SECOND,
	});
	return { rerender: () => app.rerender(tree), unmount: () => app.unmount() };
}
