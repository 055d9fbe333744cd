import type { LookOptions } from '../command-line/look-options.ts';
import type { Environment } from '../command-line/option-values.ts';
import type { Store } from '../live/store.ts';
import { createFrames, type Frames } from '../session/frames.ts';
import type { Session } from '../session/session.ts';
import type { Capabilities } from '../terminal/capabilities.ts';
import { chooseLook, type Look } from '../ui/look.ts';
import { openAloud } from '../ui/open-aloud.ts';
import { openScreen, type Screen, type ScreenStreams } from '../ui/open-screen.ts';

/** Whether the screen is read out: the variable by which Ink's programs are told. */
export function isReadAloud({ INK_SCREEN_READER }: Environment): boolean {
	return INK_SCREEN_READER === 'true';
}

/** What the screen looks like, by what was asked for and what the terminal can do. */
export function lookOf({ color, ascii, theme }: LookOptions, capabilities: Capabilities): Look {
	return chooseLook({ color: color !== 'never' && capabilities.color, ascii: ascii || !capabilities.unicode, theme });
}

/** A session as it is shown, and what Ink draws of it. */
export interface Shown {
	readonly frames: Frames;
	readonly screen: Screen;
}

/** Shows a session on the terminal, anew whenever one of the causes has changed: drawn, or told in sentences. */
export function show(
	session: Session,
	causes: readonly Pick<Store<unknown>, 'subscribe'>[],
	look: Look,
	environment: Environment,
): Shown {
	const { stdin, stdout, stderr } = process;
	const streams: ScreenStreams = { stdin, stdout, stderr };
	const frames = createFrames(session.frame, causes);
	const screen = isReadAloud(environment)
		? openAloud({ statements: createFrames(session.aloud, causes), session }, look, streams)
		: openScreen({ frames, session }, look, streams);
	return { frames, screen };
}
