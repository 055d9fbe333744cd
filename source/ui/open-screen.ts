import type { SafeText } from '../model/safe-text.ts';
import { widthOf } from '../model/text-width.ts';
import type { Frames } from '../session/frames.ts';
import type { Session } from '../session/session.ts';
import { createCellScreen } from '../terminal/screen.ts';
import { sizeOf } from '../terminal/size.ts';
import type { Look } from './look.ts';
import { styledText } from './styled-text.ts';

/** The streams of the terminal that the screen is drawn on. */
export interface ScreenStreams {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
}

/** What draws on a screen once it was handed over: Ink. */
export interface Drawer {
	/** Draws what is to be seen in the size that the terminal has now. */
	rerender(): void;
	/** Stops drawing and gives back the modes of the terminal. */
	unmount(): void;
}

/** What a screen shows, and whom it tells of its size. */
export interface Shown {
	readonly frames: Frames;
	readonly session: Pick<Session, 'resize'>;
}

/** A screen that shows each frame when it comes. */
export interface Screen {
	/** From now on another draws on the screen and reads the keys: those too that were typed before. */
	handOver(start: (streams: ScreenStreams) => Drawer): void;
	/** Leaves the terminal to others until the next repaint. */
	pause(): void;
	/** Draws everything anew on an emptied screen. */
	repaint(): void;
	/** Sends the terminal a sequence that draws nothing. */
	pass(sequence: string): void;
	/** Takes the screen down; the terminal shows what it showed before. */
	leave(): void;
}

/** As Ink switches them: the alternate screen, no cursor, and pasted text told from typed. */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[?2004h';
const LEAVE = '\u001b[?2004l\u001b[?25h\u001b[?1049l';

/**
 * Shows frames on the alternate screen, the first one at once. It takes no Ink to do so, which takes longer to load than
 * all else that is needed by then. Keys are not echoed, and not read either: they wait in the terminal.
 */
export function openScreen({ frames, session }: Shown, look: Look, { stdin, stdout, stderr }: ScreenStreams): Screen {
	// All text that is drawn was safe when it was given a style.
	const cells = createCellScreen({ stdout, stderr }, letter => widthOf(letter as SafeText));
	let drawer: Drawer | null = null;

	const draw = () => void cells.stdout.write(styledText(frames.get(), look));
	// Heard before Ink hears it, which would draw the frame of the old size into the new one.
	cells.stdout.on('resize', () => {
		session.resize(sizeOf(stdout));
		drawer?.rerender();
	});
	stdin.setRawMode(true);
	cells.stdout.write(ENTER);
	draw();
	const ignore = frames.subscribe(draw);

	return {
		handOver(start) {
			ignore();
			drawer = start({ stdin, stdout: cells.stdout, stderr });
		},
		pause: cells.pause,
		repaint: cells.repaint,
		pass: cells.pass,
		leave() {
			if (drawer === null) cells.stdout.write(LEAVE);
			else drawer.unmount();
			cells.close();
		},
	};
}
